package org.turnpike.solve;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.problem.SolutionMethod;
import org.turnpike.problem.SolverSettings;
import org.turnpike.problem.TrainingSettings;
import org.turnpike.training.CostSource;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.firstorder.AdamSettings;
import org.turnpike.training.firstorder.AdamTraining;
import org.turnpike.training.firstorder.LbfgsSettings;
import org.turnpike.training.firstorder.LbfgsTraining;
import org.turnpike.training.firstorder.SgdSettings;
import org.turnpike.training.firstorder.SgdTraining;
import org.turnpike.training.msa.ExtendedMsaSettings;
import org.turnpike.training.msa.ExtendedMsaTraining;
import org.turnpike.training.msa.MsaSettings;
import org.turnpike.training.msa.MsaTraining;
import org.turnpike.training.newton.NewtonTraining;
import org.turnpike.training.propagation.LocalSampleCost;

/** The methods of the reduced space by the names of problem files. */
public final class TrainingMethods {
    private static final Map<SolutionMethod, Factory> FACTORIES = new EnumMap<>(SolutionMethod.class);

    static {
        FACTORIES.put(SolutionMethod.REDUCED, (settings, monitor) -> new NewtonTraining());
        FACTORIES.put(
                SolutionMethod.LBFGS,
                (settings, monitor) -> new LbfgsTraining(new LbfgsSettings(settings.memory(), false)));
        FACTORIES.put(
                SolutionMethod.ADAM,
                (settings, monitor) -> new AdamTraining(AdamSettings.of(EpochwiseSettings.of(settings)), monitor));
        FACTORIES.put(
                SolutionMethod.SGD,
                (settings, monitor) -> new SgdTraining(
                        new SgdSettings(EpochwiseSettings.of(settings), settings.momentum(), true), monitor));
        FACTORIES.put(SolutionMethod.MSA, (settings, monitor) -> new MsaTraining(MsaSettings.DEFAULT));
        FACTORIES.put(
                SolutionMethod.EMSA,
                (settings, monitor) ->
                        new ExtendedMsaTraining(new ExtendedMsaSettings(settings.rho(), MsaSettings.DEFAULT)));
    }

    private TrainingMethods() {}

    /** Makes a method. */
    @FunctionalInterface
    public interface Factory {
        /** @param monitor the error that early stopping watches, a function of u; null for the cost */
        TrainingMethod of(TrainingSettings settings, @Nullable ToDoubleFunction<double[]> monitor);
    }

    /** Why a task is not for the method that the settings name, or null; a method outside the reduced space has its own rules. */
    public static @Nullable String inapplicable(TrainingTask task, SolverSettings settings) {
        if (!settings.method().reducedSpace()) {
            return null;
        }
        Factory factory = FACTORIES.get(settings.method());
        return factory == null
                ? "this version does not have the method"
                : factory.of(settings.training(), null).inapplicable(task);
    }

    /** The factory of a method that {@link #inapplicable} does not refuse. */
    static Factory of(SolutionMethod method) {
        Factory factory = FACTORIES.get(method);
        if (factory == null) {
            throw new IllegalArgumentException("no training method " + method.label());
        }
        return factory;
    }

    /** Sums over samples on this machine, keeping at most a quarter of the heap between a gradient and its products. */
    public static CostSource local(TrainingSettings settings) {
        Runtime runtime = Runtime.getRuntime();
        int threads = settings.threads() == 0 ? runtime.availableProcessors() : settings.threads();
        return (task, weights, epsilon) ->
                new LocalSampleCost(task, weights, epsilon, threads, runtime.maxMemory() / 4);
    }
}
