package org.turnpike.learning.pmp;

import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.mesh.ButcherTableau;

/**
 * A start for shooting from a discrete extremal whose layers are too long to be near the continuous one: the discrete principle again on twice
 * as many layers, of the explicit midpoint rule, until halving no longer changes the cost by more than ten per cent.
 */
record RefinedLayers(TrainingTask task, IndirectLimits limits, IndirectLimits.Deadline deadline) {
    private static final double CLOSE = 0.1;
    /** A start need not be exact. */
    private static final double TOLERANCE = 1e-5;

    private static final int MOST_LAYERS = 320;

    /** The extremal on the finest layers that were solved; {@code coarse} itself if none were. */
    Extremal of(Extremal coarse) {
        Extremal best = coarse;
        if (task.formulation() != Formulation.SL1 && task.formulation() != Formulation.SL_STAR) {
            return coarse;
        }
        int layers = coarse.times().length - 1;
        while (2 * layers <= MOST_LAYERS && !deadline.passed(0)) {
            layers *= 2;
            Extremal fine = new DiscreteMaximumPrinciple(
                            finer(layers, best),
                            new IndirectLimits(TOLERANCE, limits.seconds() - deadline.seconds(), limits.evaluations()))
                    .solve();
            if (!fine.status().converged()) {
                return best;
            }
            double change = Math.abs(fine.objective() - best.objective());
            boolean close = change <= CLOSE * Math.abs(fine.objective());
            best = fine;
            if (close) {
                return best;
            }
        }
        return best;
    }

    private TrainingTask finer(int layers, Extremal start) {
        boolean linear = task.regularization() == Regularization.H1;
        double[][] controls = new double[linear ? layers + 1 : layers][];
        for (int k = 0; k < controls.length; k++) {
            double t = task.horizon() * (linear ? k : k + 0.5) / layers;
            controls[k] = start.control(t);
        }
        return new TrainingTask(
                task.inputs(),
                task.targets(),
                task.model(),
                task.output(),
                task.loss(),
                task.formulation(),
                task.horizon(),
                layers,
                ButcherTableau.midpoint(),
                task.lambda(),
                task.regularization(),
                task.bound(),
                new ControlStart.Given(controls));
    }
}
