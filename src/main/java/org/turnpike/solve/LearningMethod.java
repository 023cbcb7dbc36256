package org.turnpike.solve;

import java.util.HashMap;
import java.util.Map;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.KktResidual;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.problem.SolverSettings;
import org.turnpike.solution.Solution;

/** Solves a learning problem in the full space and measures the result. */
public final class LearningMethod {
    private static final int ITERATION_LIMIT = 3000;
    private final NlpSolver solver;

    public LearningMethod(NlpSolver solver) {
        this.solver = solver;
    }

    /**
     * Approximate minimum degree instead of MUMPS's own choice, unless the user says otherwise: the controls' dense columns mislead
     * the nested orderings (iris, 120 samples x 5 layers: 1.6 s instead of 21 s).
     */
    static Map<String, Object> withOrdering(SolverSettings settings) {
        Map<String, Object> options = new HashMap<>(settings.options());
        options.putIfAbsent("mumps_pivot_order", 0);
        return options;
    }

    /** A solution with the program that it is of. */
    record Outcome(TrainingSolution solution, DirectTraining.Outcome training) {}

    /** Trains; a failure is a status of the result. */
    public TrainingSolution solve(LearningProblem problem, double parseSeconds, IterationListener listener) {
        return outcome(problem, parseSeconds, listener).solution();
    }

    /** The same with the program. */
    Outcome outcome(LearningProblem problem, double parseSeconds, IterationListener listener) {
        long begin = System.nanoTime();
        SolverSettings settings = problem.solver();
        NlpOptions options =
                new NlpOptions(settings.tolerance(), ITERATION_LIMIT, settings.timeLimit(), withOrdering(settings));
        DirectTraining.Outcome outcome = new DirectTraining(solver, options).train(problem.task(), listener);
        NlpSolution point = outcome.solution();
        NonlinearProgram program = outcome.program().program();
        TrainingTask task = problem.task();
        TrainingSolution solution = new TrainingSolution(
                problem,
                point.status(),
                point.reason(),
                point.objective(),
                outcome.network(),
                TrainingMeasures.of(problem, outcome.network()),
                KktResidual.of(program, point).scaled(),
                point.solver(),
                point.iterations(),
                point.seconds() > 0 ? 1 - point.evaluationSeconds() / point.seconds() : 0,
                new Solution.Timing(
                        parseSeconds,
                        outcome.setUpSeconds(),
                        point.seconds(),
                        parseSeconds + (System.nanoTime() - begin) * 1e-9),
                new Solution.Discretization(
                        task.model().continuous() ? task.integrator().name() : "discrete",
                        task.layers(),
                        program.variables(),
                        program.constraints(),
                        program.jacobianNonzeros(),
                        program.hessianNonzeros()));
        return new Outcome(solution, outcome);
    }
}
