package org.turnpike.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification;

/**
 * How far the direct solution may be from the exact one, by quantity.
 *
 * <p>Measured, if the problem was solved on a mesh of half as many intervals, too: a scheme of order q has errors e(h) ≈ C h^q,
 * so that |z_h − z_2h| ≈ (2^q − 1) |z_h − z| ≥ |z_h − z|; four times that difference is allowed, because with switches inside
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

    /** From the direct solution and, if there is one, that on the coarser mesh. */
    static Tolerances of(Solution direct, @Nullable Solution coarse) {
        boolean measured = coarse != null
                && coarse.status().solved()
                && !ComparedSolutions.objectiveGap(coarse, direct).exceeds(ELSEWHERE);
        if (coarse == null || !measured) {
            return fromWidth(direct);
        }
        NodeGaps nodes = new NodeGaps(coarse, direct);
        return new Tolerances(
                allowed(ComparedSolutions.objectiveGap(coarse, direct).amount(), LEAST, MOST_OBJECTIVE),
                allowed(ComparedSolutions.finalTimeGap(coarse, direct).amount(), LEAST, MOST),
                allowed(nodes.states(), LEAST_STATE),
                allowed(nodes.costates(), LEAST_STATE),
                allowed(new ControlGaps(coarse, direct).means(), LEAST_CONTROL),
                allowed(check(coarse, Verification::hamiltonianDrift), LEAST_STATE, MOST),
                allowed(check(coarse, Verification::argminResidual), LEAST_STATE, MOST),
                true);
    }

    private static double check(Solution solution, ToDoubleFunction<Verification> value) {
        Verification verification = solution.verification();
        return verification == null ? Double.NaN : value.applyAsDouble(verification);
    }

    private static Tolerances fromWidth(Solution direct) {
        Trajectory trajectory = direct.trajectory();
        double[] mesh = trajectory.mesh();
        double widest = 0;
        for (int k = 0; k < trajectory.intervals(); k++) {
            widest = Math.max(widest, mesh[k + 1] - mesh[k]);
        }
        // allowed() multiplies by SAFETY.
        double share = widest / (direct.finalTime() - direct.startTime()) / SAFETY;
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
