package org.turnpike.nlp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which constraints and bounds a point violates, grouped by what they constrain: a constraint imposed at many times
 * ({@code "v <= 0.1 at t = 0.2"}, {@code "v <= 0.1 at t = 0.3"}, …) is one entry with its worst amount.
 *
 * @param violations ordered by amount relative to 1 + |bound|, the worst first
 */
public record Infeasibility(List<Violation> violations) {
    private static final int NAMED = 3;

    /**
     * One constraint.
     *
     * @param constraint its name without the time
     * @param where the place of its worst violation such as {@code "t = 0.2"}, empty if its name has none
     * @param amount by which it is violated there, in the constraint's unit
     * @param relative the amount divided by 1 + |bound|
     * @param count at how many places it is violated
     */
    public record Violation(String constraint, String where, double amount, double relative, int count) {}

    public Infeasibility {
        violations = List.copyOf(violations);
    }

    /** Everything that {@code z} violates by more than {@code tolerance}, relative to 1 + |bound|. */
    public static Infeasibility of(NonlinearProgram program, double[] z, double tolerance) {
        Map<String, Violation> groups = new HashMap<>();
        double[] c = new double[program.constraints()];
        program.constraints(z, c);
        double[] lower = program.constraintLower();
        double[] upper = program.constraintUpper();
        for (int i = 0; i < c.length; i++) {
            if (violated(c[i], lower[i], upper[i], tolerance)) {
                add(groups, program.constraintName(i), c[i], lower[i], upper[i]);
            }
        }
        double[] zLower = program.variableLower();
        double[] zUpper = program.variableUpper();
        for (int j = 0; j < z.length; j++) {
            if (violated(z[j], zLower[j], zUpper[j], tolerance)) {
                add(groups, "bound of " + program.variableName(j), z[j], zLower[j], zUpper[j]);
            }
        }
        List<Violation> ordered = new ArrayList<>(groups.values());
        ordered.sort(Comparator.comparingDouble(Violation::relative).reversed().thenComparing(Violation::constraint));
        return new Infeasibility(ordered);
    }

    /** One sentence that names the three worst. */
    public String sentence() {
        if (violations.isEmpty()) {
            return "No constraint is violated.";
        }
        StringBuilder text = new StringBuilder("Cannot be met: ");
        for (int i = 0; i < Math.min(NAMED, violations.size()); i++) {
            Violation v = violations.get(i);
            text.append(i == 0 ? "" : "; ").append(v.constraint()).append(" is violated");
            if (Double.isInfinite(v.amount())) {
                text.append(" (undefined)");
            } else {
                text.append(" by ").append(rounded(v.amount()));
            }
            if (!v.where().isEmpty()) {
                text.append(" at ").append(v.where());
            }
            if (v.count() > 1) {
                text.append(" and at ").append(v.count() - 1).append(v.count() == 2 ? " other place" : " other places");
            }
        }
        int others = violations.size() - NAMED;
        if (others > 0) {
            text.append("; and ").append(others).append(others == 1 ? " other" : " others");
        }
        return text.append('.').toString();
    }

    private static boolean violated(double value, double lower, double upper, double tolerance) {
        return !(value >= lower - tolerance * (1 + finite(lower)) && value <= upper + tolerance * (1 + finite(upper)));
    }

    private static void add(Map<String, Violation> groups, String name, double value, double lower, double upper) {
        boolean below = value < lower;
        double amount = Double.isNaN(value) ? Double.POSITIVE_INFINITY : below ? lower - value : value - upper;
        double relative = amount / (1 + finite(below ? lower : upper));
        PlacedName placed = PlacedName.of(name);
        String constraint = placed.base();
        String where = placed.place();
        Violation one = new Violation(constraint, where, amount, relative, 1);
        groups.merge(constraint, one, (a, b) -> {
            Violation worst = b.relative() > a.relative() ? b : a;
            return new Violation(constraint, worst.where(), worst.amount(), worst.relative(), a.count() + b.count());
        });
    }

    private static String rounded(double amount) {
        return new BigDecimal(amount)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toString();
    }

    private static double finite(double bound) {
        return Double.isInfinite(bound) ? 0 : Math.abs(bound);
    }
}
