package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.IntegroDifferential;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.ipopt.IpoptSolver;

/** The integro-differential model: its value converges as the grid of Ω is refined. */
class IntegroDifferentialTest {
    /**
     * One sample z(0, x) = 1 with target z(1, ·) = 2 on Ω = (0, 1), σ = id, exact, least ∫∫ w² + ∫ b²: by symmetry w and b do not depend
     * on x and ξ, z′ = w z + b is nODE2's with σ = id, and the least norm is (asinh 2 − asinh 1)², on every grid.
     */
    @Test
    void aConstantImageBehavesLikeOnePointOnEveryGrid() {
        double arc = Math.log(2 + Math.sqrt(5)) - Math.log(1 + Math.sqrt(2));
        for (Grid grid : List.of(Grid.of(2), Grid.of(5), Grid.of(2, 3))) {
            int n = grid.size();
            double[][] inputs = new double[1][n];
            double[][] targets = new double[1][n];
            java.util.Arrays.fill(inputs[0], 1);
            java.util.Arrays.fill(targets[0], 2);
            TrainingTask task = new TrainingTask(
                    inputs,
                    targets,
                    new IntegroDifferential(grid, Activation.IDENTITY),
                    Output.identity(n),
                    Loss.SQUARED,
                    Formulation.EXACT,
                    1,
                    40,
                    ButcherTableau.gaussLegendre(2),
                    1,
                    Regularization.L2,
                    null,
                    new ControlStart.Sine());
            DirectTraining.Outcome outcome = new DirectTraining(
                            new IpoptSolver(), new NlpOptions(1e-10, 300, 60, Map.of()))
                    .train(task, IterationListener.SILENT);
            assertTrue(outcome.solution().status().solved(), outcome.solution().reason());
            assertEquals(arc * arc, outcome.solution().objective(), 1e-4);
        }
    }
}
