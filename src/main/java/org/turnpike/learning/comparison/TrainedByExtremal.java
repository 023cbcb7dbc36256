package org.turnpike.learning.comparison;

import java.util.Arrays;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.pmp.Extremal;

/** The network of an extremal: its controls on the task's layers. */
public final class TrainedByExtremal {
    private TrainedByExtremal() {}

    /** The network; for one in continuous time the controls at the layers' middles (H1: at the nodes), and its states at the nodes. */
    public static TrainedNetwork network(Extremal extremal) {
        TrainingTask task = extremal.task();
        int layers = task.layers();
        boolean linear = task.regularization() == Regularization.H1;
        int places = linear ? layers + 1 : layers;
        double[][] controls = new double[places][];
        double[][][] states = new double[layers + 1][][];
        boolean onLayers = extremal.controls().length == places && extremal.times().length == layers + 1;
        boolean bang = task.formulation() == Formulation.L1 && extremal.end() > 0;
        double end = bang ? extremal.end() : task.model().continuous() ? task.horizon() : layers;
        for (int k = 0; k < places; k++) {
            double t = end * (linear ? k : k + 0.5) / layers;
            boolean known = onLayers || extremal.times().length > 1;
            controls[k] = onLayers
                    ? extremal.controls()[k]
                    : known ? extremal.control(t) : new double[task.model().controls(Math.min(k, layers - 1))];
        }
        for (int k = 0; k <= layers; k++) {
            states[k] = onLayers ? extremal.states()[k] : statesAt(extremal, end * k / layers, task.inputs());
        }
        double[] times = new double[layers + 1];
        Arrays.setAll(times, k -> end * k / layers);
        return new TrainedNetwork(task, controls, task.output().matrix(), states, times);
    }

    private static double[][] statesAt(Extremal extremal, double t, double[][] otherwise) {
        double[][] result = new double[otherwise.length][];
        for (int i = 0; i < result.length; i++) {
            result[i] = extremal.times().length < 2 ? otherwise[i] : extremal.state(i, t);
        }
        return result;
    }
}
