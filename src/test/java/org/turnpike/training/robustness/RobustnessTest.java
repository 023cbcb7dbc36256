package org.turnpike.training.robustness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.learning.Output;
import org.turnpike.learning.Output.Nonlinearity;
import org.turnpike.learning.classifier.LinearClassifier;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.evaluation.ForwardPass;
import org.turnpike.learning.evaluation.LinearModel;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.mesh.ButcherTableau;

/** Attacks and bounds: closed forms of linear networks, and properties of generated ones. */
class RobustnessTest {
    private static final double[] RADII = {0.01, 0.05, 0.2, 0.8};

    private static ProjectedGradient.Settings settings(BallNorm norm, int steps, int starts) {
        return new ProjectedGradient.Settings(norm, steps, starts, 7, 2);
    }

    // --- norms ---

    @Test
    void normsOfMatrices() {
        double[][] a = {{3, 0}, {4, 5}};
        assertEquals(Math.sqrt(45), BallNorm.L2.of(a), 1e-12);
        assertEquals(9, BallNorm.LINF.of(a), 0);
        assertEquals(5, BallNorm.L2.of(new double[][] {{3}, {4}}), 1e-12);
        assertEquals(0, BallNorm.L2.of(new double[2][3]), 0);
        assertEquals(Double.POSITIVE_INFINITY, BallNorm.L2.of(new double[][] {{Double.NaN}}), 0);
    }

    @ParameterizedTest
    @EnumSource(BallNorm.class)
    void ballsHoldWhatIsProjectedAndDrawn(BallNorm norm) {
        SplittableRandom random = new SplittableRandom(3);
        double[] delta = new double[4];
        double largest = 0;
        for (int i = 0; i < 200; i++) {
            norm.random(delta, 0.3, random);
            largest = Math.max(largest, norm.of(delta));
            assertTrue(norm.of(delta) <= 0.3 * (1 + 1e-15));
            norm.ascend(delta, new double[] {1, -2, 0, 3}, 5);
            norm.project(delta, 0.3);
            assertEquals(0.3, norm.of(delta), 1e-12);
        }
        assertTrue(largest > 0.27, "the ball is used");
    }

    // --- closed forms ---

    /** z = w·x + b with the logistic loss: the worst perturbation lowers y z by |w|_* r. */
    @ParameterizedTest
    @EnumSource(BallNorm.class)
    void theAttackOfALinearClassifierIsItsClosedForm(BallNorm norm) {
        double[] w = {1.5, -0.7, 0.2};
        LabelCoding coding = new LabelCoding(LabelCoding.Kind.SIGN, List.of("a", "b"));
        Network network = new LinearModel(
                        new LinearClassifier(w, 0.3), Preparation.none(List.of("x", "y", "z")), coding)
                .network();
        SplittableRandom random = new SplittableRandom(11);
        int n = 60;
        double[][] inputs = new double[n][];
        int[] classes = new int[n];
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
            inputs[i] = random.doubles(3, -1, 1).toArray();
            z[i] = w[0] * inputs[i][0] + w[1] * inputs[i][1] + w[2] * inputs[i][2] + 0.3;
            classes[i] = z[i] + random.nextDouble(-0.4, 0.4) > 0 ? 1 : 0;
        }
        PerturbedSamples samples =
                new PerturbedSamples(inputs, coding.targets(classes), classes, coding, Loss.LOGISTIC);
        Robustness robustness = ProjectedGradient.attack(network, samples, RADII, settings(norm, 20, 2));
        double slope = norm.dual(w);
        for (Robustness.Level level : robustness.levels()) {
            double loss = 0;
            double right = 0;
            for (int i = 0; i < n; i++) {
                double worst = (classes[i] == 1 ? z[i] : -z[i]) - slope * level.radius();
                loss += Math.log1p(Math.exp(-worst)) / n;
                right += worst > 0 ? 1.0 / n : 0;
            }
            assertEquals(loss, level.loss(), 1e-9);
            assertEquals(right, level.accuracy(), 1e-12);
            assertEquals(slope * level.radius(), level.largestChange(), 1e-9);
            // The bound is attained, so that the certificate is exact; in the maximum norm the 1 x n matrix's norm is
            // the sum as well.
            assertEquals(slope * level.radius(), level.changeBound(), 1e-9);
            assertEquals(right, level.certified(), 1e-12);
        }
        assertTrue(robustness.levels().get(3).accuracy() < robustness.accuracy() - 0.2);
    }

    /** x' = w x + b: the flow's map is exp(T w), Euler's (1 + h w)^K; one weight, so that both bounds are attained up to the scheme. */
    @Test
    void boundsOfALinearFlow() {
        ModelSpecification model = ModelSpecification.flow("node2", Activation.IDENTITY, 1, true, true, true);
        double[][] u = new double[5][];
        Arrays.fill(u, new double[] {0.6, -0.2});
        Network network = network(model, 2, ButcherTableau.euler(), false, u, new double[][] {{3}}, Nonlinearity.NONE);
        for (BallNorm norm : BallNorm.values()) {
            LipschitzBound bound = LipschitzBound.of(network, norm);
            assertEquals(Math.pow(1.24, 5), bound.layers(), 1e-12);
            assertEquals(Math.exp(1.2), bound.gronwall(), 1e-12);
            assertEquals(3, bound.output(), 1e-12);
            PerturbedSamples samples =
                    new PerturbedSamples(new double[][] {{1}}, new double[][] {{0}}, null, null, Loss.SQUARED);
            Robustness robustness = ProjectedGradient.attack(network, samples, RADII, settings(norm, 10, 2));
            double clean = 3 * (Math.pow(1.24, 5) * (1 - 1.0 / 3) + 1.0 / 3);
            for (Robustness.Level level : robustness.levels()) {
                assertEquals(level.changeBound(), level.largestChange(), 1e-9);
                assertEquals(Math.pow(clean + level.changeBound(), 2), level.loss(), 1e-8);
                assertTrue(Double.isNaN(level.accuracy()) && Double.isNaN(level.certified()));
            }
        }
    }

    @Test
    void boundsOfOtherSchemes() {
        ModelSpecification model = ModelSpecification.flow("node2", Activation.IDENTITY, 1, true, false, true);
        double[][] one = {{0.5}};
        double x = 0.5;
        double rk4 = 1 + x + x * x / 2 + x * x * x / 6 + x * x * x * x / 24;
        assertEquals(rk4, layers(model, ButcherTableau.rungeKutta4(), false, one), 1e-12);
        assertEquals(1 + x + x * x / 2, layers(model, ButcherTableau.midpoint(), false, one), 1e-12);
        assertEquals((1 + x / 2) / (1 - x / 2), layers(model, ButcherTableau.implicitMidpoint(), false, one), 1e-12);
        assertEquals(
                Double.POSITIVE_INFINITY,
                layers(model, ButcherTableau.implicitMidpoint(), false, new double[][] {{3}}));
        // w from 0 to 1 on a layer: 1 + h w(1/2) (1 + h w(0)/2).
        assertEquals(1.5, layers(model, ButcherTableau.midpoint(), true, new double[][] {{0}, {1}}), 1e-12);
        Network linear =
                network(model, 1, ButcherTableau.midpoint(), true, new double[][] {{0}, {1}}, null, Nonlinearity.NONE);
        assertEquals(Math.exp(0.5), LipschitzBound.of(linear, BallNorm.L2).gronwall(), 1e-12);
    }

    private static double layers(ModelSpecification model, ButcherTableau rule, boolean linear, double[][] u) {
        return LipschitzBound.of(network(model, 1, rule, linear, u, null, Nonlinearity.NONE), BallNorm.L2)
                .layers();
    }

    // --- properties of generated networks ---

    private static Network network(
            ModelSpecification model,
            double end,
            ButcherTableau rule,
            boolean linear,
            double[][] controls,
            double @Nullable [][] matrix,
            Nonlinearity nonlinearity) {
        int layers =
                linear ? controls.length - model.model().phases(controls.length).count() : controls.length;
        Output output =
                matrix == null ? Output.identity(model.model().width(layers)) : new Output(matrix, false, nonlinearity);
        return new Network(model, layers, end, rule, linear, controls, output, Preparation.none(List.of("x")), null);
    }

    private static Named<Network> generated(
            String name,
            ModelSpecification specification,
            ButcherTableau rule,
            boolean linear,
            int layers,
            int outputs,
            Nonlinearity nonlinearity) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        Model model = specification.model();
        int count = linear ? layers + model.phases(layers).count() : layers;
        double[][] u = new double[count][];
        for (int k = 0; k < layers; k++) {
            int row = model.phases(layers).controlRow(k, linear);
            u[row] = random.doubles(model.controls(k), -1, 1).toArray();
            if (linear) {
                u[row + 1] = random.doubles(model.controls(k), -1, 1).toArray();
            }
        }
        double[][] matrix = new double[outputs][];
        Arrays.setAll(matrix, r -> random.doubles(model.width(layers), -1, 1).toArray());
        return Named.of(name, network(specification, 1.5, rule, linear, u, matrix, nonlinearity));
    }

    static Stream<Named<Network>> networks() {
        ButcherTableau euler = ButcherTableau.euler();
        ModelSpecification node2 = ModelSpecification.flow("node2", Activation.TANH, 3, true, true, true);
        ModelSpecification switched = ModelSpecification.switched(
                Activation.TANH,
                new ModelSpecification.Switching(
                        List.of(
                                ModelSpecification.flow("node2", Activation.IDENTITY, 2, true, true, true),
                                ModelSpecification.flow("node", Activation.SIN, 3, true, true, true)),
                        List.of(new StateMap(new double[][] {{1, 0}, {0, 2}, {1, 1}})),
                        new Phases(new int[] {2, 3}, new double[] {0.5}, true, 0.1)));
        return Stream.of(
                generated("node2", node2, euler, false, 5, 1, Nonlinearity.NONE),
                generated("node2, rk4, H1", node2, ButcherTableau.rungeKutta4(), true, 4, 3, Nonlinearity.SOFTMAX),
                generated("node2, implicit", node2, ButcherTableau.gaussLegendre(2), false, 6, 2, Nonlinearity.NONE),
                generated(
                        "node, relu",
                        ModelSpecification.flow("node", Activation.RELU, 3, true, true, true),
                        ButcherTableau.midpoint(),
                        false,
                        5,
                        2,
                        Nonlinearity.TANH),
                generated(
                        "resnet",
                        ModelSpecification.flow("resnet", Activation.SIGMOID, 2, true, true, false),
                        euler,
                        false,
                        4,
                        1,
                        Nonlinearity.TANH),
                generated(
                        "mlp",
                        ModelSpecification.perceptron("mlp", Activation.ATAN, new int[] {2, 5, 3}),
                        euler,
                        false,
                        2,
                        3,
                        Nonlinearity.NONE),
                generated(
                        "mlp2",
                        ModelSpecification.perceptron("mlp2", Activation.TANH, new int[] {2, 4, 4}),
                        euler,
                        false,
                        2,
                        1,
                        Nonlinearity.NONE),
                generated("switched", switched, euler, false, 5, 2, Nonlinearity.NONE),
                generated(
                        "grids",
                        ModelSpecification.integro(Activation.TANH, List.of(Grid.of(4), Grid.of(3), Grid.of(3))),
                        euler,
                        false,
                        2,
                        2,
                        Nonlinearity.NONE));
    }

    private static PerturbedSamples samples(Network network, int n) {
        SplittableRandom random = new SplittableRandom(21);
        int outputs = network.output().size();
        LabelCoding coding = new LabelCoding(
                outputs == 1 ? LabelCoding.Kind.SIGN : LabelCoding.Kind.NEAREST_CODE,
                outputs == 3 ? List.of("a", "b", "c") : List.of("a", "b"));
        // Of two classes the nearest code is a sign, of which there is one output.
        if (outputs == 2) {
            coding = new LabelCoding(LabelCoding.Kind.ONE_HOT, List.of("a", "b"));
        }
        ForwardPass pass = new ForwardPass(network);
        double[][] inputs = new double[n][];
        int[] classes = new int[n];
        for (int i = 0; i < n; i++) {
            inputs[i] = random.doubles(2, -1, 1).toArray();
            double[][] states = pass.states(inputs[i]);
            // Nine of ten are right.
            classes[i] = coding.decide(pass.output(states[states.length - 1]));
            classes[i] = i % 10 == 0 ? (classes[i] + 1) % coding.classNames().size() : classes[i];
        }
        return new PerturbedSamples(inputs, coding.targets(classes), classes, coding, Loss.SQUARED);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("networks")
    void whatIsFoundNeverExceedsTheBounds(Network network) {
        for (BallNorm norm : BallNorm.values()) {
            PerturbedSamples samples = samples(network, 30);
            Robustness robustness = ProjectedGradient.attack(network, samples, RADII, settings(norm, 15, 3));
            assertEquals(0.9, robustness.accuracy(), 1e-12);
            Robustness.Level before = null;
            for (Robustness.Level level : robustness.levels()) {
                double rounding = 1 + 1e-9;
                assertTrue(level.largestChange() > 0);
                assertTrue(level.largestChange() <= level.changeBound() * rounding, () -> "layers: " + level);
                if (network.integrator().isExplicit()
                        && !Double.isNaN(robustness.bound().gronwall())) {
                    assertTrue(
                            level.changeBound() <= level.changeBoundByGronwall() * rounding, () -> "order: " + level);
                }
                assertTrue(level.meanChange() <= level.largestChange() * rounding);
                assertTrue(level.certified() <= level.accuracy(), () -> "certified: " + level);
                assertTrue(level.loss() >= robustness.loss());
                if (before != null) {
                    assertTrue(level.accuracy() <= before.accuracy());
                    assertTrue(level.loss() >= before.loss());
                    assertTrue(level.largestChange() >= before.largestChange());
                }
                before = level;
            }
        }
    }

    /** Random perturbations are no worse than what the attack finds, and what they find respects certificates. */
    @ParameterizedTest
    @MethodSource("networks")
    void theAttackFindsMoreThanChance(Network network) {
        BallNorm norm = BallNorm.L2;
        PerturbedSamples samples = samples(network, 20);
        double radius = 0.3;
        Robustness.Level level = ProjectedGradient.attack(
                        network, samples, new double[] {radius}, settings(norm, 25, 3))
                .levels()
                .get(0);
        ForwardPass pass = new ForwardPass(network);
        SplittableRandom random = new SplittableRandom(77);
        double[] delta = new double[2];
        double largest = 0;
        for (int i = 0; i < samples.count(); i++) {
            double[] clean = output(pass, samples.inputs()[i]);
            for (int trial = 0; trial < 60; trial++) {
                norm.random(delta, radius, random);
                double[] x = samples.inputs()[i].clone();
                x[0] += delta[0];
                x[1] += delta[1];
                double[] z = output(pass, x);
                for (int c = 0; c < z.length; c++) {
                    z[c] -= clean[c];
                }
                largest = Math.max(largest, norm.of(z));
            }
        }
        assertTrue(largest <= level.largestChange() * (1 + 1e-6), largest + " by chance, " + level);
        assertTrue(largest > 0.5 * level.largestChange(), largest + " by chance, " + level);
    }

    private static double[] output(ForwardPass pass, double[] x) {
        double[][] states = pass.states(x);
        return pass.output(states[states.length - 1]);
    }

    @Test
    void theSameSeedFindsTheSame() {
        Network network = networks().findFirst().orElseThrow().getPayload();
        PerturbedSamples samples = samples(network, 300);
        ProjectedGradient.Settings one = new ProjectedGradient.Settings(BallNorm.LINF, 8, 2, 5, 1);
        ProjectedGradient.Settings two = new ProjectedGradient.Settings(BallNorm.LINF, 8, 2, 5, 2);
        List<Robustness.Level> levels =
                ProjectedGradient.attack(network, samples, RADII, one).levels();
        assertEquals(
                levels, ProjectedGradient.attack(network, samples, RADII, two).levels());
        PerturbedSamples some = samples.evenly(7);
        assertEquals(7, some.count());
        assertArrayEquals(samples.inputs()[42], some.inputs()[1]);
    }
}
