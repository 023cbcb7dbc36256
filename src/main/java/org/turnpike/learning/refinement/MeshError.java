package org.turnpike.learning.refinement;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Output;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.evaluation.AdaptiveMeasures;
import org.turnpike.learning.evaluation.RefinedMesh;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.training.Weights;
import org.turnpike.training.propagation.ExplicitRecursion;
import org.turnpike.training.propagation.LocalSampleCost;

/** Estimates of the error of a mesh's objective; formulas in the package. */
final class MeshError {
    private static final double LEAST_ORDER = 0.3;
    private static final double CONTROL_ORDER = 2;

    private MeshError() {}

    /**
     * @param before the mesh with half as many layers, or null
     * @param seconds that the solution took
     */
    static RefinedMesh of(TrainingSolution solution, @Nullable RefinedMesh before, double seconds) {
        double objective = solution.objective();
        double order = order(solution.problem().task());
        double difference = before == null ? Double.NaN : Math.abs(before.objective() - objective);
        double observed = before == null || Double.isNaN(before.richardson())
                ? Double.NaN
                : Math.log(before.richardson() * (Math.pow(2, before.order()) - 1) / difference) / Math.log(2);
        // A lower order than the scheme's must not be taken for it; a higher one may be chance.
        double used = Double.isNaN(observed) ? order : Math.min(order, Math.max(LEAST_ORDER, observed));
        double richardson = difference / (Math.pow(2, used) - 1);
        double propagation = propagation(solution);
        AdaptiveMeasures adaptive = solution.adaptive();
        return new RefinedMesh(
                solution.problem().task().layers(),
                objective,
                richardson,
                used,
                observed,
                propagation,
                Double.isNaN(richardson)
                        ? propagation
                        : Double.isNaN(propagation) ? richardson : Math.max(richardson, propagation),
                adaptive == null ? Double.NaN : adaptive.largestDifference(),
                solution.iterations(),
                seconds);
    }

    private static double order(TrainingTask task) {
        return task.integrator().name().equals("euler") ? 1 : CONTROL_ORDER;
    }

    /** |C(flow) − C(layers)| on the samples that were propagated; after the switching time T* of L1 the error stands still. */
    private static double propagation(TrainingSolution solution) {
        AdaptiveMeasures flow = solution.adaptive();
        TrainingTask task = solution.problem().task();
        if (flow == null) {
            return Double.NaN;
        }
        double end = flow.trainingError() - flow.layersError();
        return switch (task.formulation()) {
            case SL1 -> Math.abs(end);
            case SL_STAR, L1 ->
                Math.abs(flow.runningError()
                        - runningError(task, solution.network())
                        + (task.horizon() - solution.network().end()) * end);
            case EXACT -> Double.NaN;
        };
    }

    /** Σ h b φ(X) on the same samples; NaN for implicit integrators. */
    private static double runningError(TrainingTask task, TrainedNetwork trained) {
        int[] rows = AdaptiveMeasures.rows(task);
        double[][] inputs = new double[rows.length][];
        double[][] targets = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            inputs[i] = task.inputs()[rows[i]];
            targets[i] = task.targets()[rows[i]];
        }
        Output output = task.output();
        TrainingTask some = new TrainingTask(
                inputs,
                targets,
                task.model(),
                new Output(trained.outputMatrix(), false, output.nonlinearity()),
                task.loss(),
                task.formulation(),
                trained.end(),
                task.layers(),
                task.integrator(),
                task.lambda(),
                task.regularization(),
                task.bound(),
                new ControlStart.Given(trained.controls()));
        if (ExplicitRecursion.missing(some) != null) {
            return Double.NaN;
        }
        try (LocalSampleCost cost = new LocalSampleCost(some, new Weights(1, 0), 0, 1, 0)) {
            return cost.value(new ControlSpace(some).flat(trained.controls(), trained.outputMatrix()));
        }
    }
}
