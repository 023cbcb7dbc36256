package org.turnpike.solve;

import org.turnpike.problem.TrainingSettings;
import org.turnpike.training.firstorder.EarlyStopping;
import org.turnpike.training.firstorder.EpochSettings;
import org.turnpike.training.firstorder.LearningRate;
import org.turnpike.training.firstorder.Schedule;

/** What a problem file says of epochs, as the methods with minibatches want it. */
final class EpochwiseSettings {
    private EpochwiseSettings() {}

    static EpochSettings of(TrainingSettings settings) {
        TrainingSettings.LearningRate rate = settings.learningRate();
        TrainingSettings.EarlyStopping stopping = settings.earlyStopping();
        return new EpochSettings(
                new LearningRate(rate.initial(), schedule(rate), rate.warmUp()),
                settings.batch(),
                settings.seed(),
                stopping == null ? null : new EarlyStopping(stopping.patience(), stopping.minimum()));
    }

    private static Schedule schedule(TrainingSettings.LearningRate rate) {
        return switch (rate.schedule()) {
            case CONSTANT -> Schedule.CONSTANT;
            case STEP -> new Schedule.Step(rate.every(), rate.factor());
            case EXPONENTIAL -> new Schedule.Exponential(rate.factor());
            case COSINE -> new Schedule.Cosine(rate.length(), rate.least());
        };
    }
}
