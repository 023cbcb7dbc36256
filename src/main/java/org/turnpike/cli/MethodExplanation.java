package org.turnpike.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.problem.SolutionMethod;
import org.turnpike.problem.SolverSettings;
import org.turnpike.problem.TrainingSettings;
import org.turnpike.training.propagation.LocalSampleCost;

/** What a method other than collocation will do with a learning problem: unknowns, cost of an iteration, memory, when it ends. */
record MethodExplanation(LearningProblem problem) {
    private static final double MEBIBYTE = 1 << 20;

    void print(PrintWriter out) {
        SolverSettings settings = problem.solver();
        SolutionMethod method = settings.method();
        if (method == SolutionMethod.SHOOTING) {
            out.println(
                    "method shooting: the conditions of the maximum principle by Newton's method, from a direct solution by"
                            + " collocation, as ./turnpike shoot does");
            return;
        }
        TrainingTask task = problem.task();
        out.printf(
                Locale.ROOT,
                "method %s: %s%n%d unknowns, the controls; states follow by recursion%n",
                method.label(),
                description(method),
                new ControlSpace(task).size());
        double states = kept(method, task) / MEBIBYTE;
        double heap = Runtime.getRuntime().maxMemory() / MEBIBYTE;
        out.printf(
                Locale.ROOT,
                "memory: %s MiB for the samples, %s MiB for their ways through the layers%s; Java may use %s MiB%n",
                size(8.0 * task.samples() * (task.model().width(0) + task.targets()[0].length) / MEBIBYTE),
                size(states),
                keepsStates(method) || states <= heap / 4
                        ? ""
                        : " (too much to keep: computed again where it is needed)",
                size(heap));
        out.println(ending(settings));
    }

    private static String description(SolutionMethod method) {
        return switch (method) {
            case REDUCED ->
                "Newton's method with conjugate gradients in a trust region; second derivatives by products, exact";
            case LBFGS -> "limited-memory BFGS on all samples";
            case ADAM -> "adaptive moments of the gradient";
            case SGD -> "stochastic gradient descent";
            case MSA -> "each layer's control minimises its Hamiltonian, then states and costates anew";
            case EMSA -> "as msa, with a penalty on leaving the canonical equations";
            case COLLOCATION, SHOOTING -> method.label();
        };
    }

    /** Methods that work on states and costates of all samples at once. */
    private static boolean keepsStates(SolutionMethod method) {
        return method == SolutionMethod.MSA || method == SolutionMethod.EMSA;
    }

    /** Bytes: states and costates, or what a gradient leaves for products with the second derivative. */
    private static double kept(SolutionMethod method, TrainingTask task) {
        if (!keepsStates(method)) {
            return LocalSampleCost.keptBytes(task);
        }
        double components = 0;
        for (int k = 0; k <= task.layers(); k++) {
            components += task.model().width(k);
        }
        return 2.0 * Double.BYTES * task.samples() * components;
    }

    private static String size(double mebibytes) {
        return mebibytes >= 10 ? Long.toString(Math.round(mebibytes)) : String.format(Locale.ROOT, "%.1f", mebibytes);
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value).replace(".0E", "e").replace('E', 'e');
    }

    private static String ending(SolverSettings settings) {
        TrainingSettings training = settings.training();
        StringBuilder text = new StringBuilder("ends when the gradient's norm is " + text(settings.tolerance())
                + ", after " + training.iterations() + (settings.method().countsEpochs() ? " epochs" : " iterations"));
        if (Double.isFinite(settings.timeLimit())) {
            text.append(", or after ").append(text(settings.timeLimit())).append(" s");
        }
        TrainingSettings.EarlyStopping stopping = training.earlyStopping();
        if (stopping != null) {
            text.append(", or when the error has not fallen for ")
                    .append(stopping.patience())
                    .append(" epochs");
        }
        return text.append("; a checkpoint every ")
                .append(text(training.checkpoint()))
                .append(" s")
                .toString();
    }
}
