package org.turnpike.learning.collocation;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.evaluation.TrainedNetwork;

/**
 * The structure of the formulation L1 for models that are homogeneous in u: |u| = M on [0, T*], then 0. A curve x(s) may be run
 * through at any speed, and ∫|u| dt does not depend on it; as the error shall fall early, it is run through at full speed.
 */
final class BangOff {
    private final TrainingTask task;
    private final double limit;
    private final TrainedNetwork network;
    /** By node of the layers: ∫|u| until there, over M. */
    private final double[] time;

    private BangOff(TrainingTask task, double limit, TrainedNetwork network) {
        this.task = task;
        this.limit = limit;
        this.network = network;
        time = new double[task.layers() + 1];
        for (int k = 0; k < task.layers(); k++) {
            time[k + 1] = time[k] + task.step() * size(network.controls()[k]) / limit;
        }
    }

    /** Whether the optimum is bang-off. Componentwise, each component has its own arcs, unless there is only one. */
    static boolean concerns(TrainingTask task) {
        return task.formulation() == Formulation.L1
                && task.model().homogeneous()
                && task.bound() != null
                && (task.bound().norm() != Norm.COMPONENTWISE || task.model().controls(0) == 1);
    }

    /** For a network of controls on all of [0, T]; null if the optimum need not be bang-off, or if nothing is on. */
    static @Nullable BangOff of(TrainingTask task, TrainedNetwork network) {
        if (!concerns(task) || task.bound() == null) {
            return null;
        }
        BangOff result = new BangOff(task, task.bound().limit(), network);
        return result.switchTime() < 1e-6 * task.horizon() ? null : result;
    }

    /** T* if the curve of the network is run through at full speed. */
    double switchTime() {
        return Math.min(time[task.layers()], 0.999 * task.horizon());
    }

    /** The task, started from the network's curve run through at full speed, in layers of equal length. */
    TrainingTask start() {
        int layers = task.layers();
        double[][] controls = new double[layers][];
        int from = 0;
        for (int k = 0; k < layers; k++) {
            double middle = time[layers] * (k + 0.5) / layers;
            while (from < layers - 1 && time[from + 1] < middle) {
                from++;
            }
            controls[k] = network.controls()[from].clone();
            double factor = limit / size(controls[k]);
            for (int j = 0; j < controls[k].length; j++) {
                controls[k][j] *= factor;
            }
        }
        return task.withStart(new ControlStart.Given(controls));
    }

    /** |u| in the norm of the bound. */
    private double size(double[] u) {
        double sum = 0;
        double square = 0;
        for (double value : u) {
            sum += Math.abs(value);
            square += value * value;
        }
        boolean entrywise = task.bound() != null && task.bound().norm() != Norm.EUCLIDEAN;
        return entrywise ? sum : Math.sqrt(square);
    }
}
