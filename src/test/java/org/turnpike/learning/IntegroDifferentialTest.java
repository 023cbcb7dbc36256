package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
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

    /** The L1 cost and its bound are the quadrature's, too: on every grid a constant image is one point with |u| ≤ M. */
    @Test
    @Tag("slow")
    void bangThenOffIsTheSameOnEveryGrid() {
        double[] objectives = new double[2];
        double[] times = new double[2];
        List<Grid> grids = List.of(Grid.of(3), Grid.of(2, 2));
        for (int i = 0; i < 2; i++) {
            int n = grids.get(i).size();
            double[][] inputs = new double[1][n];
            java.util.Arrays.fill(inputs[0], 1);
            DirectTraining.Outcome outcome = new TaskBuilder(
                            new IntegroDifferential(grids.get(i), Activation.IDENTITY), inputs, new double[][] {{2}})
                    .output(new Output(new double[][] {grids.get(i).quadrature()}, false, Output.Nonlinearity.NONE))
                    .formulation(Formulation.L1)
                    .bound(1.5, ControlBound.Norm.EUCLIDEAN)
                    .horizon(3)
                    .layers(6)
                    .lambda(0.1)
                    .tolerance(1e-9)
                    .train();
            objectives[i] = outcome.solution().objective();
            times[i] = outcome.network().end();
        }
        assertEquals(objectives[0], objectives[1], 1e-6);
        assertEquals(times[0], times[1], 1e-4);
    }
}
