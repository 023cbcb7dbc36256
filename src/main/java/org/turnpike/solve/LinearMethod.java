package org.turnpike.solve;

import java.util.Locale;
import java.util.function.Supplier;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.classifier.LinearFit;
import org.turnpike.learning.evaluation.LinearMeasures;
import org.turnpike.learning.evaluation.LinearModel;
import org.turnpike.learning.evaluation.LinearSolution;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.nlp.convex.ConvexForm;
import org.turnpike.nlp.convex.ConvexFormProgram;
import org.turnpike.nlp.convex.ConvexMethod;
import org.turnpike.nlp.convex.ConvexProgram;
import org.turnpike.nlp.convex.ConvexSolver;
import org.turnpike.nlp.convex.LinearProgram;
import org.turnpike.nlp.convex.NonlinearConvexMethod;
import org.turnpike.nlp.convex.QuadraticProgram;
import org.turnpike.problem.SolverSettings;
import org.turnpike.solution.Solution;

/** Trains linear models as convex programs: with JOptimizer, with a solver of nonlinear programs, or with both to compare them. */
public final class LinearMethod {
    private static final int ITERATION_LIMIT = 3000;
    /** Two solvers agree if their objectives differ by no more than this, relative to the objective ... */
    private static final double AGREEMENT = 1e-6;
    /** ... or to that of w = 0, which tells the size of an objective that is nearly 0. */
    private static final double NEARLY_ZERO = 1e-9;

    private final Supplier<NlpSolver> solver;

    /** @param solver asked for only where the settings name it */
    public LinearMethod(Supplier<NlpSolver> solver) {
        this.solver = solver;
    }

    /** Trains; a failure, also a disagreement of two solvers, is a status of the result. */
    public LinearSolution solve(LinearProblem problem, double parseSeconds, IterationListener listener) {
        long begin = System.nanoTime();
        ConvexForm form = form(problem);
        double setUpSeconds = (System.nanoTime() - begin) * 1e-9;
        SolverSettings settings = problem.solver();
        ConvexMethod first =
                settings.nlp().equals("ipopt") ? nonlinear(settings, listener) : convex(settings.tolerance());
        LinearFit fit = fit(problem, first);
        if (settings.nlp().equals("both")) {
            ConvexMethod second = nonlinear(settings, listener);
            fit = compared(problem, fit, first.identity(), fit(problem, second), second.identity());
        }
        return new LinearSolution(
                problem,
                fit.status(),
                fit.reason(),
                fit.objective(),
                LinearModel.of(problem, fit.classifier()),
                LinearMeasures.of(problem, fit.classifier()),
                fit.hull(),
                fit.solution().residual().scaled(),
                first.identity(),
                fit.solution().iterations(),
                new Solution.Timing(
                        parseSeconds,
                        setUpSeconds,
                        fit.solution().seconds(),
                        parseSeconds + (System.nanoTime() - begin) * 1e-9),
                sizes(form));
    }

    /** The convex program of a problem. */
    public static ConvexForm form(LinearProblem problem) {
        return problem.formulation()
                .form(problem.training().inputs(), LinearProblem.targets(problem.training()), problem.bias());
    }

    /** What kind of program it is, and how large. */
    public static Solution.Discretization sizes(ConvexForm form) {
        ConvexFormProgram program = new ConvexFormProgram(form);
        String kind = form instanceof LinearProgram
                ? "linear program"
                : form instanceof QuadraticProgram
                        ? "quadratic program"
                        : form instanceof ConvexProgram ? "convex program" : "second-order cone program";
        return new Solution.Discretization(
                kind,
                0,
                program.variables(),
                program.constraints(),
                program.jacobianNonzeros(),
                program.hessianNonzeros());
    }

    private static ConvexMethod convex(double tolerance) {
        return new ConvexSolver(tolerance, new ConvexSolver().iterationLimit());
    }

    private ConvexMethod nonlinear(SolverSettings settings, IterationListener listener) {
        // Here the weights' columns are the dense ones (absolute loss, 455 samples: 3 s instead of 31 s).
        NlpOptions options = new NlpOptions(
                settings.tolerance(), ITERATION_LIMIT, settings.timeLimit(), LearningMethod.withOrdering(settings));
        return new NonlinearConvexMethod(solver.get(), options, listener);
    }

    private static LinearFit fit(LinearProblem problem, ConvexMethod method) {
        return problem.formulation()
                .fit(problem.training().inputs(), LinearProblem.targets(problem.training()), problem.bias(), method);
    }

    /** The first solver's answer, with what the second says of it. */
    private static LinearFit compared(
            LinearProblem problem, LinearFit first, SolverIdentity one, LinearFit second, SolverIdentity other) {
        boolean solved = first.status().solved() && second.status().solved();
        double difference = Math.abs(first.objective() - second.objective());
        double size = Math.max(Math.abs(first.objective()), Math.abs(second.objective()));
        boolean agreed = solved
                ? difference <= AGREEMENT * size + NEARLY_ZERO * sizeAtZero(problem)
                : first.status() == second.status();
        String comparison = solved
                ? String.format(
                        Locale.ROOT,
                        "objective %.12g by %s, %.12g by %s",
                        first.objective(),
                        one.name(),
                        second.objective(),
                        other.name())
                : String.format(
                        "%s by %s, %s by %s",
                        first.status().label(), one.name(), second.status().label(), other.name());
        return new LinearFit(
                agreed ? first.status() : NlpStatus.NUMERICAL_FAILURE,
                agreed
                        ? first.reason() + " Both solvers agree: " + comparison + "."
                        : "The solvers disagree: " + comparison + ". " + first.reason(),
                first.classifier(),
                first.objective(),
                first.hull(),
                first.solution());
    }

    private static double sizeAtZero(LinearProblem problem) {
        double sum = 0;
        for (double[] target : problem.training().targets()) {
            sum += problem.formulation().error(0, target[0]);
        }
        return sum / problem.training().samples();
    }
}
