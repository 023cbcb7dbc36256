package org.turnpike.training.newton;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.minimization.Termination;
import org.turnpike.training.CostSource;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.Weights;

/**
 * Whether a training error of SL1 or SL* that stays above zero is a plateau, or what λ allows: λ goes down by factors of ten to 1e-8, each training started from
 * the last one's controls. Where the targets can be reached the error falls with λ; only if it stops falling above zero, it is called a plateau, a local one:
 * other starts may lead further.
 */
public final class LambdaContinuation {
    private static final double LAST = 1e-8;
    /** Over the last two decades of λ an error that falls at all falls by more. */
    private static final double STALLED = 0.5;
    /** Where rounding and the smoothing of kinks are. */
    private static final double ZERO = 1e-6;

    private final TrainingTask task;
    private final CostSource costs;
    private final TrainingRun run;

    /** @param run limits of each training, its tolerance for the task's λ and scaled with λ */
    public LambdaContinuation(TrainingTask task, CostSource costs, TrainingRun run) {
        if (task.formulation() != Formulation.SL1 && task.formulation() != Formulation.SL_STAR) {
            throw new IllegalArgumentException(
                    "The formulation " + task.formulation().label() + " has no continuation in λ: SL1 and SL* have.");
        }
        this.task = task;
        this.costs = costs;
        this.run = run;
    }

    /** Whether there is a continuation in λ for a task. */
    public static boolean covers(TrainingTask task) {
        boolean formulated = task.formulation() == Formulation.SL1 || task.formulation() == Formulation.SL_STAR;
        return formulated && new NewtonTraining().inapplicable(task) == null;
    }

    /**
     * One training.
     *
     * @param error φ(x(T))
     */
    public record Step(double lambda, double error, Termination termination) {}

    /**
     * What the continuation says.
     *
     * @param reason for a user to read
     */
    public record Diagnosis(List<Step> steps, boolean plateau, String reason) {}

    /** From controls trained with the task's λ. */
    public Diagnosis diagnose(double[] trained) {
        List<Step> steps = new ArrayList<>();
        double[] u = trained;
        try (SampleCost terminal = costs.of(task, new Weights(0, 1), 0)) {
            steps.add(new Step(task.lambda(), terminal.value(u), Termination.CONVERGED));
            for (double lambda = task.lambda() / 10; lambda > LAST / 2; lambda /= 10) {
                double tolerance = Math.max(1e-14, run.tolerance() * lambda / task.lambda());
                TrainedControls next = new NewtonTraining()
                        .train(
                                task.withLambda(lambda),
                                costs,
                                TrainingRun.from(u, tolerance, run.iterationLimit(), run.timeLimit(), run.listener()));
                u = next.minimum().u();
                Termination end = next.minimum().termination();
                steps.add(new Step(lambda, terminal.value(u), end));
                if (steps.get(steps.size() - 1).error() <= ZERO) {
                    break;
                }
                if (end != Termination.CONVERGED && end != Termination.STALLED) {
                    return new Diagnosis(
                            List.copyOf(steps),
                            false,
                            String.format(Locale.ROOT, "Not decided: with λ = %.0e training ended early. ", lambda)
                                    + next.minimum().reason());
                }
            }
        }
        return verdict(steps);
    }

    private static Diagnosis verdict(List<Step> steps) {
        Step last = steps.get(steps.size() - 1);
        Step earlier = steps.get(Math.max(0, steps.size() - 3));
        boolean plateau = steps.size() > 2 && last.error() > ZERO && last.error() > STALLED * earlier.error();
        String reason = String.format(
                Locale.ROOT,
                plateau
                        ? "A plateau: the training error is %.3e with λ = %.0e and %.3e with λ = %.0e; it does not fall with λ."
                        : "No plateau: the training error falls with λ, to %3$.3e with λ = %4$.0e (%1$.3e with %2$.0e).",
                earlier.error(),
                earlier.lambda(),
                last.error(),
                last.lambda());
        return new Diagnosis(List.copyOf(steps), plateau, reason);
    }
}
