package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.IntegroDifferential;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.DerivativeCheck;

/** The integro-differential model on a grid that changes from layer to layer: a ResNet of variable width. */
class ChangingGridTest {
    private static double[] filled(int n, double value) {
        double[] result = new double[n];
        Arrays.fill(result, value);
        return result;
    }

    private static TaskBuilder task(List<Grid> nodes, Activation activation, double[][] inputs, double[][] targets) {
        return new TaskBuilder(new IntegroDifferential(nodes, activation), inputs, targets)
                .layers(nodes.size() - 1)
                .horizon(1.5)
                .lambda(0.1);
    }

    @Test
    void equalGridsAreOneGrid() {
        double[][] inputs = {{0.5, -0.2, 0.1, 0.3}, {0.1, 0.6, -0.4, 0.2}};
        double[][] targets = {{1, 0, 0, 1}, {0, -1, 0, 0.5}};
        for (Formulation formulation : List.of(Formulation.SL1, Formulation.SL_STAR)) {
            double[] objectives = new double[2];
            for (int i = 0; i < 2; i++) {
                List<Grid> nodes = List.of(Grid.of(4), Grid.of(4), Grid.of(4), Grid.of(4));
                objectives[i] = task(i == 0 ? nodes : List.of(Grid.of(4)), Activation.TANH, inputs, targets)
                        .layers(3)
                        .formulation(formulation)
                        .objective();
            }
            assertEquals(objectives[1], objectives[0], 1e-9, formulation.toString());
        }
    }

    /**
     * A constant image stays constant, and w and b are constant in x and ξ: what is to be moved is the integral, which passes from grid to grid
     * unchanged, and a given integral has least ∫b² as a constant. So on all grids, and whatever they change to, the problem is
     * that of z₊ = z + h (w z + b) with |u|² = w² + b², Euler's steps for one neuron of nODE2 with σ = id.
     */
    @Test
    void aConstantImageCostsTheSameWhateverTheGrids() {
        double expected = task(List.of(Grid.of(2)), Activation.IDENTITY, new double[][] {filled(2, 1)}, new double[][] {
                    filled(2, 2)
                })
                .layers(3)
                .formulation(Formulation.EXACT)
                .objective();
        List<List<Grid>> changes = List.of(
                List.of(Grid.of(5), Grid.of(4), Grid.of(3), Grid.of(2)),
                List.of(Grid.of(2), Grid.of(4), Grid.of(4), Grid.of(7)),
                List.of(Grid.of(3, 3), Grid.of(2, 4), Grid.of(4, 2), Grid.of(2, 2)));
        for (List<Grid> nodes : changes) {
            TrainedNetwork network = task(
                            nodes,
                            Activation.IDENTITY,
                            new double[][] {filled(nodes.get(0).size(), 1)},
                            new double[][] {filled(nodes.get(3).size(), 2)})
                    .formulation(Formulation.EXACT)
                    .train()
                    .network();
            double norm = 0;
            for (int k = 0; k < 3; k++) {
                norm += 0.5 * network.norm(k) * network.norm(k);
            }
            assertEquals(expected, 0.1 * norm, 1e-8, nodes.toString());
        }
    }

    /** 4m + 1, 2m + 1 and m + 1 points: rules and projections of second order give optima whose differences fall by four. */
    @Test
    @Tag("slow")
    void theOptimumConvergesAsAllGridsAreRefined() {
        double[] objectives = new double[4];
        for (int i = 0; i < 4; i++) {
            int m = 1 << i;
            Grid first = Grid.of(4 * m + 1);
            double[][] inputs = new double[1][first.size()];
            for (int x = 0; x < first.size(); x++) {
                inputs[0][x] = 0.5 + Math.pow(x / (4.0 * m), 2);
            }
            // The output is the mean of the last profile, weighted with x.
            Grid last = Grid.of(m + 1);
            double[][] mean = {last.quadrature()};
            for (int x = 0; x <= m; x++) {
                mean[0][x] *= 0.5 + x / (double) m;
            }
            objectives[i] = task(
                            List.of(first, Grid.of(2 * m + 1), last), Activation.IDENTITY, inputs, new double[][] {{2}})
                    .output(new Output(mean, false, Output.Nonlinearity.NONE))
                    .objective();
        }
        double first = objectives[1] - objectives[0];
        double second = objectives[2] - objectives[1];
        double third = objectives[3] - objectives[2];
        assertEquals(4, first / second, 1, Arrays.toString(objectives));
        assertEquals(4, second / third, 0.4, Arrays.toString(objectives));
    }

    @Test
    void derivativesOnGridsOfOneAndTwoSides() {
        Random random = new Random(5);
        for (List<Grid> nodes : List.of(
                List.of(Grid.of(4), Grid.of(3), Grid.of(3), Grid.of(2)),
                List.of(Grid.of(2, 2), Grid.of(2, 3), Grid.of(3, 2), Grid.of(2)))) {
            if (nodes.get(3).points().size() != nodes.get(0).points().size()) {
                assertThrows(IllegalArgumentException.class, () -> program(nodes, Formulation.SL1));
                continue;
            }
            for (Formulation formulation : List.of(Formulation.SL1, Formulation.SL_STAR, Formulation.EXACT)) {
                TrainingProgram program = program(nodes, formulation);
                double[] z = program.start();
                for (int i = 0; i < z.length; i++) {
                    z[i] += 0.1 * random.nextDouble();
                }
                double[] multipliers =
                        random.doubles(program.program().constraints(), -1, 1).toArray();
                DerivativeCheck check = DerivativeCheck.at(program.program(), z, multipliers);
                assertTrue(check.worst().error() < 1e-7, () -> formulation + ": " + check.worst());
            }
        }
    }

    private static TrainingProgram program(List<Grid> nodes, Formulation formulation) {
        int n = nodes.get(0).size();
        int m = nodes.get(3).size();
        TrainingTask task = task(nodes, Activation.TANH, new double[][] {filled(n, 0.5)}, new double[][] {filled(m, 1)})
                .formulation(formulation)
                .loss(Loss.ABSOLUTE)
                .start(new ControlStart.Uniform(3, 0.8))
                .task();
        return new TrainingProgram(task, 0.1);
    }

    @Test
    void layersBetweenGridsAreEulerSteps() {
        TaskBuilder task = task(
                        List.of(Grid.of(3), Grid.of(2)),
                        Activation.TANH,
                        new double[][] {filled(3, 1)},
                        new double[][] {filled(2, 1)})
                .integrator(ButcherTableau.midpoint());
        assertThrows(IllegalArgumentException.class, () -> new TrainingProgram(task.task(), 0.1));
    }
}
