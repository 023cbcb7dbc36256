package org.turnpike.nlp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inequalities that a point presses against. A solver that cannot meet all constraints spreads the violation over those that
 * give way most cheaply, often the dynamics; what keeps them from being met is among the limits that are reached.
 *
 * @param names what is at its limit, such as {@code "u (upper bound)"} or {@code "fuel <= 15 (upper limit)"}: constraints before
 *     bounds, those at their limit in most places first
 */
public record ActiveLimits(List<String> names) {
    private static final int NAMED = 4;

    public ActiveLimits {
        names = List.copyOf(names);
    }

    /** All constraints and bounds, equations aside, within {@code tolerance} (1 + |limit|) of a limit or beyond it. */
    public static ActiveLimits of(NonlinearProgram program, double[] z, double tolerance) {
        Map<String, Integer> constraints = new LinkedHashMap<>();
        Map<String, Integer> bounds = new LinkedHashMap<>();
        double[] c = new double[program.constraints()];
        program.constraints(z, c);
        double[] lower = program.constraintLower();
        double[] upper = program.constraintUpper();
        for (int i = 0; i < c.length; i++) {
            String side = side(c[i], lower[i], upper[i], tolerance);
            if (!side.isEmpty()) {
                count(constraints, program.constraintName(i), side + " limit");
            }
        }
        lower = program.variableLower();
        upper = program.variableUpper();
        for (int j = 0; j < z.length; j++) {
            String side = side(z[j], lower[j], upper[j], tolerance);
            if (!side.isEmpty()) {
                count(bounds, program.variableName(j), side + " bound");
            }
        }
        List<String> names = mostPlacesFirst(constraints);
        names.addAll(mostPlacesFirst(bounds));
        return new ActiveLimits(names);
    }

    private static String side(double value, double lower, double upper, double tolerance) {
        if (lower == upper) {
            return "";
        }
        if (value >= upper - tolerance * (1 + Math.abs(upper))) {
            return "upper";
        }
        // An infinite limit makes the right side NaN, and the comparison false.
        return value <= lower + tolerance * (1 + Math.abs(lower)) ? "lower" : "";
    }

    private static List<String> mostPlacesFirst(Map<String, Integer> counts) {
        List<String> names = new ArrayList<>(counts.keySet());
        names.sort((a, b) -> counts.getOrDefault(b, 0) - counts.getOrDefault(a, 0));
        return names;
    }

    private static void count(Map<String, Integer> counts, String name, String limit) {
        counts.merge(PlacedName.of(name).base() + " (" + limit + ")", 1, Integer::sum);
    }

    /** One sentence that names the first few, empty if there are none. */
    public String sentence() {
        if (names.isEmpty()) {
            return "";
        }
        int others = names.size() - NAMED;
        return "At their limits there: " + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (others > 0 ? " and " + others + " more" : "") + ".";
    }
}
