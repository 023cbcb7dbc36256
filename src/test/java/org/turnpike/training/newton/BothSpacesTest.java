package org.turnpike.training.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.pmp.DiscreteMaximumPrinciple;
import org.turnpike.learning.pmp.Extremal;
import org.turnpike.learning.pmp.IndirectLimits;
import org.turnpike.minimization.Minimum;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.propagation.LocalSampleCost;

/** The same discretisation in both spaces: objective, gradient and optimum agree, and an optimum of one is confirmed by the other at once. */
@Tag("slow")
class BothSpacesTest {
    private static final double[][] X = {{1, 0}, {0, 1}, {0.4, -0.6}};
    private static final double[][] Y = {{1.5, 1}, {-0.5, 2}, {0.1, -0.7}};

    private static ReducedTask task(Formulation formulation, Regularization regularization) {
        return ReducedTask.node2(X, Y, formulation, 2, 0.1).regularization(regularization);
    }

    static Stream<Named<ReducedTask>> smooth() {
        return Stream.of(
                Named.of("SL1", task(Formulation.SL1, Regularization.L2)),
                Named.of("SL1 H1", task(Formulation.SL1, Regularization.H1)),
                Named.of("SL*", task(Formulation.SL_STAR, Regularization.L2)),
                Named.of("SL* H1", task(Formulation.SL_STAR, Regularization.H1)),
                Named.of("rings SL1", ReducedTask.ofFile("rings-sl1", "learning.data.samples=20")),
                Named.of("rings SL*", ReducedTask.ofFile("rings-sl-star", "learning.data.samples=20")));
    }

    static Stream<Named<ReducedTask>> exact() {
        return Stream.of(
                Named.of("exact", task(Formulation.EXACT, Regularization.L2)),
                Named.of("exact H1", task(Formulation.EXACT, Regularization.H1)),
                Named.of("rings exact", ReducedTask.ofFile("rings-exact")));
    }

    static Stream<Named<ReducedTask>> sparse() {
        ReducedTask task = task(Formulation.L1, Regularization.L1);
        return Stream.of(
                Named.of("euclidean", task.bound(3, Norm.EUCLIDEAN)),
                Named.of("entrywise", task.bound(3, Norm.ENTRYWISE_L1)),
                Named.of("pair-l1", ReducedTask.ofFile("pair-l1")),
                Named.of("rings-l1", ReducedTask.ofFile("rings-l1")));
    }

    private static DirectTraining.Outcome direct(TrainingTask task) {
        return direct(task, Map.of("bound_relax_factor", 0.0));
    }

    private static DirectTraining.Outcome direct(TrainingTask task, Map<String, Object> settings) {
        NlpOptions options = new NlpOptions(1e-10, 1000, 60, settings);
        DirectTraining.Outcome outcome =
                new DirectTraining(new IpoptSolver(), options).train(task, IterationListener.SILENT);
        assertTrue(outcome.solution().status().solved(), outcome.solution().reason());
        return outcome;
    }

    /** The task, started where training ended. */
    /** An interior-point method starts away from bounds unless told that its start is good. */
    private static final Map<String, Object> NEAR_BOUNDS = Map.of(
            "bound_relax_factor",
            0.0,
            "mu_init",
            1e-9,
            "bound_push",
            1e-9,
            "bound_frac",
            1e-9,
            "slack_bound_push",
            1e-9,
            "slack_bound_frac",
            1e-9);

    private static TrainingTask restarted(TrainingTask task, TrainedControls trained) {
        double[][] u = new ControlSpace(task).byRow(trained.minimum().u());
        boolean switched = trained.end() < task.horizon();
        return task.withStart(new ControlStart.Restart(u, switched ? new ControlStart.Bang(u, trained.end()) : null));
    }

    private static double[] controls(TrainingTask task, DirectTraining.Outcome outcome) {
        return new ControlSpace(task)
                .flat(outcome.network().controls(), outcome.network().outputMatrix());
    }

    private static void assertNear(double[] expected, double[] actual, double tolerance) {
        for (int j = 0; j < expected.length; j++) {
            assertEquals(expected[j], actual[j], tolerance, "component " + j);
        }
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void smoothPenalties(ReducedTask reduced) {
        TrainingTask task = reduced.task();
        Minimum minimum = reduced.train().minimum();
        DirectTraining.Outcome confirmed = direct(restarted(task, reduced.train()));
        double size = 1 + Math.abs(minimum.value());
        assertEquals(minimum.value(), confirmed.solution().objective(), 1e-10 * size);
        assertNear(minimum.u(), controls(task, confirmed), 1e-6);
        assertTrue(
                confirmed.solution().iterations() <= 5,
                () -> "" + confirmed.solution().iterations());
        // From the task's own start both may end at different local optima; what Ipopt finds is stationary here, too.
        DirectTraining.Outcome own = direct(task);
        try (SampleCost cost = LocalSampleCost.of(task)) {
            ControlSpace space = new ControlSpace(task);
            double[] g = new double[space.size()];
            double value = new PenalizedCost(cost, space, task.lambda()).gradient(controls(task, own), g);
            assertEquals(own.solution().objective(), value, 1e-10 * size);
            assertEquals(0, space.dualNorm(g), 1e-7);
        }
        Extremal extremal = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT)
                .solve(new ControlSpace(task).byRow(minimum.u()), task.horizon());
        assertTrue(extremal.status().converged(), extremal.reason());
        assertEquals(minimum.value(), extremal.objective(), 1e-10 * size);
        assertTrue(extremal.iterations() <= 5, () -> "" + extremal.iterations());
    }

    @ParameterizedTest
    @MethodSource("exact")
    void exactControl(ReducedTask reduced) {
        TrainingTask task = reduced.task();
        TrainedControls trained = reduced.train();
        DirectTraining.Outcome confirmed = direct(restarted(task, trained));
        assertEquals(trained.minimum().value(), confirmed.solution().objective(), 1e-8);
        assertNear(trained.minimum().u(), controls(task, confirmed), 1e-6);
        assertTrue(
                confirmed.solution().iterations() <= 5,
                () -> "" + confirmed.solution().iterations());
    }

    @ParameterizedTest
    @MethodSource("sparse")
    void switchingTimes(ReducedTask reduced) {
        TrainingTask task = reduced.task();
        TrainedControls trained = reduced.train();
        assertTrue(trained.end() < task.horizon(), trained.minimum().reason());
        DirectTraining.Outcome confirmed = direct(restarted(task, trained), NEAR_BOUNDS);
        assertEquals(trained.minimum().value(), confirmed.solution().objective(), 1e-7);
        assertEquals(trained.end(), confirmed.network().end(), 1e-5);
        // The unknowns that split |u_j| start a hundredth off their values.
        boolean split = task.bound() != null && task.bound().norm() == Norm.ENTRYWISE_L1;
        assertTrue(
                confirmed.solution().iterations() <= (split ? 8 : 5),
                () -> "" + confirmed.solution().iterations());
        // And back from what Ipopt finds.
        TrainedControls back = new ReducedTask(task.withStart(new ControlStart.Restart(
                        confirmed.network().controls(),
                        new ControlStart.Bang(
                                confirmed.network().controls(),
                                confirmed.network().end()))))
                .train();
        assertEquals(trained.minimum().value(), back.minimum().value(), 1e-9);
        assertTrue(back.minimum().iterations() <= 5, () -> "" + back.minimum().iterations());
        if (DiscreteMaximumPrinciple.inapplicable(task) == null) {
            Extremal extremal = new DiscreteMaximumPrinciple(task, IndirectLimits.DEFAULT)
                    .solve(new ControlSpace(task).byRow(trained.minimum().u()), trained.end());
            assertTrue(extremal.status().converged(), extremal.reason());
            assertEquals(trained.minimum().value(), extremal.objective(), 1e-9);
            assertEquals(trained.end(), extremal.end(), 1e-8);
            assertTrue(extremal.iterations() <= 5, () -> "" + extremal.iterations());
        }
    }

    /** T* = 1.29454359 and 0.757381046 are those of the same program with CasADi and Ipopt; Ipopt's path from this start leads there. */
    @Test
    void ringsFromTheBasinOfTheReference() {
        TrainingTask task = ReducedTask.ofFile("rings-l1").task();
        DirectTraining.Outcome own = new DirectTraining(new IpoptSolver(), new NlpOptions(1e-8, 1000, 60, Map.of()))
                .train(task, IterationListener.SILENT);
        TrainedControls trained = new ReducedTask(task.withStart(new ControlStart.Restart(
                        own.network().controls(),
                        new ControlStart.Bang(
                                own.network().controls(), own.network().end()))))
                .train();
        assertTrue(trained.minimum().value() <= own.solution().objective() + 1e-7);
        if (own.solution().objective() < 0.7576) {
            assertEquals(0.757381046, trained.minimum().value(), 1e-8);
            assertEquals(1.29454359, trained.end(), 1e-7);
        }
    }

    /** Each weight has its own switches; both routes have the mesh's optimum. */
    @Test
    void componentwiseBounds() {
        ReducedTask reduced = ReducedTask.ofFile("two-point-l1-componentwise");
        Minimum minimum = reduced.train().minimum();
        assertEquals(direct(reduced.task()).solution().objective(), minimum.value(), 1e-8);
    }
}
