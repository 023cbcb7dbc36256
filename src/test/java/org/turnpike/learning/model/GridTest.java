package org.turnpike.learning.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Quadrature and projection: exact for linear functions, of second order for smooth ones. */
class GridTest {
    private static final List<Grid> GRIDS =
            List.of(Grid.of(2), Grid.of(5), Grid.of(8), Grid.of(2, 2), Grid.of(3, 5), Grid.of(6, 4));

    private static double[] values(Grid grid, DoubleBinaryOperator f) {
        double[] values = new double[grid.size()];
        int columns = grid.points().size() == 1 ? 1 : grid.points().get(1);
        for (int i = 0; i < values.length; i++) {
            double x = i / columns / (double) (grid.points().get(0) - 1);
            double y = columns == 1 ? 0 : i % columns / (double) (columns - 1);
            values[i] = f.applyAsDouble(x, y);
        }
        return values;
    }

    private static double integral(Grid grid, double[] values) {
        double sum = 0;
        double[] weights = grid.quadrature();
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    @Test
    void constantsAndLinearFunctionsAreIntegratedExactly() {
        for (Grid grid : GRIDS) {
            assertEquals(1, integral(grid, values(grid, (x, y) -> 1)), 1e-15, grid.toString());
            assertEquals(3.5, integral(grid, values(grid, (x, y) -> 2 + 3 * x)), 1e-14, grid.toString());
            if (grid.points().size() == 2) {
                assertEquals(0.25, integral(grid, values(grid, (x, y) -> x * y)), 1e-15, grid.toString());
            }
        }
        assertArrayEquals(
                new double[] {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0}, Grid.of(4).quadrature(), 1e-16);
        assertArrayEquals(
                new double[] {0.125, 0.25, 0.125, 0.125, 0.25, 0.125},
                Grid.of(2, 3).quadrature(),
                1e-16);
    }

    @Test
    void linearFunctionsPassFromGridToGridUnchanged() {
        DoubleBinaryOperator bilinear = (x, y) -> 1 - 2 * x + 3 * y + 4 * x * y;
        for (Grid from : GRIDS) {
            for (Grid to : GRIDS) {
                if (from.points().size() == to.points().size()) {
                    double[] passed = from.projection(to).of(values(from, bilinear));
                    assertArrayEquals(values(to, bilinear), passed, 1e-13, from + " to " + to);
                }
            }
            assertArrayEquals(values(from, Math::hypot), from.projection(from).of(values(from, Math::hypot)), 1e-13);
        }
    }

    @Test
    void integralsPassFromGridToGridUnchanged() {
        Random random = new Random(3);
        for (Grid from : GRIDS) {
            double[] z = random.doubles(from.size(), -1, 1).toArray();
            for (Grid to : GRIDS) {
                if (from.points().size() == to.points().size()) {
                    double passed = integral(to, from.projection(to).of(z));
                    assertEquals(integral(from, z), passed, 1e-14, from + " to " + to);
                }
            }
        }
    }

    @Test
    void aFinerGridWithTheSamePointsGetsTheInterpolation() {
        double[] passed = Grid.of(3, 2).projection(Grid.of(5, 3)).of(new double[] {1, 2, 5, 0, 3, 4});
        double[] expected = {1, 1.5, 2, 3, 2, 1, 5, 2.5, 0, 4, 3, 2, 3, 3.5, 4};
        assertArrayEquals(expected, passed, 1e-14);
    }

    @Test
    void bothErrorsAreOfSecondOrder() {
        double lastQuadrature = Double.NaN;
        double lastProjection = Double.NaN;
        for (int n : new int[] {9, 17, 33}) {
            Grid fine = Grid.of(3 * n);
            double[] exponential = values(fine, (x, y) -> Math.exp(x));
            double quadrature = integral(fine, exponential) - (Math.E - 1);
            double[] exact = values(Grid.of(n), (x, y) -> Math.exp(x));
            double[] passed = fine.projection(Grid.of(n)).of(exponential);
            double projection = 0;
            for (int i = 0; i < n; i++) {
                projection = Math.max(projection, Math.abs(passed[i] - exact[i]));
            }
            if (n > 9) {
                assertEquals(4, lastQuadrature / quadrature, 0.4, "quadrature");
                assertEquals(4, lastProjection / projection, 0.4, "projection");
            }
            lastQuadrature = quadrature;
            lastProjection = projection;
        }
    }

    @Test
    void gridsThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> Grid.of(1));
        assertThrows(IllegalArgumentException.class, () -> Grid.of(2, 2, 2));
        assertThrows(IllegalArgumentException.class, () -> Grid.of(2).projection(Grid.of(2, 2)));
    }
}
