package org.turnpike.training.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.TrainingTask;
import org.turnpike.training.ClusterException;
import org.turnpike.training.SampleCost;

/** The distributed sum against the sum on one machine, for a cost with closed derivatives. */
class SparkSampleCostTest {
    private static SparkCluster cluster;

    private final TrainingTask task = RingsTask.of(23, 4);

    @BeforeAll
    static void connect() {
        cluster = new SparkCluster("local[2]");
    }

    @AfterAll
    static void leave() {
        cluster.close();
    }

    static double[] random(int size, long seed) {
        return new SplittableRandom(seed).doubles(size, -1, 1).toArray();
    }

    /** Value, gradient, product, one after another. */
    static double[] all(SampleCost cost, double[] u, double[] v) {
        int n = cost.size();
        double[] g = new double[n];
        double[] w = new double[n];
        double value = cost.gradient(u, g);
        cost.product(v, w);
        double[] result = new double[2 * n + 2];
        result[0] = value;
        result[1] = cost.value(v);
        System.arraycopy(g, 0, result, 2, n);
        System.arraycopy(w, 0, result, 2 + n, n);
        return result;
    }

    /** Largest difference relative to the largest entry. */
    static double relative(double[] expected, double[] actual) {
        double scale = 0;
        double worst = 0;
        for (int j = 0; j < expected.length; j++) {
            scale = Math.max(scale, Math.abs(expected[j]));
            worst = Math.max(worst, Math.abs(expected[j] - actual[j]));
        }
        return worst / scale;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 7, 23, 40})
    void sumsAreThoseOfOneMachine(int parts) {
        try (SampleCost here = new WaveCost(task);
                SampleCost there = cluster.of(task, WaveCost::new, parts, TreeSum.FAN_IN)) {
            double[] u = random(here.size(), 1);
            double[] v = random(here.size(), 2);
            assertEquals(23, there.samples());
            assertEquals(here.size(), there.size());
            assertTrue(relative(all(here, u, v), all(there, u, v)) <= 1e-14);
        }
    }

    @Test
    void roundsOfTheTreeDoNotChangeABit() {
        double[] u = random(new WaveCost(task).size(), 3);
        double[] v = random(u.length, 4);
        double[] reference = null;
        for (int fanIn : new int[] {32, 16, 4, 2}) {
            try (SampleCost there = cluster.of(task, WaveCost::new, 23, fanIn)) {
                double[] result = all(there, u, v);
                reference = reference == null ? result : reference;
                assertArrayEquals(reference, result, 0.0, "fan-in " + fanIn);
            }
        }
    }

    @Test
    void productsAreAtTheLastGradientWhateverIsEvaluatedBetween() {
        try (SampleCost here = new WaveCost(task);
                SampleCost there = cluster.of(task, WaveCost::new, 3, TreeSum.FAN_IN)) {
            double[] u = random(here.size(), 5);
            double[] v = random(here.size(), 6);
            double[] expected = new double[u.length];
            double[] actual = new double[u.length];
            here.gradient(random(u.length, 7), expected);
            there.gradient(random(u.length, 7), actual);
            here.gradient(u, expected);
            there.gradient(u, actual);
            there.value(random(u.length, 8));
            // The caller's array may change meanwhile.
            double[] kept = u.clone();
            java.util.Arrays.fill(u, 0);
            here.product(v, expected);
            there.product(v, actual);
            assertTrue(relative(expected, actual) <= 1e-14);
            assertTrue(kept[0] != 0);
        }
    }

    @Test
    void lostPartsAreMadeAgain() {
        try (SampleCost here = new WaveCost(task);
                SparkSampleCost there = (SparkSampleCost) cluster.of(task, WaveCost::new, 4, TreeSum.FAN_IN)) {
            double[] u = random(here.size(), 9);
            double[] v = random(here.size(), 10);
            double[] expected = new double[u.length];
            double[] actual = new double[u.length];
            here.gradient(u, expected);
            there.gradient(u, actual);
            assertEquals(4, Linearization.kept(there.name()));
            Linearization.forget(there.name());
            assertEquals(0, Linearization.kept(there.name()));
            here.product(v, expected);
            there.product(v, actual);
            assertEquals(4, Linearization.kept(there.name()));
            assertTrue(relative(expected, actual) <= 1e-14);
        }
    }

    @Test
    void nothingIsKeptOnceClosed() {
        SparkSampleCost there = (SparkSampleCost) cluster.of(task, WaveCost::new, 4, TreeSum.FAN_IN);
        there.gradient(random(there.size(), 11), new double[there.size()]);
        there.close();
        assertEquals(0, Linearization.kept(there.name()));
    }

    @Test
    void twoCostsDoNotMeet() {
        TrainingTask other = RingsTask.of(11, 4);
        try (SampleCost first = cluster.of(task, WaveCost::new, 3, TreeSum.FAN_IN);
                SampleCost second = cluster.of(other, WaveCost::new, 3, TreeSum.FAN_IN);
                SampleCost local = new WaveCost(other)) {
            double[] u = random(local.size(), 12);
            double[] v = random(local.size(), 13);
            first.gradient(v, new double[v.length]);
            assertTrue(relative(all(local, u, v), all(second, u, v)) <= 1e-14);
        }
    }

    @Test
    void overflowIsAValue() {
        try (SampleCost there = cluster.of(task, WaveCost::new, 2, TreeSum.FAN_IN)) {
            double[] u = new double[there.size()];
            java.util.Arrays.fill(u, Double.MAX_VALUE);
            assertTrue(Double.isNaN(there.value(u)));
        }
    }

    @Test
    void aFailureIsOneSentence() {
        try (SampleCost there = cluster.of(
                task,
                t -> {
                    throw new IllegalStateException("no disk");
                },
                2,
                TreeSum.FAN_IN)) {
            ClusterException e = assertThrows(ClusterException.class, () -> there.value(new double[there.size()]));
            assertTrue(e.getMessage().contains("no disk"), e.getMessage());
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        }
    }

    @Test
    void productsNeedAGradient() {
        try (SampleCost there = cluster.of(task, WaveCost::new, 2, TreeSum.FAN_IN)) {
            double[] v = new double[there.size()];
            assertThrows(IllegalStateException.class, () -> there.product(v, v.clone()));
        }
    }
}
