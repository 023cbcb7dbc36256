package org.turnpike.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.model.Phases;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.problem.SolutionMethod;

/** A learning problem in a few lines: samples, model, cost, sizes. */
final class LearningExplanation {
    private final LearningProblem problem;
    private final TrainingTask task;

    LearningExplanation(LearningProblem problem) {
        this.problem = problem;
        this.task = problem.task();
    }

    void print(PrintWriter out) {
        out.println(problem.name());
        samples(out, problem.training(), problem.test());
        boolean continuous = task.model().continuous();
        out.printf(
                Locale.ROOT,
                "model: %s, %s, width %s, %d layers%s%n",
                problem.modelKind(),
                problem.model().activation().label(),
                widths(),
                task.layers(),
                continuous ? ", " + task.integrator().name() + " on [0, " + task.horizon() + "]" : "");
        phases(out);
        out.println("minimize " + cost(continuous));
        out.printf(
                "  phi: mean %s loss of the output against its target%n",
                task.loss().label());
        ControlBound bound = task.bound();
        if (bound != null) {
            out.printf("  |u| <= %s, %s%n", bound.limit(), bound.norm().label());
        }
        if (problem.solver().method() != SolutionMethod.COLLOCATION) {
            // The nonlinear program of many samples would not fit into memory, nor is it solved.
            new MethodExplanation(problem).print(out);
            return;
        }
        NonlinearProgram program = new TrainingProgram(task, 1e-6).program();
        out.printf(
                Locale.ROOT,
                "%d unknowns, %d constraints, %d Jacobian and %d Hessian nonzeros%n",
                program.variables(),
                program.constraints(),
                program.jacobianNonzeros(),
                program.hessianNonzeros());
    }

    /** The widths, each as often as it changes. */
    private String widths() {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k <= task.layers(); k++) {
            int width = task.model().width(k);
            if (k == 0 || width != task.model().width(k - 1)) {
                text.append(k == 0 ? "" : ", ").append(width);
            }
        }
        return text.toString();
    }

    private void phases(PrintWriter out) {
        ModelSpecification.Switching switching = problem.model().switching();
        if (switching == null) {
            return;
        }
        Phases phases = switching.phases();
        for (int j = 0; j < phases.count(); j++) {
            ModelSpecification field = switching.fields().get(j);
            out.printf(
                    Locale.ROOT,
                    "  phase %d: %s, %s, width %d, %d layers%n",
                    j + 1,
                    field.kind(),
                    field.activation().label(),
                    field.widths()[0],
                    phases.layers()[j]);
        }
        String times = Arrays.toString(phases.switches());
        out.println(
                phases.free()
                        ? "  switching times: free, started from " + times + "; a phase takes at least "
                                + phases.shortest()
                        : "  switching times: " + times);
    }

    static void samples(PrintWriter out, Dataset training, @Nullable Dataset test) {
        out.printf(
                Locale.ROOT,
                "samples: %d for training, %d for testing; %d inputs, %d outputs%s%n",
                training.samples(),
                test == null ? 0 : test.samples(),
                training.features(),
                training.outputs(),
                training.isClassification() ? "; classes " + String.join(", ", training.classNames()) : "");
    }

    private String cost(boolean continuous) {
        String norm =
                switch (task.regularization()) {
                    case L2 -> "|u|^2";
                    case H1 -> "|u|^2 + |u'|^2";
                    case L1 -> "|u|";
                };
        String penalty = task.lambda()
                + (continuous ? " integral of " : " sum of ")
                + (task.regularization() == Regularization.H1 ? "(" + norm + ")" : norm);
        return switch (task.formulation()) {
            case SL1 -> "phi(x(T)) + " + penalty;
            case SL_STAR, L1 -> "integral of phi(x(t)) + " + penalty;
            case EXACT -> penalty + ", subject to zero training error";
        };
    }
}
