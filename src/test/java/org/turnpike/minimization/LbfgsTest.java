package org.turnpike.minimization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** L-BFGS on functions with known minima. */
class LbfgsTest {
    /** J and its derivative at once. */
    private interface Rule {
        double at(double[] u, double[] g);
    }

    private record Function(InnerProduct space, Rule rule) implements SmoothFunction {
        @Override
        public double value(double[] u) {
            return rule.at(u, new double[u.length]);
        }

        @Override
        public double gradient(double[] u, double[] g) {
            return rule.at(u, g);
        }

        @Override
        public void product(double[] v, double[] out) {
            throw new AssertionError("L-BFGS takes first derivatives only");
        }
    }

    private static Lbfgs lbfgs(double tolerance) {
        return new Lbfgs(20, tolerance, 1000, Double.POSITIVE_INFINITY, null);
    }

    private static double rosenbrock(double[] u, double[] g) {
        java.util.Arrays.fill(g, 0);
        double sum = 0;
        for (int j = 0; j + 1 < u.length; j++) {
            double a = u[j + 1] - u[j] * u[j];
            double b = 1 - u[j];
            sum += 100 * a * a + b * b;
            g[j] -= 400 * a * u[j] + 2 * b;
            g[j + 1] += 200 * a;
        }
        return sum;
    }

    private static double[] rosenbrockStart(int n) {
        double[] u = new double[n];
        for (int j = 0; j < n; j++) {
            u[j] = j % 2 == 0 ? -1.2 : 1;
        }
        return u;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 200})
    void rosenbrock(int n) {
        Function function = new Function(new EuclideanProduct(n), LbfgsTest::rosenbrock);
        double[] near = new double[n];
        java.util.Arrays.setAll(near, j -> 1 + 0.1 * Math.sin(j));
        Minimum minimum = lbfgs(1e-10).minimize(function, n == 2 ? rosenbrockStart(2) : near, DescentListener.SILENT);
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
        assertTrue(minimum.gradientNorm() <= 1e-10);
        for (double component : minimum.u()) {
            assertEquals(1, component, 1e-9);
        }
    }

    /** A strictly convex quadratic function of n unknowns with n pairs: finite, but for the inexact line search. */
    @Test
    void quadraticFunction() {
        int n = 30;
        Function function = new Function(new EuclideanProduct(n), (u, g) -> {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                double curvature = Math.pow(10, 4.0 * j / (n - 1));
                g[j] = curvature * (u[j] - j);
                sum += g[j] * (u[j] - j) / 2;
            }
            return sum;
        });
        Minimum minimum = lbfgs(1e-9).minimize(function, new double[n], DescentListener.SILENT);
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
        for (int j = 0; j < n; j++) {
            assertEquals(j, minimum.u()[j], 1e-8);
        }
    }

    /** ∫ ½(1 + 4 sin² t) u² + ¼u⁴ − u cos t on a graded mesh: in its L² product the number of steps stays as the mesh is refined. */
    @Test
    void numberOfStepsDoesNotDependOnTheMesh() {
        int coarse = iterations(20, false);
        int fine = iterations(320, false);
        assertTrue(fine <= coarse + 2, coarse + " and " + fine);
        // In the Euclidean product the mesh's grading is curvature.
        int euclidean = iterations(320, true);
        assertTrue(euclidean > 2 * fine, euclidean + " and " + fine);
    }

    private static int iterations(int n, boolean euclidean) {
        double[] h = new double[n];
        double[] t = new double[n];
        for (int j = 0; j < n; j++) {
            double from = 5 * Math.pow((double) j / n, 3);
            h[j] = 5 * Math.pow((j + 1.0) / n, 3) - from;
            t[j] = from + h[j] / 2;
        }
        Function function = new Function(new WeightedProduct(h), (u, g) -> {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                double weight = 1 + 4 * Math.pow(Math.sin(t[j]), 2);
                double u2 = u[j] * u[j];
                sum += h[j] * (weight * u2 / 2 + u2 * u2 / 4 - u[j] * Math.cos(t[j]));
                g[j] = h[j] * (weight * u[j] + u2 * u[j] - Math.cos(t[j]));
            }
            return sum;
        });
        Minimum minimum = new Lbfgs(
                        20, 1e-8, 1000, Double.POSITIVE_INFINITY, euclidean ? new EuclideanProduct(n) : null)
                .minimize(function, new double[n], DescentListener.SILENT);
        // In the Euclidean product the limit may come first.
        assertTrue(euclidean || minimum.termination() == Termination.CONVERGED, minimum.reason());
        return minimum.iterations();
    }

    /** J = x − log(1 − x)/1000 beyond a steep wall at 1 overflows: the step is shortened and that is said. */
    @Test
    void overflowShortensTheStep() {
        List<String> remarks = new ArrayList<>();
        Function function = new Function(new EuclideanProduct(1), (u, g) -> {
            double room = 1 - u[0];
            g[0] = -1 + 0.001 / room;
            return room > 0 ? -u[0] - 0.001 * Math.log(room) : Double.NaN;
        });
        Minimum minimum = lbfgs(1e-9).minimize(function, new double[] {-2.5}, iterate -> {
            remarks.add(iterate.remark());
            return true;
        });
        assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
        assertEquals(0.999, minimum.u()[0], 1e-12);
        assertTrue(remarks.stream().anyMatch(r -> r.contains("overflow")), remarks.toString());
    }

    @Test
    void infiniteStart() {
        Function function = new Function(new EuclideanProduct(1), (u, g) -> Double.POSITIVE_INFINITY);
        assertEquals(
                Termination.OVERFLOW,
                lbfgs(1e-9)
                        .minimize(function, new double[1], DescentListener.SILENT)
                        .termination());
    }

    /** A tolerance below what rounding allows ends with that said, near the minimum, not with the limit on iterations. */
    @Test
    void stagnationIsSaid() {
        Function function = new Function(new EuclideanProduct(10), LbfgsTest::rosenbrock);
        Minimum minimum = lbfgs(1e-30).minimize(function, rosenbrockStart(10), DescentListener.SILENT);
        assertTrue(minimum.termination() == Termination.STALLED || minimum.gradientNorm() == 0, minimum.toString());
        assertTrue(minimum.gradientNorm() < 1e-10, minimum.toString());
    }

    /** J cannot be bounded below: no step is the last. */
    @Test
    void unboundedBelow() {
        Function function = new Function(new EuclideanProduct(1), (u, g) -> {
            g[0] = -1;
            return -u[0];
        });
        Minimum minimum = lbfgs(1e-9).minimize(function, new double[1], DescentListener.SILENT);
        assertNotEquals(Termination.CONVERGED, minimum.termination());
    }

    /** Stopped at iteration 25 and gone on with what it gave is bit for bit the run that was not stopped. */
    @Test
    void resumedIsUninterrupted() {
        Function function = new Function(new EuclideanProduct(40), LbfgsTest::rosenbrock);
        Lbfgs few = new Lbfgs(7, 1e-9, 1000, Double.POSITIVE_INFINITY, null);
        List<Double> whole = new ArrayList<>();
        Minimum expected = few.minimize(function, rosenbrockStart(40), iterate -> whole.add(iterate.value()));
        Map<String, double[]> memory = new HashMap<>();
        Minimum first = few.minimize(function, rosenbrockStart(40), iterate -> {
            memory.putAll(iterate.memory().get());
            return iterate.number() < 25;
        });
        assertEquals(Termination.INTERRUPTED, first.termination());
        assertEquals(25, first.iterations());
        List<Double> rest = new ArrayList<>();
        Minimum second = few.minimize(function, first.u(), memory, 25, iterate -> rest.add(iterate.value()));
        assertEquals(whole.subList(25, whole.size()), rest);
        assertEquals(expected.iterations(), second.iterations());
        assertArrayEquals(expected.u(), second.u());
    }
}
