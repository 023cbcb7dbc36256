package org.turnpike.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points and weights against published values and their degrees of exactness. */
class CollocationPointsTest {
    @Test
    void radauPointsOfThreeStagesAreThePublishedOnes() {
        double root = Math.sqrt(6);
        CollocationPoints radau = CollocationPoints.radau(3);
        assertArrayEquals(new double[] {(4 - root) / 10, (4 + root) / 10, 1}, radau.points(), 1e-15);
        assertArrayEquals(new double[] {(16 - root) / 36, (16 + root) / 36, 1.0 / 9}, radau.weights(), 1e-15);
    }

    @Test
    void gaussPointsOfTwoStagesAreThePublishedOnes() {
        CollocationPoints gauss = CollocationPoints.gaussLegendre(2);
        double root = Math.sqrt(3) / 6;
        assertArrayEquals(new double[] {0.5 - root, 0.5 + root}, gauss.points(), 1e-15);
        assertArrayEquals(new double[] {0.5, 0.5}, gauss.weights(), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void integrateMonomialsUpToTheirDegree(int stages) {
        checkDegree(CollocationPoints.gaussLegendre(stages), 2 * stages - 1);
        checkDegree(CollocationPoints.radau(stages), 2 * stages - 2);
    }

    private static void checkDegree(CollocationPoints rule, int degree) {
        for (int power = 0; power <= degree; power++) {
            double sum = 0;
            for (int j = 0; j < rule.points().length; j++) {
                sum += rule.weights()[j] * Math.pow(rule.points()[j], power);
            }
            assertEquals(1.0 / (power + 1), sum, 1e-14, "degree " + power);
        }
    }

    @Test
    void lagrangeBasisDifferentiatesAndIntegratesPolynomials() {
        double[] c = {0, 0.3, 0.7, 1};
        double value = 0;
        double integral = 0;
        double derivative = 0;
        for (int j = 0; j < c.length; j++) {
            double cubic = c[j] * c[j] * c[j] - 2 * c[j];
            value += cubic * LagrangeBasis.value(c, j, 0.4);
            integral += cubic * LagrangeBasis.integral(c, j, 0.4);
            derivative += cubic * LagrangeBasis.derivative(c, j, 1);
        }
        assertEquals(0.4 * 0.4 * 0.4 - 0.8, value, 1e-15);
        assertEquals(Math.pow(0.4, 4) / 4 - 0.16, integral, 1e-15);
        assertEquals(3 * 0.09 - 2, derivative, 1e-14);
    }

    @Test
    void aMeshMustIncreaseFromZeroToOne() {
        assertThrows(IllegalArgumentException.class, () -> new Mesh(new double[] {0, 0.5, 0.5, 1}));
        assertThrows(IllegalArgumentException.class, () -> new Mesh(new double[] {0.1, 1}));
        assertEquals(0.25, Mesh.uniform(4).width(2), 0);
    }
}
