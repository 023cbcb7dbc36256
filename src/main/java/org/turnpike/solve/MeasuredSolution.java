package org.turnpike.solve;

import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.evaluation.LinearSolution;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.SolutionMethod;
import org.turnpike.problem.SolverSettings;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Verification;
import org.turnpike.training.CostSource;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainingMethod;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.Weights;

/** Solves a problem with nothing around it that takes time, and measures that. */
public final class MeasuredSolution {
    private final Supplier<NlpSolver> solver;

    /** @param solver for problems that need one */
    public MeasuredSolution(Supplier<NlpSolver> solver) {
        this.solver = solver;
    }

    /** Direct transcription. */
    public Measurement of(ProblemFile problem) {
        Solution solution = new DirectMethod(solver.get()).solve(problem, 0, IterationListener.SILENT);
        return fullSpace(
                solution.solver().name(),
                solution.status(),
                solution.reason(),
                solution.timing(),
                solution.iterations(),
                solution.objective(),
                residual(solution));
    }

    /** A linear model. */
    public Measurement of(LinearProblem problem) {
        LinearSolution solution = new LinearMethod(solver).solve(problem, 0, IterationListener.SILENT);
        return fullSpace(
                solution.solver().name(),
                solution.status(),
                solution.reason(),
                solution.timing(),
                solution.iterations(),
                solution.objective(),
                solution.kktResidual());
    }

    /** Training by the method that the problem names; not by the maximum principle. */
    public Measurement of(LearningProblem problem) {
        if (problem.solver().method().reducedSpace()) {
            return reduced(problem);
        }
        TrainingSolution solution = new LearningMethod(solver.get()).solve(problem, 0, IterationListener.SILENT);
        return fullSpace(
                solution.solver().name(),
                solution.status(),
                solution.reason(),
                solution.timing(),
                solution.iterations(),
                solution.objective(),
                solution.kktResidual());
    }

    private static double residual(Solution solution) {
        Verification verification = solution.verification();
        return verification == null ? Double.NaN : verification.kktResidual();
    }

    private static Measurement fullSpace(
            String name,
            NlpStatus status,
            String reason,
            Solution.Timing timing,
            int iterations,
            double objective,
            double residual) {
        return new Measurement(
                name,
                status.solved(),
                reason,
                timing.transcribe(),
                timing.solve(),
                iterations,
                -1,
                -1,
                new int[0],
                objective,
                residual);
    }

    private static Measurement reduced(LearningProblem problem) {
        TrainingTask task = problem.task();
        SolverSettings settings = problem.solver();
        IntStream.Builder newtonSteps = IntStream.builder();
        DescentListener listener = iterate -> {
            if (iterate.innerSteps() > 0 && iterate.remark().isEmpty()) {
                newtonSteps.add(iterate.innerSteps());
            }
            return true;
        };
        TimedCosts costs = new TimedCosts(TrainingMethods.local(settings.training()));
        Minimum minimum;
        long begin = System.nanoTime();
        try (HeldOutError held = HeldOutError.of(problem, costs)) {
            minimum = method(settings, held)
                    .train(
                            task,
                            costs,
                            TrainingRun.from(
                                    new ControlSpace(task).start(task),
                                    settings.tolerance(),
                                    settings.training().iterations(),
                                    settings.timeLimit(),
                                    listener))
                    .minimum();
        }
        double seconds = (System.nanoTime() - begin) * 1e-9;
        return new Measurement(
                settings.method().label(),
                minimum.termination() == Termination.CONVERGED,
                minimum.reason(),
                costs.seconds,
                seconds - costs.seconds,
                minimum.iterations(),
                minimum.evaluations(),
                minimum.products(),
                settings.method() == SolutionMethod.REDUCED
                        ? newtonSteps.build().toArray()
                        : new int[0],
                minimum.value(),
                minimum.gradientNorm());
    }

    private static TrainingMethod method(SolverSettings settings, @Nullable ToDoubleFunction<double[]> monitor) {
        return TrainingMethods.of(settings.method()).of(settings.training(), monitor);
    }

    /** Measures how long it takes to prepare samples and threads. */
    private static final class TimedCosts implements CostSource {
        private final CostSource costs;
        private double seconds;

        TimedCosts(CostSource costs) {
            this.costs = costs;
        }

        @Override
        public SampleCost of(TrainingTask task, Weights weights, double epsilon) {
            long begin = System.nanoTime();
            SampleCost cost = costs.of(task, weights, epsilon);
            seconds += (System.nanoTime() - begin) * 1e-9;
            return cost;
        }
    }
}
