package org.turnpike.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandMatrixTest {
    /** A x = b for random matrices of many shapes, whose pivots are not on the diagonal. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "5, 4, 4", "40, 3, 1", "40, 0, 5", "40, 7, 2", "60, 59, 0", "30, 100, 100"})
    void solvesWhatItMultiplies(int n, int lower, int upper) {
        Random random = new Random(7);
        BandMatrix a = new BandMatrix(n, lower, upper);
        double[] x = new double[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
        }
        for (int i = 0; i < n; i++) {
            for (int j = Math.max(0, i - lower); j <= Math.min(n - 1, i + upper); j++) {
                double value = random.nextGaussian() * (i == j ? 0.1 : 1) * Math.pow(10, i % 5);
                value += lower == 0 || upper == 0 ? i == j ? 5 * Math.pow(10, i % 5) : 0 : 0;
                a.set(i, j, value);
                b[i] += value * x[j];
            }
        }
        BandMatrix.Factors factors = a.factor();
        assertNotNull(factors);
        assertTrue(factors.solve(b));
        for (int i = 0; i < n; i++) {
            assertEquals(x[i], b[i], 1e-8 * n);
        }
    }

    @Test
    void singularAndUndefinedMatricesHaveNoFactors() {
        BandMatrix singular = BandMatrix.full(2);
        singular.set(0, 0, 1);
        singular.set(0, 1, 2);
        singular.set(1, 0, 2);
        singular.set(1, 1, 4);
        assertNull(singular.factor());
        assertNull(BandMatrix.full(3).factor());
        BandMatrix undefined = BandMatrix.full(1);
        undefined.set(0, 0, Double.NaN);
        assertNull(undefined.factor());
    }

    @Test
    void smallestEigenpair() {
        double[] matrix = {2, -1, 0, -1, 2, -1, 0, -1, 2};
        SmallestEigenpair pair = SmallestEigenpair.of(matrix, 3);
        assertNotNull(pair);
        assertEquals(2 - Math.sqrt(2), pair.value(), 1e-14);
        assertEquals(0.5, Math.abs(pair.vector()[0]), 1e-14);
        double[] spectrum = SmallestEigenpair.spectrum(matrix, 3);
        assertEquals(2 + Math.sqrt(2), spectrum[2], 1e-14);
        assertNull(SmallestEigenpair.of(new double[] {Double.NaN}, 1));
    }

    @Test
    void kernelIsOrthonormal() {
        double[][] basis = Kernel.of(new double[][] {{1, 2, 2}}, 3);
        assertEquals(2, basis.length);
        for (double[] v : basis) {
            assertEquals(0, v[0] + 2 * v[1] + 2 * v[2], 1e-14);
            assertEquals(1, v[0] * v[0] + v[1] * v[1] + v[2] * v[2], 1e-14);
        }
        assertEquals(0, Kernel.of(new double[][] {{0, 1}, {1, 0}}, 2).length);
    }
}
