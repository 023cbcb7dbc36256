package org.turnpike.training.msa;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.training.CostSource;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;

/** Training by the extended method of successive approximations; states and costates are kept on this machine whatever the source of costs is. */
public record ExtendedMsaTraining(ExtendedMsaSettings settings) implements TrainingMethod {
    @Override
    public String name() {
        return "emsa";
    }

    @Override
    public @Nullable String inapplicable(TrainingTask task) {
        return SampleTrajectories.inapplicable(task, settings.rho());
    }

    @Override
    public TrainedControls train(TrainingTask task, CostSource costs, TrainingRun run) {
        return new SuccessiveApproximations(task, new SampleTrajectories(task), settings.rho(), settings.msa())
                .train(run);
    }
}
