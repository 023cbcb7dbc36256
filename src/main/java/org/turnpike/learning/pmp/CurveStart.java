package org.turnpike.learning.pmp;

import org.turnpike.learning.ControlBound;
import org.turnpike.learning.Output;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.loss.Loss;
import org.turnpike.minimization.InnerProduct;

/**
 * Starts a bang-off control without a direct solution: f is homogeneous in u, so that the states of a problem SL* run along a curve
 * that a control of norm M follows in the time (length of the curve)/M.
 */
record CurveStart(TrainingTask task, IndirectLimits limits) {

    /** From the problem SL* on [0, horizon], on as many layers as the task has. */
    DiscreteBangOff.Start atFullSpeed(double horizon) {
        TrainingTask smooth = DiscreteBangOff.quadratic(smoothLoss(), horizon, task.start());
        Extremal extremal = new DiscreteMaximumPrinciple(smooth, limits).solve();
        return atFullSpeed(extremal.controls(), smooth.step());
    }

    /** The distance has its squares as a smooth relative. */
    private TrainingTask smoothLoss() {
        Output output = task.output();
        return task.loss().smooth()
                ? task
                : new TrainingTask(
                        task.inputs(),
                        task.targets(),
                        task.model(),
                        output,
                        Loss.SQUARED,
                        task.formulation(),
                        task.horizon(),
                        task.layers(),
                        task.integrator(),
                        task.lambda(),
                        task.regularization(),
                        task.bound(),
                        task.start());
    }

    /** Controls on layers of length h, by arc length on as many layers of one norm. */
    private DiscreteBangOff.Start atFullSpeed(double[][] controls, double h) {
        int layers = controls.length;
        double[] length = new double[layers + 1];
        for (int k = 0; k < layers; k++) {
            length[k + 1] = length[k] + h * Math.sqrt(InnerProduct.dot(controls[k], controls[k]));
        }
        ControlBound bound = task.bound();
        double limit = bound == null ? 1 : bound.limit();
        double[][] u = new double[layers][];
        int from = 0;
        for (int k = 0; k < layers; k++) {
            double middle = length[layers] * (k + 0.5) / layers;
            while (from < layers - 1 && length[from + 1] < middle) {
                from++;
            }
            u[k] = controls[from].clone();
        }
        return new DiscreteBangOff.Start(u, Math.min(length[layers] / limit, 0.9 * task.horizon()));
    }
}
