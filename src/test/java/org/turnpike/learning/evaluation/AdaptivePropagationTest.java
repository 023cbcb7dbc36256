package org.turnpike.learning.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.Output;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.mesh.ButcherTableau;

/** Flows against closed forms, and against layers that converge to them at their scheme's order. */
class AdaptivePropagationTest {
    private static final double[][] NO_TARGET = {{}};

    private static Network network(
            ModelSpecification model, double end, ButcherTableau rule, boolean linear, double[]... controls) {
        int layers =
                linear ? controls.length - model.model().phases(controls.length).count() : controls.length;
        int width = model.model().width(layers);
        return new Network(
                model,
                layers,
                end,
                rule,
                linear,
                controls,
                Output.identity(width),
                Preparation.none(List.of("x")),
                null);
    }

    private static ModelSpecification scalar(Activation activation) {
        return ModelSpecification.flow("node2", activation, 1, true, true, true);
    }

    @Test
    void constantControlOfALinearField() {
        // x' = w x + b on two layers of length 1.
        Network network = network(
                scalar(Activation.IDENTITY), 2, ButcherTableau.euler(), false, new double[] {0.7, 0.2}, new double[] {
                    -1, 0.5
                });
        AdaptivePropagation.End end =
                new AdaptivePropagation(network, null, 1e-10).end(new double[][] {{1.5}}, NO_TARGET);
        double first = (1.5 + 0.2 / 0.7) * Math.exp(0.7) - 0.2 / 0.7;
        double second = (first - 0.5) * Math.exp(-1) + 0.5;
        assertEquals("", end.failure());
        assertEquals(second, end.states()[0][0], 1e-9);
        assertTrue(end.evaluations() >= 24, () -> "at least a step a layer: " + end.evaluations());
    }

    @Test
    void linearControlOfALinearField() {
        // x' = u(t) x, u from 1 to -1 in [0, 1] and on to 3 in [1, 2]: the integral of u is 0 + 1.
        Network network = network(
                scalar(Activation.IDENTITY),
                2,
                ButcherTableau.rungeKutta4(),
                true,
                new double[] {1, 0},
                new double[] {-1, 0},
                new double[] {3, 0});
        double[] end = new AdaptivePropagation(network, null, 1e-10)
                .end(new double[][] {{2}}, NO_TARGET)
                .states()[0];
        assertEquals(2 * Math.exp(1), end[0], 1e-8);
    }

    @Test
    void runningErrorOfAStraightLine() {
        // x' = b: x = 2 - t, target 0, T = 3.
        Network network = network(
                ModelSpecification.flow("node2", Activation.TANH, 1, false, true, true),
                3,
                ButcherTableau.euler(),
                false,
                new double[] {-1},
                new double[] {-1},
                new double[] {-1});
        SampleLoss loss = new SampleLoss(network.output(), Loss.SQUARED);
        AdaptivePropagation.End end =
                new AdaptivePropagation(network, loss, 1e-10).end(new double[][] {{2}}, new double[][] {{0}});
        assertEquals(-1, end.states()[0][0], 1e-12);
        assertEquals((8 + 1) / 3.0, end.running()[0], 1e-9);
    }

    @Test
    void switchesMapTheState() {
        // x' = x until 1, then lifted to (2x, x), and y' = -y until 3.
        ModelSpecification one = ModelSpecification.flow("node2", Activation.IDENTITY, 1, true, false, true);
        ModelSpecification two = ModelSpecification.flow("node2", Activation.IDENTITY, 2, true, false, true);
        ModelSpecification model = ModelSpecification.switched(
                Activation.IDENTITY,
                new ModelSpecification.Switching(
                        List.of(one, two),
                        List.of(new StateMap(new double[][] {{2}, {1}})),
                        new Phases(new int[] {1, 2}, new double[] {1}, false, 0)));
        double[] decay = {-1, 0, 0, -1};
        Network network = network(model, 3, ButcherTableau.euler(), false, new double[] {1}, decay, decay);
        SampleLoss loss = new SampleLoss(network.output(), Loss.SQUARED);
        AdaptivePropagation.End end =
                new AdaptivePropagation(network, loss, 1e-10).end(new double[][] {{0.5}}, new double[][] {{0, 0}});
        assertArrayEquals(new double[] {Math.exp(-1), 0.5 * Math.exp(-1)}, end.states()[0], 1e-9);
        // 5 x^2 before the switch, where the state is seen as it will be after it.
        double before = 5 * 0.25 * (Math.exp(2) - 1) / 2;
        double after = 1.25 * Math.exp(2) * (1 - Math.exp(-4)) / 2;
        assertEquals(before + after, end.running()[0], 1e-8);
    }

    @Test
    void layersConvergeToTheFlowAtTheirOrder() {
        SplittableRandom random = new SplittableRandom(4);
        double[] u = random.doubles(12, -1, 1).toArray();
        ModelSpecification model = ModelSpecification.flow("node", Activation.TANH, 3, true, true, true);
        double[] start = {0.4, -0.8, 1.1};
        double[] flow = new AdaptivePropagation(network(model, 2, ButcherTableau.euler(), false, u, u), null, 1e-13)
                .end(new double[][] {start}, NO_TARGET)
                .states()[0];
        ButcherTableau[] rules = {
            ButcherTableau.euler(),
            ButcherTableau.midpoint(),
            ButcherTableau.rungeKutta4(),
            ButcherTableau.gaussLegendre(2)
        };
        int[] orders = {1, 2, 4, 4};
        for (int r = 0; r < rules.length; r++) {
            double[] error = new double[2];
            for (int i = 0; i < 2; i++) {
                double[][] controls = new double[16 << i][];
                java.util.Arrays.fill(controls, u);
                double[][] states = new ForwardPass(network(model, 2, rules[r], false, controls)).states(start);
                for (int c = 0; c < 3; c++) {
                    error[i] = Math.max(error[i], Math.abs(states[states.length - 1][c] - flow[c]));
                }
            }
            assertEquals(orders[r], Math.log(error[0] / error[1]) / Math.log(2), 0.35, rules[r].name());
        }
    }

    @Test
    void layersBetweenGridsAreEulerSteps() {
        ModelSpecification model =
                ModelSpecification.integro(Activation.TANH, List.of(Grid.of(4), Grid.of(3), Grid.of(2)));
        SplittableRandom random = new SplittableRandom(9);
        double[][] controls = new double[2][];
        for (int k = 0; k < 2; k++) {
            controls[k] = random.doubles(model.model().controls(k), -1, 1).toArray();
        }
        Network network = network(model, 1, ButcherTableau.euler(), false, controls);
        double[] start = {1, -1, 0.5, 0.2};
        double[][] states = new ForwardPass(network).states(start);
        assertArrayEquals(
                states[2],
                new AdaptivePropagation(network, null, 1e-8)
                        .end(new double[][] {start}, NO_TARGET)
                        .states()[0],
                1e-14);
    }

    @Test
    void anEscapeToInfinityIsAFailure() {
        // x' = 1000 x on one layer of length 1 overflows.
        Network network =
                network(scalar(Activation.IDENTITY), 1, ButcherTableau.euler(), false, new double[] {1000, 0});
        AdaptivePropagation.End end = new AdaptivePropagation(network, null, 1e-8).end(new double[][] {{1}}, NO_TARGET);
        assertFalse(end.failure().isEmpty());
        assertTrue(Double.isNaN(end.states()[0][0]));
    }

    @Test
    void discreteNetworksHaveNoFlow() {
        Network network = network(
                ModelSpecification.perceptron("mlp", Activation.TANH, new int[] {1, 1}),
                1,
                ButcherTableau.euler(),
                false,
                new double[] {1, 0});
        assertThrows(IllegalArgumentException.class, () -> new AdaptivePropagation(network, null, 1e-8));
    }

    /** Steps in common are as accurate for each sample. */
    @Test
    void samplesTogetherAreSamplesAlone() {
        SplittableRandom random = new SplittableRandom(6);
        double[][] u = {
            random.doubles(6, -2, 2).toArray(), random.doubles(6, -2, 2).toArray()
        };
        ModelSpecification model = ModelSpecification.flow("node2", Activation.TANH, 2, true, true, true);
        Network network = network(model, 3, ButcherTableau.euler(), false, u);
        double[][] inputs = new double[25][];
        double[][] targets = new double[25][];
        for (int i = 0; i < 25; i++) {
            inputs[i] = random.doubles(2, -1, 1).toArray();
            targets[i] = random.doubles(2, -1, 1).toArray();
        }
        SampleLoss loss = new SampleLoss(network.output(), Loss.SQUARED);
        AdaptivePropagation flow = new AdaptivePropagation(network, loss, 1e-9);
        AdaptivePropagation.End together = flow.end(inputs, targets);
        for (int i = 0; i < 25; i++) {
            AdaptivePropagation.End alone = flow.end(new double[][] {inputs[i]}, new double[][] {targets[i]});
            assertArrayEquals(alone.states()[0], together.states()[i], 1e-7);
            assertEquals(alone.running()[0], together.running()[i], 1e-7);
        }
    }
}
