package org.turnpike.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Verification;

/**
 * Whether two solutions agree.
 *
 * @param reasons why not, one sentence each with its place; empty if they agree
 * @param notes what a reader should know all the same
 */
public record Verdict(boolean agree, List<String> reasons, List<String> notes) {
    static final Verdict OPEN = new Verdict(false, List.of(), List.of());
    /** What an indirect solution, whose integration is accurate, may leave in H and in the minimum condition. */
    private static final double ACCURATE = 1e-4;

    private static final double RINGING = 1e-2;

    public Verdict {
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
    }

    static Verdict of(ComparedSolutions c) {
        List<String> reasons = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        unsolved("direct", c.direct(), reasons);
        unsolved("indirect", c.indirect(), reasons);
        if (!reasons.isEmpty()) {
            // What is no solution has nothing to compare.
            return new Verdict(false, reasons, notes);
        }
        objective(c, reasons);
        if (c.finalTime().exceeds(c.tolerances().finalTime())) {
            reasons.add(format(
                    "final time differs: %.7g direct, %.7g indirect",
                    c.direct().finalTime(), c.indirect().finalTime()));
        }
        reasons.addAll(c.structure().differences());
        for (StructureComparison.Switch s : c.structure().switches()) {
            if (s.moved()) {
                reasons.add(format(
                        "control %s: the switch from %s is at t = %.6g direct, t = %.6g indirect; allowed are %.2g",
                        s.control(), s.between(), s.direct(), s.indirect(), s.tolerance()));
            }
        }
        for (int i = 0; i < c.controls().size(); i++) {
            control(c, i, reasons, notes);
        }
        gaps("state ", c.states(), c.tolerances().states(), reasons);
        gaps("costate of ", c.costates(), c.tolerances().costates(), reasons);
        check("direct", c.directChecks(), c.tolerances().drift(), c.tolerances().argmin(), reasons);
        check("indirect", c.indirectChecks(), ACCURATE, ACCURATE, reasons);
        if (!c.tolerances().measured()) {
            notes.add("tolerances are those of the mesh's width: no second direct solution to measure them");
        }
        for (String state : c.undetermined()) {
            notes.add("costate of " + state + ": not compared where " + state
                    + " is at its bound without a control that holds it there, which leaves it undetermined");
        }
        notes.addAll(c.structure().notes());
        return new Verdict(reasons.isEmpty(), reasons, notes);
    }

    private static void unsolved(String which, Solution solution, List<String> reasons) {
        if (!solution.status().solved()) {
            reasons.add(
                    "the " + which + " solution is none (" + solution.status().label() + "): " + solution.reason());
        }
    }

    private static void objective(ComparedSolutions c, List<String> reasons) {
        if (!c.objective().exceeds(c.tolerances().objective())) {
            return;
        }
        boolean extremals = extremal(c.direct(), c.directChecks(), c.tolerances())
                && extremal(c.indirect(), c.indirectChecks(), c.tolerances());
        reasons.add(format(
                extremals
                        ? "different local optima: objective %.8g direct, %.8g indirect, and both satisfy the"
                                + " first-order conditions"
                        : "objective differs by %3$s: %1$.8g direct, %2$.8g indirect",
                c.direct().objective(),
                c.indirect().objective(),
                percent(c.objective().amount())));
    }

    /** Whether the first-order conditions hold as well as the mesh allows. */
    private static boolean extremal(Solution solution, Verification checks, Tolerances tolerances) {
        return solution.status().solved()
                && checks.dynamicsError() <= ACCURATE
                && !(checks.hamiltonianDrift() > Math.max(ACCURATE, tolerances.drift()))
                && !(checks.argminResidual() > Math.max(ACCURATE, tolerances.argmin()));
    }

    private static void control(ComparedSolutions c, int i, List<String> reasons, List<String> notes) {
        Gap mean = c.controls().get(i);
        Gap function = c.pointwise().get(i);
        double tolerance = c.tolerances().controls()[i];
        if (mean.exceeds(tolerance)) {
            reasons.add(format(
                    "control %s differs by %s in L1, most at t = %.4g; allowed are %s",
                    mean.name(), percent(mean.amount()), mean.time(), percent(tolerance)));
        } else if (function.amount() > RINGING + 10 * mean.amount()) {
            notes.add(format(
                    "control %s agrees in its means over intervals to %s, but differs by %s inside them: it rings, or a"
                            + " switch is smeared",
                    mean.name(), percent(mean.amount()), percent(function.amount())));
        }
    }

    private static void gaps(String what, List<Gap> gaps, double[] tolerances, List<String> reasons) {
        for (int i = 0; i < gaps.size(); i++) {
            Gap gap = gaps.get(i);
            if (gap.exceeds(tolerances[i])) {
                reasons.add(format(
                        "%s%s differs by %s at t = %.4g; allowed are %s",
                        what, gap.name(), percent(gap.amount()), gap.time(), percent(tolerances[i])));
            }
        }
    }

    private static void check(String which, Verification checks, double drift, double argmin, List<String> reasons) {
        if (checks.hamiltonianDrift() > drift) {
            reasons.add(format(
                    "H drifts by %.1e along the %s solution; allowed are %.1e",
                    checks.hamiltonianDrift(), which, drift));
        }
        if (checks.argminResidual() > argmin) {
            reasons.add(format(
                    "u of the %s solution does not minimise H: another control lowers it by %.1e; allowed are %.1e",
                    which, checks.argminResidual(), argmin));
        }
        if (checks.dynamicsError() > Math.max(ACCURATE, argmin)) {
            reasons.add(format(
                    "the %s solution does not satisfy its dynamics: re-integration differs by %.1e",
                    which, checks.dynamicsError()));
        }
    }

    static String percent(double share) {
        if (Double.isNaN(share)) {
            return "an undefined amount";
        }
        if (share >= 1) {
            return format("%.0f %%", 100 * share);
        }
        return share >= 1e-4 ? format("%.2g %%", 100 * share) : format("%.1e", share);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
