package org.turnpike.learning.evaluation;

import java.io.Serializable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.Output;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.mesh.ButcherTableau;

/**
 * All that is needed to compute outputs from inputs.
 *
 * @param specification of a switched system with the switching times found
 * @param layers K
 * @param end the time that the layers fill; h = end/K for continuous models of one phase
 * @param linearControl whether u is linear between the nodes of a phase, rather than constant on each of K layers
 * @param controls u by layer, or by the nodes of each phase
 * @param output P and ψ, as trained
 * @param preparation what is done to raw features before the network sees them
 * @param coding how outputs become classes, null for regression
 */
public record Network(
        ModelSpecification specification,
        int layers,
        double end,
        ButcherTableau integrator,
        boolean linearControl,
        double[][] controls,
        Output output,
        Preparation preparation,
        @Nullable LabelCoding coding)
        implements TrainedModel, Serializable {

    @Override
    public int outputs() {
        return output.size();
    }

    @Override
    public UnaryOperator<double[]> predictor() {
        return new ForwardPass(this)::predict;
    }

    /** The network that training ended with. */
    public static Network of(LearningProblem problem, TrainedNetwork trained) {
        TrainingTask task = problem.task();
        return new Network(
                problem.model().switchedAt(trained.switches()),
                task.layers(),
                trained.end(),
                task.integrator(),
                trained.linearControl(),
                trained.controls(),
                new Output(trained.outputMatrix(), false, task.output().nonlinearity()),
                problem.preparation(),
                problem.training().coding(problem.coding()));
    }
}
