package org.turnpike.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DenseSystemTest {
    @Test
    void solvesRandomSystemsOfVeryDifferentRowSizes() {
        SplittableRandom random = new SplittableRandom(7);
        for (int n : new int[] {1, 3, 20, 200}) {
            double[] a = new double[n * n];
            double[] x = new double[n];
            double[] b = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = random.nextDouble() - 0.5;
                double size = Math.pow(10, 12 * random.nextDouble() - 6);
                for (int j = 0; j < n; j++) {
                    a[i * n + j] = size * ((i == j ? 2 : 0) + (random.nextDouble() - 0.5) / Math.sqrt(n));
                }
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    b[i] += a[i * n + j] * x[j];
                }
            }
            DenseSystem system = DenseSystem.of(a, n, n);
            assertNotNull(system);
            double[] found = new double[n];
            assertTrue(system.solve(b, found));
            assertArrayEquals(x, found, 1e-11);
        }
    }

    @Test
    void solvesMoreEquationsThanUnknownsInTheLeastSquaresSense() {
        // The line through (0, 1), (1, 3), (2, 5) is exact; (0, 0), (1, 1), (2, 1) has slope 1/2 and value 1/6 at 0.
        double[] a = {1, 0, 1, 1, 1, 2};
        DenseSystem system = DenseSystem.of(a, 3, 2);
        assertNotNull(system);
        double[] x = new double[2];
        assertTrue(system.solve(new double[] {1, 3, 5}, x));
        assertArrayEquals(new double[] {1, 2}, x, 1e-14);
    }

    @Test
    void tellsSingularMatrices() {
        double[] x = new double[2];
        DenseSystem system = DenseSystem.of(new double[] {1, 2, 2, 4}, 2, 2);
        assertFalse(system != null && system.solve(new double[] {1, 0}, x));
        assertNull(DenseSystem.of(new double[] {1, Double.NaN, 0, 1}, 2, 2));
    }

    @Test
    void measuresTheCondition() {
        assertEquals(0.25, DenseSystem.reciprocalCondition(new double[] {4, 0, 0, 1}, 2, 2), 1e-15);
        assertEquals(0, DenseSystem.reciprocalCondition(new double[4], 2, 2));
    }
}
