package org.turnpike.training.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.training.CostSource;
import org.turnpike.training.SampleCost;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.Weights;
import org.turnpike.training.newton.NewtonTraining;
import org.turnpike.training.propagation.LocalSampleCost;

/** Networks: the engine of one machine against the same engine in parts. */
class NetworkOnSparkTest {
    private static SparkCluster cluster;

    @BeforeAll
    static void connect() {
        cluster = new SparkCluster("local[2]");
    }

    @AfterAll
    static void leave() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void costsOfRingsAreThoseOfOneMachine(int parts) {
        TrainingTask task = RingsTask.of(1001, 40);
        double[] u = new ControlSpace(task).start(task);
        double[] v = SparkSampleCostTest.random(u.length, 1);
        try (SampleCost here = LocalSampleCost.of(task);
                SampleCost there =
                        cluster.of(task, cluster.engine(parts, Weights.of(task), 0), parts, TreeSum.FAN_IN)) {
            double[] expected = SparkSampleCostTest.all(here, u, v);
            double[] actual = SparkSampleCostTest.all(there, u, v);
            assertEquals(expected[0], actual[0], 1e-13 * Math.abs(expected[0]));
            assertEquals(expected[1], actual[1], 1e-13 * Math.abs(expected[1]));
            int n = u.length;
            assertTrue(SparkSampleCostTest.relative(part(expected, 2, n), part(actual, 2, n)) <= 1e-13);
            assertTrue(SparkSampleCostTest.relative(part(expected, 2 + n, n), part(actual, 2 + n, n)) <= 1e-13);
        }
    }

    private static double[] part(double[] all, int from, int count) {
        return java.util.Arrays.copyOfRange(all, from, from + count);
    }

    @Test
    void theOptimumIsThatOfOneMachine() {
        TrainingTask task = RingsTask.of(61, 10);
        Minimum here = train(task, LocalSampleCost::of);
        Minimum there = train(task, cluster.costs());
        assertEquals(Termination.CONVERGED, here.termination());
        assertEquals(Termination.CONVERGED, there.termination());
        assertEquals(here.value(), there.value(), 1e-10 * here.value());
        ControlSpace space = new ControlSpace(task);
        double[] difference = here.u().clone();
        for (int j = 0; j < difference.length; j++) {
            difference[j] -= there.u()[j];
        }
        assertTrue(space.norm(difference) <= 1e-10 * space.norm(here.u()), "" + space.norm(difference));
    }

    private static Minimum train(TrainingTask task, CostSource costs) {
        double[] start = new ControlSpace(task).start(task);
        TrainingRun run = TrainingRun.from(start, 1e-11, 500, Double.POSITIVE_INFINITY, DescentListener.SILENT);
        return new NewtonTraining().train(task, costs, run).minimum();
    }
}
