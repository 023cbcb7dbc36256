package org.turnpike.training.newton;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.turnpike.learning.ContradictorySamples;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.loss.Loss;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.minimization.TrustRegionNewton;
import org.turnpike.minimization.nonsmooth.GroupedNorms;
import org.turnpike.minimization.nonsmooth.ProximalNewton;
import org.turnpike.training.CostSource;
import org.turnpike.training.MovableTargets;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.newton.AugmentedLagrangian.Violation;

/**
 * The control of least norm with ψ(P x_i(T)) = y_i for all samples, by augmented Lagrangians: min_u L(u; μ, ρ), then μ ← μ + ρ c, with ρ ten times as large
 * after a step in which the violation did not fall to a quarter. It ends where the violation is {@value #VIOLATION} (relative to the largest target) and the
 * gradient of the Lagrangian within the tolerance. Each multiplier step reduces the violation by about 2λ/(2λ + ρσ²), σ the least singular value of ∂c/∂u.
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal, Wright: Numerical optimization, algorithm 17.4</a>
 * @see <a href="https://doi.org/10.1137/060654797">Andreani, Birgin, Martínez, Schuverdt: On augmented Lagrangian methods with general lower-level constraints</a>
 */
final class ExactTraining {
    private static final double VIOLATION = 1e-9;
    private static final double ENOUGH = 0.25;
    private static final double GROWTH = 10;
    private static final double LARGEST = 1e14;
    /** So many times ρ may grow with less than a tenth of the violation gone. */
    private static final int PATIENCE = 6;

    private static final String MULTIPLIERS = "multipliers";
    private static final String PENALTY = "penalty of constraints";

    private final TrainingTask task;
    private final CostSource costs;
    private final TrainingRun run;
    private final ControlSpace space;
    private final RunningLimits limits;

    ExactTraining(TrainingTask task, CostSource costs, TrainingRun run) {
        this.task = task;
        this.costs = costs;
        this.run = run;
        space = new ControlSpace(task);
        limits = new RunningLimits(run);
    }

    TrainedControls train() {
        String contradiction = ContradictorySamples.in(task);
        if (contradiction != null) {
            return result(new Minimum(
                    Termination.INFEASIBLE,
                    contradiction,
                    run.start(),
                    penalty(run.start()),
                    Double.NaN,
                    run.iteration(),
                    0,
                    0,
                    Double.NaN));
        }
        try (SampleCost cost = costs.of(squares(task))) {
            if (!(cost instanceof MovableTargets movable)) {
                String reason =
                        "The formulation exact moves the samples' targets, which this place of computation cannot: "
                                + "train on one machine.";
                return result(new Minimum(
                        Termination.STALLED,
                        reason,
                        run.start(),
                        penalty(run.start()),
                        Double.NaN,
                        run.iteration(),
                        0,
                        0,
                        Double.NaN));
            }
            return result(train(movable));
        }
    }

    private TrainedControls result(Minimum minimum) {
        return new TrainedControls(task, minimum, task.horizon());
    }

    /** SL1 with the squared loss, which vanishes where the task's loss does. */
    private static TrainingTask squares(TrainingTask task) {
        return new TrainingTask(
                task.inputs(),
                task.targets(),
                task.model(),
                task.output(),
                Loss.SQUARED,
                Formulation.SL1,
                task.horizon(),
                task.layers(),
                task.integrator(),
                task.lambda(),
                task.regularization(),
                null,
                task.start());
    }

    private Minimum train(MovableTargets cost) {
        boolean sparse = LayerNorms.penalized(task);
        QuadraticPenalty quadratic =
                sparse ? QuadraticPenalty.ofOutput(space, task.lambda()) : QuadraticPenalty.ofAll(space, task.lambda());
        // In the units of SL1: a hundredth of the horizon instead of λ.
        double first = 200 * task.lambda() / (task.samples() * task.horizon());
        AugmentedLagrangian lagrangian = new AugmentedLagrangian(cost, quadratic, task.targets(), first);
        resume(lagrangian);
        double goal = VIOLATION * Math.max(1, largestTarget());
        double[] u = run.start();
        Violation before = lagrangian.violation(u);
        double tolerance = Math.max(run.tolerance(), 0.1 * task.lambda());
        int stagnant = 0;
        while (true) {
            Minimum minimum = limits.count(minimize(lagrangian, u, tolerance));
            u = minimum.u();
            Violation now = lagrangian.violation(u);
            Termination end = minimum.termination();
            if (end != Termination.CONVERGED && end != Termination.STALLED) {
                return ended(minimum, end, minimum.reason() + missed(now));
            }
            boolean stationary = end == Termination.STALLED || tolerance <= run.tolerance();
            if (now.size() <= goal && stationary) {
                return ended(minimum, end, minimum.reason() + missed(now));
            }
            boolean enough = now.size() <= ENOUGH * before.size();
            stagnant = now.size() > 0.9 * before.size() ? stagnant + 1 : 0;
            if (!enough && (lagrangian.rho() > LARGEST * first || stagnant > PATIENCE)) {
                boolean rounding = now.size() < 1e-6 * Math.max(1, largestTarget());
                return ended(
                        minimum,
                        rounding ? Termination.STALLED : Termination.INFEASIBLE,
                        (rounding
                                        ? "Rounding allows no smaller violation."
                                        : "The violation does not fall, however it is penalised: no control meets the targets, or none near "
                                                + "the ones found.")
                                + missed(now));
            }
            lagrangian.updateMultipliers();
            if (!enough && now.size() > goal) {
                lagrangian.penalize(GROWTH * lagrangian.rho());
            }
            tolerance = Math.max(run.tolerance(), now.size() <= goal ? 0 : Math.min(0.1, now.size()) * tolerance);
            before = now;
        }
    }

    private Minimum minimize(AugmentedLagrangian lagrangian, double[] u, double tolerance) {
        DescentListener listener = i -> run.listener()
                .iterate(i.as(
                        i.value(),
                        i.remark(),
                        i.u(),
                        () -> memory(lagrangian, i.memory().get())));
        TrustRegionNewton.Limits left = limits.within(tolerance);
        Map<String, double[]> memory = limits.number() == run.iteration() ? run.memory() : Map.of();
        if (!LayerNorms.penalized(task)) {
            return new TrustRegionNewton(lagrangian, left).minimize(u, memory, limits.number(), listener);
        }
        GroupedNorms norms = new GroupedNorms(new LayerNorms(task, space).groups(task.lambda(), 1), space);
        return new ProximalNewton(lagrangian, norms, left).minimize(u, limits.number(), listener);
    }

    private Minimum ended(Minimum last, Termination termination, String reason) {
        return limits.total(SmoothingChain.with(last, termination, reason, last.u(), penalty(last.u())));
    }

    /** The objective: λ times the squared norm, or the norm of an L1 penalty. */
    private double penalty(double[] u) {
        if (!LayerNorms.penalized(task)) {
            return QuadraticPenalty.ofAll(space, task.lambda()).value(u);
        }
        return QuadraticPenalty.ofOutput(space, task.lambda()).value(u)
                + new GroupedNorms(new LayerNorms(task, space).groups(task.lambda(), 1), space).value(u);
    }

    private static String missed(Violation violation) {
        return String.format(
                Locale.ROOT,
                " Outputs miss their targets by at most %.1e, at sample %d.",
                violation.size(),
                violation.sample() + 1);
    }

    private double largestTarget() {
        double largest = 0;
        for (double[] row : task.targets()) {
            for (double entry : row) {
                largest = Math.max(largest, Math.abs(entry));
            }
        }
        return largest;
    }

    private static Map<String, double[]> memory(AugmentedLagrangian lagrangian, Map<String, double[]> inner) {
        int m = lagrangian.multipliers[0].length;
        double[] flat = new double[lagrangian.multipliers.length * m];
        for (int i = 0; i < lagrangian.multipliers.length; i++) {
            System.arraycopy(lagrangian.multipliers[i], 0, flat, i * m, m);
        }
        Map<String, double[]> memory = new HashMap<>(inner);
        memory.put(MULTIPLIERS, flat);
        memory.put(PENALTY, new double[] {lagrangian.rho()});
        return memory;
    }

    private void resume(AugmentedLagrangian lagrangian) {
        double[] flat = run.memory().get(MULTIPLIERS);
        double[] rho = run.memory().get(PENALTY);
        if (flat == null || rho == null) {
            return;
        }
        int m = lagrangian.multipliers[0].length;
        for (int i = 0; i < lagrangian.multipliers.length; i++) {
            System.arraycopy(flat, i * m, lagrangian.multipliers[i], 0, m);
        }
        lagrangian.penalize(rho[0]);
    }
}
