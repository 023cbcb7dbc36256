package org.turnpike.learning.pmp;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.linalg.Kernel;

/** Multiple shooting on one arc [0, T]: penalties L2 and H1, and exact control. */
final class SmoothShooting {
    private static final int STEPS = 60;

    private final TrainingTask task;
    private final IndirectLimits limits;
    private final IndirectLimits.Deadline deadline;
    private final CanonicalEquations equations;
    private long integrations;

    SmoothShooting(TrainingTask task, IndirectLimits limits, IndirectLimits.Deadline deadline) {
        this.task = task;
        this.limits = limits;
        this.deadline = deadline;
        double[] weights = new double[task.model().controls(0)];
        Arrays.setAll(weights, j -> task.model().penaltyWeight(0, j));
        equations = new CanonicalEquations(task, new ControlLaw.Quadratic(task.lambda(), weights), false);
    }

    CanonicalEquations equations() {
        return equations;
    }

    Extremal solve(TrajectoryGuess guess) {
        TrajectoryGuess values = guess.stretched(task.horizon());
        int segments = 0;
        int steps = 0;
        while (true) {
            MultipleShooting probe = shooting(new double[] {0, task.horizon()});
            double[] nodes = new Segmentation(
                            probe, equations, values, scale(), () -> deadline.passed(integrations + probe.integrations))
                    .nodes(task.horizon(), false);
            integrations += probe.integrations;
            MultipleShooting shooting = shooting(nodes);
            double[] z = new double[shooting.size()];
            double[] y = new double[equations.dimension()];
            for (int q = 0; q < nodes.length; q++) {
                values.at(nodes[q], y);
                System.arraycopy(y, 0, z, q * y.length, y.length);
            }
            DampedNewton.Result result = new DampedNewton(
                            limits.tolerance(), STEPS, () -> deadline.passed(integrations + shooting.integrations))
                    .solve(shooting, z);
            integrations += shooting.integrations;
            steps += result.iterations();
            Extremal extremal =
                    new ShootingOutput(task, shooting, deadline).extremal(result, task.horizon(), steps, integrations);
            // The guess may have been calmer than the solution: then its segments are too long.
            boolean finer = result.status().converged() && segments == 0;
            segments = nodes.length;
            if (!finer) {
                return extremal;
            }
            values = TrajectoryGuess.of(extremal);
            double[] again = new Segmentation(
                            probe, equations, values, scale(), () -> deadline.passed(integrations + probe.integrations))
                    .nodes(task.horizon(), false);
            if (again.length <= 1.5 * nodes.length) {
                return extremal;
            }
        }
    }

    private MultipleShooting shooting(double[] nodes) {
        @Nullable Junction end = null;
        if (task.formulation() == Formulation.EXACT) {
            double[][] matrix = task.output().matrix();
            end = new EndConditions.Target(task, Kernel.of(matrix, task.output().inputs()), null);
        }
        return new MultipleShooting(
                List.of(new MultipleShooting.Arc(equations, nodes)),
                List.of(),
                EndConditions.start(task, false),
                end == null ? new EndConditions.Transversality(task, equations, false, null) : end,
                () -> deadline.passed(integrations));
    }

    /** x and u by one; p by √(4λ/N), at which x′ and p′ have the same rates (Riccati: P = √(λ/N) G^−½). */
    private double[] scale() {
        double[] scale = new double[equations.dimension()];
        int block = task.samples() * task.model().width(0);
        Arrays.fill(scale, 1);
        double p = task.formulation().running() ? 2 * Math.sqrt(task.lambda() / task.samples()) : 2 * task.lambda();
        Arrays.fill(scale, block, 2 * block, p);
        return scale;
    }
}
