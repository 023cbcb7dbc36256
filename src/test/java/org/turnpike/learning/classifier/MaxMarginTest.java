package org.turnpike.learning.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.convex.ByIpopt;
import org.turnpike.nlp.convex.ConvexForm;
import org.turnpike.nlp.convex.ConvexSolver;

/** The points yᵢxᵢ = (2, 0), (0, 1), (3, 3): separator (1, 2)/√5, margin 2/√5; in the l1 norm (1/3, 2/3), margin 2/3. */
class MaxMarginTest {
    private static final double[][] X = {{2, 0}, {0, -1}, {3, 3}};
    private static final double[] Y = {1, -1, 1};

    @Test
    void euclidean() {
        for (MaxMargin found : new MaxMargin[] {MaxMargin.fit(X, Y, Norm.L2), MaxMargin.fitByCone(X, Y, false)}) {
            assertEquals(NlpStatus.OPTIMAL, found.status(), found.reason());
            double root = Math.sqrt(5);
            assertArrayEquals(
                    new double[] {1 / root, 2 / root}, found.classifier().weights(), 1e-8);
            assertEquals(2 / root, found.margin(), 1e-8);
            assertArrayEquals(new double[] {0.2, 0.8, 0}, found.hull(), 1e-6);
        }
    }

    @Test
    void entrywise() {
        MaxMargin found = MaxMargin.fit(X, Y, Norm.L1);
        assertEquals(NlpStatus.OPTIMAL, found.status(), found.reason());
        assertArrayEquals(new double[] {1.0 / 3, 2.0 / 3}, found.classifier().weights(), 1e-10);
        assertEquals(2.0 / 3, found.margin(), 1e-10);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void biasMovesTheHyperplane(Norm norm) {
        double[][] shifted = {{12, 1}, {10, 1}};
        MaxMargin found = MaxMargin.fit(shifted, new double[] {1, -1}, norm, true);
        assertEquals(NlpStatus.OPTIMAL, found.status(), found.reason());
        assertArrayEquals(new double[] {1, 0}, found.classifier().weights(), 1e-8);
        assertEquals(-11, found.classifier().bias(), 1e-7);
        assertEquals(1, found.margin(), 1e-8);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void dataThatCannotBeSeparatedComeWithAProof(Norm norm) {
        double[][] xor = {{1, 1}, {-1, -1}, {1, -1}, {-1, 1}};
        double[] y = {1, 1, -1, -1};
        for (boolean bias : new boolean[] {false, true}) {
            MaxMargin found = MaxMargin.fit(xor, y, norm, bias);
            assertEquals(NlpStatus.INFEASIBLE, found.status(), found.reason());
            assertTrue(found.reason().contains("The data are not linearly separable"), found.reason());
            double[] sum = new double[3];
            for (int i = 0; i < y.length; i++) {
                assertTrue(found.hull()[i] >= 0);
                sum[0] += found.hull()[i] * y[i] * xor[i][0];
                sum[1] += found.hull()[i] * y[i] * xor[i][1];
                sum[2] += bias ? found.hull()[i] * y[i] : 0;
            }
            assertArrayEquals(new double[3], sum, 1e-12);
            assertEquals(1, Arrays.stream(found.hull()).sum(), 1e-12);
        }
    }

    @Test
    void theConeFormAlsoSeesThatDataCannotBeSeparated() {
        double[][] x = {{1}, {1}};
        assertEquals(
                NlpStatus.INFEASIBLE,
                MaxMargin.fitByCone(x, new double[] {1, -1}, false).status());
    }

    @Test
    void labelsOfOneClassWithABiasHaveNoLargestMargin() {
        MaxMargin found = MaxMargin.fit(new double[][] {{1, 2}, {3, 4}}, new double[] {1, 1}, Norm.L2, true);
        assertEquals(NlpStatus.UNBOUNDED, found.status(), found.reason());
    }

    @Test
    void otherLabelsAreRefused() {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> MaxMargin.fit(X, new double[] {1, 0, 1}, Norm.L2));
        assertTrue(thrown.getMessage().contains("sample 2"), thrown.getMessage());
    }

    @Test
    void agreesWithIpopt() {
        Samples samples = Samples.of(X, Y, false, true);
        for (ConvexForm form :
                new ConvexForm[] {MaxMargin.quadratic(samples), MaxMargin.linear(samples), MaxMargin.cone(samples)}) {
            double[] start = new double[form.constraints().variables()];
            Arrays.fill(start, 1);
            NlpSolution ipopt = ByIpopt.solve(form, start);
            assertTrue(ipopt.status().solved(), ipopt.reason());
            double ours = new ConvexSolver().solve(form).objective();
            assertEquals(ipopt.objective(), ours, 1e-6 * Math.abs(ipopt.objective()));
        }
    }
}
