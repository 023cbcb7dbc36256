package org.turnpike.learning.control;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;

/**
 * The structure of the formulation L1 for models that are homogeneous in u: |u| = M on [0, T*], then 0. A curve x(s) may be run
 * through at any speed, and ∫|u| dt does not depend on it; as the error shall fall early, it is run through at full speed.
 */
public final class BangOff {
    private final TrainingTask task;
    private final double limit;
    private final double[][] controls;
    /** By node of the layers: ∫|u| until there, over M. */
    private final double[] time;

    private BangOff(TrainingTask task, ControlBound bound, double[][] controls) {
        this.task = task;
        this.controls = controls;
        limit = bound.limit();
        time = new double[task.layers() + 1];
        for (int k = 0; k < task.layers(); k++) {
            time[k + 1] = time[k] + task.step() * size(task, k, controls[k]) / limit;
        }
    }

    /** Whether the optimum is bang-off. Componentwise, each component has its own arcs, unless there is only one. */
    public static boolean concerns(TrainingTask task) {
        return task.formulation() == Formulation.L1
                && task.model().homogeneous()
                && task.bound() != null
                && (task.bound().norm() != Norm.COMPONENTWISE || task.model().controls(0) == 1);
    }

    /** For controls by layer on all of [0, T]; null if the optimum need not be bang-off, or if nothing is on. */
    public static @Nullable BangOff of(TrainingTask task, double[][] controls) {
        ControlBound bound = task.bound();
        if (!concerns(task) || bound == null) {
            return null;
        }
        BangOff result = new BangOff(task, bound, controls);
        return result.switchTime() < 1e-6 * task.horizon() ? null : result;
    }

    /** T* if the curve of the controls is run through at full speed. */
    public double switchTime() {
        return Math.min(time[task.layers()], 0.999 * task.horizon());
    }

    /** The task, started from the controls' curve run through at full speed, in layers of equal length. */
    public TrainingTask start() {
        return task.withStart(new ControlStart.Given(controls()));
    }

    /** The controls' curve run through at full speed, in layers of equal length. */
    public double[][] controls() {
        int layers = task.layers();
        double[][] full = new double[layers][];
        int from = 0;
        for (int k = 0; k < layers; k++) {
            double middle = time[layers] * (k + 0.5) / layers;
            while (from < layers - 1 && time[from + 1] < middle) {
                from++;
            }
            full[k] = controls[from].clone();
            double factor = limit / size(task, from, full[k]);
            for (int j = 0; j < full[k].length; j++) {
                full[k][j] *= factor;
            }
        }
        return full;
    }

    /** |u| of layer k in the norm of the bound. */
    private static double size(TrainingTask task, int k, double[] u) {
        double sum = 0;
        double square = 0;
        for (int j = 0; j < u.length; j++) {
            double weight = task.model().penaltyWeight(k, j);
            sum += weight * Math.abs(u[j]);
            square += weight * u[j] * u[j];
        }
        boolean entrywise = task.bound() != null && task.bound().norm() != Norm.EUCLIDEAN;
        return entrywise ? sum : Math.sqrt(square);
    }
}
