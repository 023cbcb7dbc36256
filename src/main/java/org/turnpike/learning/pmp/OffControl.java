package org.turnpike.learning.pmp;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;

/**
 * The extremal u = 0 of the formulation L1. The states stay where they are, so that p_i(t) = (T − t)∇_i φ; u = 0 is argmin H for all t if and
 * only if T times the dual norm of Σ_i f_uᵀ∇_i φ is at most λ.
 */
record OffControl(TrainingTask task) {

    /** The extremal, or null if u = 0 is none. */
    @Nullable
    Extremal extremal(IndirectLimits.Deadline deadline) {
        double[][] zero = new double[task.layers()][task.model().controls(0)];
        ControlSpace space = new ControlSpace(task);
        DiscreteHamiltonianSystem system = new DiscreteHamiltonianSystem(task, space);
        double[] g = new double[space.size()];
        system.forward(space.flat(zero, new double[0][]));
        system.backward(g);
        double h = task.step();
        double largest = 0;
        for (int k = 0; k < task.layers(); k++) {
            largest = Math.max(largest, dualNorm(g, space.offset(k), space.count(k)) / h);
        }
        if (!(largest <= task.lambda())) {
            return null;
        }
        double[] times = new double[task.layers() + 1];
        double[][][] states = new double[times.length][][];
        double[][][] costates = new double[times.length][][];
        for (int k = 0; k < times.length; k++) {
            times[k] = task.horizon() * k / task.layers();
            states[k] = DiscreteMaximumPrinciple.bySample(system.states(k), task.samples());
            costates[k] = DiscreteMaximumPrinciple.bySample(system.costates[k], task.samples());
        }
        return new Extremal(
                IndirectStatus.CONVERGED,
                String.format(
                        java.util.Locale.ROOT,
                        "The control is off from the start: |g| is at most %.6g, lambda is %.6g.",
                        largest,
                        task.lambda()),
                task,
                times,
                zero,
                states,
                costates,
                system.errorCost(),
                0,
                0,
                0,
                1,
                deadline.seconds());
    }

    /** |g| in the norm dual to the bound's. */
    private double dualNorm(double[] g, int from, int count) {
        ControlBound bound = task.bound();
        boolean euclidean = bound == null || bound.norm() == ControlBound.Norm.EUCLIDEAN;
        double square = 0;
        double largest = 0;
        for (int j = from; j < from + count; j++) {
            square += g[j] * g[j];
            largest = Math.max(largest, Math.abs(g[j]));
        }
        return euclidean ? Math.sqrt(square) : largest;
    }
}
