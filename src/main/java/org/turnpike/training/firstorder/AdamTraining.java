package org.turnpike.training.firstorder;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.training.CostSource;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.propagation.SmoothCost;

/**
 * Training of smooth formulations by Adam.
 *
 * @param monitor the value that decides which epoch is best, such as the error of held-out samples as a function of u; null for J
 */
public record AdamTraining(AdamSettings settings, @Nullable ToDoubleFunction<double[]> monitor)
        implements TrainingMethod {
    @Override
    public String name() {
        return "adam";
    }

    @Override
    public @Nullable String inapplicable(TrainingTask task) {
        return SmoothCost.missing(task);
    }

    @Override
    public TrainedControls train(TrainingTask task, CostSource costs, TrainingRun run) {
        return new StochasticGradientDescent(settings.epochs(), monitor)
                .train(
                        task,
                        costs,
                        run,
                        space -> new AdaptiveMoments(
                                space.size(), settings.beta1(), settings.beta2(), settings.epsilon()));
    }
}
