package org.turnpike.learning.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.learning.pmp.DiscreteMaximumPrinciple;
import org.turnpike.learning.pmp.Extremal;
import org.turnpike.learning.pmp.IndirectLimits;
import org.turnpike.mesh.ButcherTableau;

/** A correct solution agrees; perturbed ones are rejected, each for its reason. */
class TrainingComparisonTest {
    private static final double TOLERANCE = 1e-9;

    private static TrainingTask pair(Formulation formulation, ControlBound bound, ControlStart start) {
        return new TrainingTask(
                new double[][] {{1}, {0}},
                new double[][] {{1.5}, {-0.5}},
                new NeuralOde2(1, Activation.TANH, true, true),
                Output.identity(1),
                Loss.SQUARED,
                formulation,
                4,
                20,
                ButcherTableau.rungeKutta4(),
                0.2,
                Regularization.L2,
                bound,
                start);
    }

    private static Extremal solution(TrainingTask task) {
        Extremal e = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT).solve();
        assertTrue(e.status().converged(), e.reason());
        return e;
    }

    private static Extremal smooth() {
        return solution(pair(Formulation.SL_STAR, null, new ControlStart.Sine()));
    }

    private static Extremal bang() {
        return solution(
                pair(Formulation.L1, new ControlBound(2, ControlBound.Norm.EUCLIDEAN), new ControlStart.Sine()));
    }

    private static TrainingComparison compare(Extremal direct) {
        return TrainingComparison.of(direct, null, TOLERANCE, IndirectLimits.DEFAULT);
    }

    private static void assertRejected(Extremal direct, String reason) {
        TrainingVerdict verdict = compare(direct).verdict();
        assertFalse(verdict.agree(), "must be rejected");
        assertTrue(
                verdict.reasons().stream().anyMatch(r -> r.contains(reason)),
                () -> "expected '" + reason + "' in " + verdict.reasons());
    }

    private static double[][] scaled(double[][] u, int layer, double factor) {
        double[][] v = new double[u.length][];
        for (int k = 0; k < u.length; k++) {
            double f = k == layer ? factor : 1;
            v[k] = Arrays.stream(u[k]).map(x -> f * x).toArray();
        }
        return v;
    }

    private static Extremal with(
            Extremal e, double[][] u, double[][][] x, double[][][] p, double objective, double end) {
        double[] times = e.times().clone();
        for (int k = 0; k < times.length; k++) {
            times[k] *= end / e.end();
        }
        return new Extremal(
                e.status(),
                e.reason(),
                e.task(),
                times,
                u,
                x,
                p,
                objective,
                end,
                e.residual(),
                e.iterations(),
                e.evaluations(),
                e.seconds());
    }

    @Test
    void correctSolutionsAgree() {
        for (Extremal e : new Extremal[] {smooth(), bang()}) {
            TrainingComparison comparison = compare(e);
            assertTrue(
                    comparison.verdict().agree(),
                    () -> comparison.verdict().reasons().toString());
            assertTrue(
                    comparison.continuous().status().converged(),
                    comparison.continuous().reason());
            assertTrue(comparison.discrete().iterations() > 0, "started beside the solution");
        }
    }

    /** One control by one per cent, with its own states and costates: only the argmin condition and the gap tell. */
    @Test
    void controlOffByOnePerCent() {
        Extremal e = smooth();
        double[][] u = scaled(e.controls(), 2, 1.01);
        Extremal own = new DiscreteMaximumPrinciple(e.task(), IndirectLimits.DEFAULT).evaluated(u);
        Extremal wrong = with(e, u, own.states(), own.costates(), own.objective(), e.end());
        assertRejected(wrong, "the direct control is not argmin H");
        assertRejected(wrong, "on layer 3");
        assertRejected(wrong, "the controls differ");
    }

    @Test
    void costatesWithTheWrongSign() {
        Extremal e = smooth();
        double[][][] p = new double[e.costates().length][][];
        for (int k = 0; k < p.length; k++) {
            p[k] = new double[2][];
            for (int i = 0; i < 2; i++) {
                p[k][i] = Arrays.stream(e.costates()[k][i]).map(v -> -v).toArray();
            }
        }
        Extremal wrong = with(e, e.controls(), e.states(), p, e.objective(), e.end());
        assertRejected(wrong, "the direct costates do not follow the adjoint recursion");
        assertRejected(wrong, "the costates differ");
    }

    @Test
    void statesThatDoNotFollowTheLayers() {
        Extremal e = smooth();
        double[][][] x = new double[e.states().length][][];
        for (int k = 0; k < x.length; k++) {
            x[k] = new double[][] {e.states()[k][0].clone(), e.states()[k][1].clone()};
        }
        x[7][1][0] += 0.01;
        assertRejected(
                with(e, e.controls(), x, e.costates(), e.objective(), e.end()),
                "the direct states do not follow the layers");
    }

    @Test
    void objectiveThatIsNotThatOfTheControls() {
        Extremal e = smooth();
        assertRejected(
                with(e, e.controls(), e.states(), e.costates(), 1.01 * e.objective(), e.end()), "stationary points");
    }

    @Test
    void switchMoved() {
        Extremal e = bang();
        assertRejected(
                with(e, e.controls(), e.states(), e.costates(), e.objective(), 1.02 * e.end()),
                "the switching times differ");
    }

    /** No off arc: the control goes on until T. */
    @Test
    void arcDropped() {
        Extremal e = bang();
        assertRejected(
                with(
                        e,
                        e.controls(),
                        e.states(),
                        e.costates(),
                        e.objective(),
                        0.999 * e.task().horizon()),
                "the direct");
    }

    /** Two rings of six points, lifted. */
    private static TrainingTask rings(ControlStart start) {
        double[][] inputs = new double[12][3];
        double[][] targets = new double[12][1];
        for (int i = 0; i < 12; i++) {
            double angle = 2 * Math.PI * (i % 6) / 6;
            inputs[i][0] = (i < 6 ? 0.5 : 1) * Math.cos(angle);
            inputs[i][1] = (i < 6 ? 0.5 : 1) * Math.sin(angle);
            targets[i][0] = i < 6 ? 1 : -1;
        }
        return new TrainingTask(
                inputs,
                targets,
                new NeuralOde2(3, Activation.TANH, true, true),
                Output.select(3, 3),
                Loss.SQUARED,
                Formulation.SL_STAR,
                5,
                10,
                ButcherTableau.euler(),
                0.01,
                Regularization.L2,
                null,
                start);
    }

    /** Zero control of symmetric data satisfies every first-order condition. */
    @Test
    @Tag("slow")
    void saddle() {
        TrainingTask task = rings(new ControlStart.Zero());
        Extremal zero = solution(task);
        assertEquals(0, zero.iterations());
        TrainingComparison comparison =
                TrainingComparison.of(zero, null, TOLERANCE, new IndirectLimits(1e-9, 3, 100_000));
        assertFalse(comparison.verdict().agree());
        assertTrue(
                comparison.verdict().reasons().get(0).contains("a saddle"),
                comparison.verdict().reasons().toString());
        assertTrue(comparison.discrete().objective() < zero.objective());
    }

    /** Two local minima of the rings, each a solution of all first- and second-order conditions. */
    @Test
    void differentLocalMinimum() {
        TrainingTask task = rings(new ControlStart.Sine());
        Extremal one = solution(task);
        Extremal other = solution(task.withStart(new ControlStart.Uniform(3, 1)));
        assertTrue(Math.abs(one.objective() - other.objective()) > 1e-3, "another minimum");
        TrainingComparison comparison = TrainingComparison.of(one, null, other, other, TOLERANCE);
        assertFalse(comparison.verdict().agree());
        assertTrue(
                comparison.verdict().reasons().get(0).contains("different stationary points"),
                comparison.verdict().reasons().toString());
        assertTrue(
                TrainingComparison.of(one, null, one, other, TOLERANCE)
                        .verdict()
                        .agree(),
                "both are solutions");
        assertTrue(TrainingComparison.of(other, null, other, other, TOLERANCE)
                .verdict()
                .agree());
    }

    /** C6: measured against predicted rates, on layers and in continuous time. */
    @Test
    void decayRates() {
        TrainingTask task = new TrainingTask(
                new double[][] {{1}, {0}},
                new double[][] {{1.5}, {-0.5}},
                new NeuralOde2(1, Activation.TANH, true, true),
                Output.identity(1),
                Loss.SQUARED,
                Formulation.SL_STAR,
                16,
                80,
                ButcherTableau.euler(),
                0.05,
                Regularization.L2,
                null,
                new ControlStart.Sine());
        TrainingComparison comparison = TrainingComparison.of(solution(task), null, TOLERANCE, IndirectLimits.DEFAULT);
        assertTrue(comparison.verdict().agree(), comparison.verdict().reasons().toString());
        DecayRates layers = DecayRates.of(comparison.direct());
        DecayRates continuous = DecayRates.of(comparison.continuous());
        double mu = 5.86714527 / 2;
        assertEquals(mu, continuous.predicted(), 1e-6);
        assertEquals(mu, continuous.control(), 3e-3);
        assertEquals(mu, continuous.error(), 3e-3);
        assertTrue(continuous.controllable());
        // h = 0.2: (2/h) asinh(μh/2) = 2.892, and the layers have it.
        assertEquals(10 * Math.log(0.1 * mu + Math.sqrt(0.01 * mu * mu + 1)), layers.onLayers(), 1e-3);
        assertEquals(layers.onLayers(), layers.control(), 3e-3);
        assertTrue(Math.abs(layers.control() - mu) > 0.02, "the correction is seen");
        Conservation conserved = Conservation.of(comparison.continuous());
        assertEquals("phi - lambda |u|^2", conserved.law());
        assertTrue(conserved.relative() < 1e-9, "drift " + conserved.relative());
        assertTrue(Conservation.of(comparison.direct()).relative() > 1e-3, "on layers it drifts");
        TurnpikeBound bound = TurnpikeBound.of(comparison.continuous(), continuous);
        assertTrue(bound.constant() < 3 && bound.share() > 0.85, bound.toString());
    }

    /** The discrete rates of midpoint and rk4 layers, measured on the linear problem A3 with μ = 1/√λ. */
    @Test
    void ratesOfOtherLayers() {
        for (ButcherTableau rule : new ButcherTableau[] {ButcherTableau.midpoint(), ButcherTableau.rungeKutta4()}) {
            TrainingTask task = new TrainingTask(
                    new double[][] {{2}},
                    new double[][] {{-1}},
                    new NeuralOde2(1, Activation.TANH, false, true),
                    Output.identity(1),
                    Loss.SQUARED,
                    Formulation.SL_STAR,
                    20,
                    20,
                    rule,
                    0.5,
                    Regularization.L2,
                    null,
                    new ControlStart.Sine());
            DecayRates rates = DecayRates.of(solution(task));
            assertEquals(Math.sqrt(2), rates.predicted(), 1e-12);
            assertTrue(Math.abs(rates.onLayers() - Math.sqrt(2)) > 0.01, "far from μ");
            assertEquals(rates.onLayers(), rates.control(), 1e-6, rule.name());
        }
    }
}
