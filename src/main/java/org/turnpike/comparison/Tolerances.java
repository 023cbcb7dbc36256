package org.turnpike.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Verification;

/**
 * How far the direct solution may be from the exact one, by quantity.
 *
 * <p>Measured, if the problem was solved on a mesh of twice as many intervals, too: a scheme of order q has errors e(h) ≈ C h^q,
 * so that |z_h − z_{h/2}| ≈ (1 − 2⁻q) |z_h − z|, at least half of it. Four times that difference is allowed, because with switches inside
 * intervals errors do not fall regularly. Without a second mesh, or if it
 * led elsewhere (objective more than 1 % away), the relative width of the widest interval, first order, is. Never less than what
 * the solver's tolerance leaves uncertain: 1e-6 of the objective and the final time; 1e-4 of states, costates and H, since an
 * objective that is known to ε, here 1e-8, fixes where it is least only to √ε; 1e-3 of controls, which on singular arcs are
 * known through the states alone. And never more than 5 % (objective 0.5 %): a larger difference is a disagreement
 * whatever the mesh.
 *
 * @param states by state, relative to its size
 * @param costates by state
 * @param controls by control that is the user's
 * @param drift of H along the direct solution
 * @param argmin of the residual of u = argmin H along the direct solution
 * @param measured whether a second mesh was there
 */
public record Tolerances(
        double objective,
        double finalTime,
        double[] states,
        double[] costates,
        double[] controls,
        double drift,
        double argmin,
        boolean measured) {
    private static final double SAFETY = 4;
    private static final double ELSEWHERE = 1e-2;
    private static final double LEAST = 1e-6;
    private static final double LEAST_STATE = 1e-4;
    private static final double LEAST_CONTROL = 1e-3;
    private static final double MOST = 5e-2;
    private static final double MOST_OBJECTIVE = 5e-3;

    /** From the direct solution and, if there is one, that on the finer mesh. */
    static Tolerances of(Solution direct, @Nullable Solution refined) {
        boolean measured = refined != null
                && refined.status().solved()
                && !ComparedSolutions.objectiveGap(direct, refined).exceeds(ELSEWHERE);
        if (refined == null || !measured) {
            return fromWidth(direct);
        }
        NodeGaps nodes = new NodeGaps(direct, refined);
        return new Tolerances(
                allowed(ComparedSolutions.objectiveGap(direct, refined).amount(), LEAST, MOST_OBJECTIVE),
                allowed(ComparedSolutions.finalTimeGap(direct, refined).amount(), LEAST, MOST),
                allowed(nodes.states(), LEAST_STATE),
                allowed(nodes.costates(), LEAST_STATE),
                allowed(new ControlGaps(direct, refined).means(), LEAST_CONTROL),
                fall(direct, refined, Verification::hamiltonianDrift),
                fall(direct, refined, Verification::argminResidual),
                true);
    }

    /** Four times how much a check improved, and at least what a switch inside an interval leaves. */
    private static double fall(Solution direct, Solution refined, ToDoubleFunction<Verification> value) {
        double least = Math.max(LEAST_STATE, Math.min(share(direct), MOST));
        return allowed(Math.abs(check(direct, value) - check(refined, value)), least, MOST);
    }

    private static double check(Solution solution, ToDoubleFunction<Verification> value) {
        Verification verification = solution.verification();
        return verification == null ? Double.NaN : value.applyAsDouble(verification);
    }

    /** The relative width of the widest interval. */
    private static double share(Solution direct) {
        double[] mesh = direct.trajectory().mesh();
        double widest = 0;
        for (int k = 0; k + 1 < mesh.length; k++) {
            widest = Math.max(widest, mesh[k + 1] - mesh[k]);
        }
        return widest / (direct.finalTime() - direct.startTime());
    }

    private static Tolerances fromWidth(Solution direct) {
        // allowed() multiplies by SAFETY.
        double share = share(direct) / SAFETY;
        int nx = direct.problem().states().size();
        return new Tolerances(
                allowed(share, LEAST, MOST_OBJECTIVE),
                allowed(share, LEAST, MOST),
                repeated(nx, share, LEAST_STATE),
                repeated(nx, share, LEAST_STATE),
                repeated(direct.problem().controls().size(), share, LEAST_CONTROL),
                allowed(share, LEAST_STATE, MOST),
                allowed(share, LEAST_STATE, MOST),
                false);
    }

    private static double[] repeated(int count, double share, double least) {
        double[] values = new double[count];
        Arrays.fill(values, allowed(share, least, MOST));
        return values;
    }

    private static double[] allowed(List<Gap> gaps, double least) {
        return gaps.stream().mapToDouble(g -> allowed(g.amount(), least, MOST)).toArray();
    }

    private static double allowed(double difference, double least, double most) {
        return Double.isNaN(difference) ? most : Math.max(least, Math.min(SAFETY * difference, most));
    }
}
