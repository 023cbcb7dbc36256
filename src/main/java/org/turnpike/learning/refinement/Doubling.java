package org.turnpike.learning.refinement;

import org.turnpike.learning.ControlStart;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.Prolongation;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.model.Phases;

/** A problem on twice as many layers, started from its solution. */
final class Doubling {
    private Doubling() {}

    static LearningProblem of(LearningProblem problem, TrainedNetwork trained) {
        TrainingTask task = problem.task();
        ModelSpecification model = doubled(problem.model().switchedAt(trained.switches()));
        ControlStart start = task.phases().count() > 1
                ? new ControlStart.Restart(byPhase(trained), null)
                : prolonged(Network.of(problem, trained), task);
        TrainingTask fine = task.onLayers(2 * task.layers(), model.model(), start);
        Output output = task.output();
        if (output.trained()) {
            fine = fine.withOutput(new Output(trained.outputMatrix(), true, output.nonlinearity()));
        }
        return problem.onLayers(fine, model);
    }

    private static ModelSpecification doubled(ModelSpecification model) {
        ModelSpecification.Switching switching = model.switching();
        if (switching == null) {
            return model;
        }
        int[] layers = switching.phases().layers().clone();
        for (int j = 0; j < layers.length; j++) {
            layers[j] *= 2;
        }
        Phases phases = switching.phases();
        return ModelSpecification.switched(
                model.activation(),
                new ModelSpecification.Switching(
                        switching.fields(),
                        switching.transfers(),
                        new Phases(layers, phases.switches(), phases.free(), phases.shortest())));
    }

    private static ControlStart prolonged(Network network, TrainingTask task) {
        int layers = 2 * task.layers();
        Prolongation whole = new Prolongation(network, task.horizon() / network.end(), 1);
        double[][] controls = task.regularization() == Regularization.H1 ? whole.nodes(layers) : whole.layers(layers);
        ControlStart.Bang bang = network.end() < task.horizon()
                ? new ControlStart.Bang(new Prolongation(network, 1, 1).layers(layers), network.end())
                : null;
        return new ControlStart.Restart(controls, bang);
    }

    /** Each layer's control twice, or with the mean of two nodes between them; phases may differ in width. */
    private static double[][] byPhase(TrainedNetwork trained) {
        Phases phases = trained.task().phases();
        boolean linear = trained.linearControl();
        int layers = trained.task().layers();
        double[][] fine = new double[2 * layers + (linear ? phases.count() : 0)][];
        int next = 0;
        for (int k = 0; k < layers; k++) {
            double[] left = trained.control(k);
            double[] right = trained.nextControl(k);
            fine[next++] = left.clone();
            double[] middle = left.clone();
            for (int j = 0; j < middle.length; j++) {
                middle[j] = (left[j] + right[j]) / 2;
            }
            fine[next++] = middle;
            if (linear && phases.endsWith(k)) {
                fine[next++] = right.clone();
            }
        }
        return fine;
    }
}
