package org.turnpike.nlp.convex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStatus;

class ConvexSolverTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static ConvexSolution solve(ConvexForm form) {
        return new ConvexSolver().solve(form);
    }

    private static double[] all(int n, double value) {
        double[] v = new double[n];
        Arrays.fill(v, value);
        return v;
    }

    private static LinearConstraints nonnegative(int n) {
        return LinearConstraints.none(n).withBounds(new double[n], all(n, INFINITY));
    }

    private static ConvexSolution optimal(ConvexForm form, double... expected) {
        ConvexSolution solution = solve(form);
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertTrue(solution.residual().scaled() <= 1e-8);
        assertArrayEquals(expected, solution.x(), 1e-7);
        return solution;
    }

    /** Dantzig's furniture: 3x + 5y → max, x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18; x = 2, y = 6, prices 0, 3/2, 1. */
    @Test
    void linearProgramWithPrices() {
        LinearConstraints constraints =
                nonnegative(2).withInequalities(new double[][] {{1, 0}, {0, 2}, {3, 2}}, new double[] {4, 12, 18});
        ConvexSolution solution = optimal(new LinearProgram(new double[] {-3, -5}, constraints), 2, 6);
        assertEquals(-36, solution.objective(), 1e-10);
        assertArrayEquals(new double[] {0, 1.5, 1}, solution.multipliers().inequalities(), 1e-9);
        assertArrayEquals(new double[2], solution.multipliers().lower(), 1e-9);
    }

    /** Bounds that hold are met exactly: x = (0, 0, 1). */
    @Test
    void linearProgramOnASimplexHasExactZeros() {
        LinearConstraints simplex = nonnegative(3).withEqualities(new double[][] {{1, 1, 1}}, new double[] {1});
        ConvexSolution solution = optimal(new LinearProgram(new double[] {3, 2, 1}, simplex), 0, 0, 1);
        assertEquals(0, solution.x()[0]);
        assertEquals(0, solution.x()[1]);
        assertArrayEquals(new double[] {-1}, solution.multipliers().equalities(), 1e-9);
        assertArrayEquals(new double[] {2, 1, 0}, solution.multipliers().lower(), 1e-9);
    }

    /** Nocedal, Wright, example 16.4: (x − 1)² + (y − 2.5)²; x = (1.4, 1.7). */
    @Test
    void quadraticProgram() {
        double[][] g = {{-1, 2}, {1, 2}, {1, -2}};
        LinearConstraints constraints = nonnegative(2).withInequalities(g, new double[] {2, 6, 2});
        QuadraticProgram program =
                new QuadraticProgram(new double[][] {{2, 0}, {0, 2}}, new double[] {-2, -5}, constraints);
        ConvexSolution solution = optimal(program, 1.4, 1.7);
        assertArrayEquals(new double[] {0.8, 0, 0}, solution.multipliers().inequalities(), 1e-8);
    }

    @Test
    void quadraticProgramWithoutConstraints() {
        double[][] p = {{4, 1}, {1, 2}};
        optimal(new QuadraticProgram(p, new double[] {1, 1}, LinearConstraints.none(2)), -1.0 / 7, -3.0 / 7);
    }

    /** The point of the disc |x| ≤ 1 that is furthest along (3, 4), its dual vector −(3, 4), 5. */
    @Test
    void coneProgram() {
        Cone disc = new Cone(new double[][] {{1, 0}, {0, 1}}, new double[2], new double[2], 1);
        ConvexSolution solution = optimal(
                new SecondOrderConeProgram(new double[] {-3, -4}, List.of(disc), LinearConstraints.none(2)), 0.6, 0.8);
        assertEquals(-5, solution.objective(), 1e-8);
        assertArrayEquals(
                new double[] {-3, -4, 5}, solution.multipliers().cones().get(0), 1e-6);
    }

    /** t → min, |x − a| ≤ t: the cone's apex, where its boundary is not smooth. */
    @Test
    void coneProgramThatEndsAtAnApex() {
        Cone distance =
                new Cone(new double[][] {{1, 0, 0}, {0, 1, 0}}, new double[] {-2, 1}, new double[] {0, 0, 1}, 0);
        optimal(
                new SecondOrderConeProgram(new double[] {0.1, 0, 1}, List.of(distance), LinearConstraints.none(3)),
                2,
                -1,
                0);
    }

    /** The distance of a line from a point: |x| ≤ t, x₁ + x₂ = 2. */
    @Test
    void coneProgramWithAnEquality() {
        Cone norm = new Cone(new double[][] {{1, 0, 0}, {0, 1, 0}}, new double[2], new double[] {0, 0, 1}, 0);
        LinearConstraints line = LinearConstraints.none(3).withEqualities(new double[][] {{1, 1, 0}}, new double[] {2});
        optimal(new SecondOrderConeProgram(new double[] {0, 0, 1}, List.of(norm), line), 1, 1, Math.sqrt(2));
    }

    /** Σ eˣ → min, Σ x = 0 and x₁ ≥ 1: x = (1, −½, −½). */
    @Test
    void smoothConvexProgram() {
        LinearConstraints constraints = LinearConstraints.none(3)
                .withInequalities(new double[][] {{-1, 0, 0}}, new double[] {-1})
                .withEqualities(new double[][] {{1, 1, 1}}, new double[] {0});
        ConvexSolution solution = optimal(new ConvexProgram(new Exponentials(), constraints), 1, -0.5, -0.5);
        assertEquals(Math.E + 2 * Math.exp(-0.5), solution.objective(), 1e-10);
        assertArrayEquals(
                new double[] {Math.E - Math.exp(-0.5)}, solution.multipliers().inequalities(), 1e-8);
    }

    @Test
    void infeasibleInequalitiesComeWithFarkasCertificate() {
        double[][] g = {{1, 1}, {-1, 0}, {0, -1}};
        double[] h = {1, -1, -1};
        ConvexSolution solution =
                solve(new LinearProgram(new double[2], LinearConstraints.none(2).withInequalities(g, h)));
        assertEquals(NlpStatus.INFEASIBLE, solution.status(), solution.reason());
        double[] lambda = solution.multipliers().inequalities();
        assertTrue(Arrays.stream(lambda).allMatch(v -> v >= 0));
        assertArrayEquals(new double[2], Dense.transposedTimes(g, lambda), 1e-12);
        assertTrue(Dense.dot(h, lambda) < -0.1);
        // Against the sides' distances: x + y ≤ 1 is √½ from (1, 1); the balanced violation is 1/(2 + √2).
        assertEquals(1 / (2 + Math.sqrt(2)), solution.violation(), 1e-9);
    }

    @Test
    void infeasibleBoundsAndEqualities() {
        LinearConstraints box = LinearConstraints.none(2).withBounds(new double[2], all(2, 1));
        double[][] a = {{1, 2}};
        ConvexSolution solution = solve(new QuadraticProgram(
                new double[][] {{1, 0}, {0, 1}}, new double[2], box.withEqualities(a, new double[] {4})));
        assertEquals(NlpStatus.INFEASIBLE, solution.status(), solution.reason());
        ConvexMultipliers m = solution.multipliers();
        double[] sum = Dense.plus(Dense.transposedTimes(a, m.equalities()), -1, m.lower());
        assertArrayEquals(new double[2], Dense.plus(sum, 1, m.upper()), 1e-12);
        assertTrue(4 * m.equalities()[0] + m.upper()[0] + m.upper()[1] < -1e-3);
    }

    @Test
    void crossedBoundsAreInfeasible() {
        LinearConstraints crossed = LinearConstraints.none(1).withBounds(new double[] {2}, new double[] {1});
        ConvexSolution solution = solve(new LinearProgram(new double[] {1}, crossed));
        assertEquals(NlpStatus.INFEASIBLE, solution.status(), solution.reason());
        assertEquals(0.5, solution.violation(), 1e-9);
    }

    @Test
    void contradictoryEqualitiesAreInfeasible() {
        LinearConstraints twice =
                LinearConstraints.none(2).withEqualities(new double[][] {{1, 1}, {2, 2}}, new double[] {1, 3});
        assertEquals(
                NlpStatus.INFEASIBLE,
                solve(new LinearProgram(new double[2], twice)).status());
    }

    @Test
    void infeasibleConesAreCertified() {
        Cone left = new Cone(new double[][] {{1, 0}, {0, 1}}, new double[] {2, 0}, new double[2], 1);
        Cone right = new Cone(new double[][] {{1, 0}, {0, 1}}, new double[] {-2, 0}, new double[2], 1);
        ConvexSolution solution =
                solve(new SecondOrderConeProgram(new double[2], List.of(left, right), LinearConstraints.none(2)));
        assertEquals(NlpStatus.INFEASIBLE, solution.status(), solution.reason());
        assertEquals(1, solution.violation(), 1e-2);
        assertTrue(solution.violation() <= 1 + 1e-9, "a lower bound");
    }

    @Test
    void unboundedLinearProgramComesWithARay() {
        double[][] g = {{1, -1}};
        double[] c = {-1, -1};
        ConvexSolution solution = solve(new LinearProgram(c, nonnegative(2).withInequalities(g, new double[] {1})));
        assertEquals(NlpStatus.UNBOUNDED, solution.status(), solution.reason());
        double[] ray = solution.ray();
        assertTrue(Dense.dot(c, ray) < -0.1);
        assertTrue(Dense.dot(g[0], ray) <= 1e-12 && ray[0] >= -1e-12 && ray[1] >= -1e-12);
    }

    @Test
    void unboundedQuadraticProgram() {
        double[][] p = {{1, -1}, {-1, 1}};
        ConvexSolution solution = solve(new QuadraticProgram(p, new double[] {-1, 0}, LinearConstraints.none(2)));
        assertEquals(NlpStatus.UNBOUNDED, solution.status(), solution.reason());
        assertArrayEquals(new double[2], Dense.times(p, solution.ray()), 1e-12);
        assertTrue(solution.ray()[0] > 0.1);
    }

    @Test
    void unboundedConeProgram() {
        Cone cone = new Cone(new double[][] {{1, 0}}, new double[1], new double[] {0, 1}, 0);
        ConvexSolution solution =
                solve(new SecondOrderConeProgram(new double[] {0, -1}, List.of(cone), LinearConstraints.none(2)));
        assertEquals(NlpStatus.UNBOUNDED, solution.status(), solution.reason());
    }

    @Test
    void redundantEqualities() {
        double[][] a = {{1, 1, 0}, {0, 1, 1}, {1, 2, 1}, {0, 0, 0}};
        LinearConstraints constraints = nonnegative(3).withEqualities(a, new double[] {2, 2, 4, 0});
        optimal(new LinearProgram(new double[] {1, 3, 1}, constraints), 2, 0, 2);
        double[][] p = {{2, 0, 0}, {0, 2, 0}, {0, 0, 2}};
        optimal(new QuadraticProgram(p, new double[3], constraints), 2.0 / 3, 4.0 / 3, 2.0 / 3);
    }

    /** No interior: x + y ≤ 1 and x + y ≥ 1 as inequalities, and a variable that bounds fix. */
    @Test
    void inequalitiesThatAreEqualities() {
        LinearConstraints thin = new LinearConstraints(
                new double[][] {{1, 1, 0}, {-1, -1, 0}},
                new double[] {1, -1},
                new double[0][],
                new double[0],
                new double[] {0, 0, 3},
                new double[] {INFINITY, INFINITY, 3});
        optimal(new LinearProgram(new double[] {1, 2, -1}, thin), 1, 0, 3);
        double[][] p = {{1, 0, 0}, {0, 2, 0}, {0, 0, 1}};
        optimal(new QuadraticProgram(p, new double[3], thin), 2.0 / 3, 1.0 / 3, 3);
    }

    /** A single feasible point. */
    @Test
    void oneFeasiblePoint() {
        LinearConstraints point = nonnegative(2).withInequalities(new double[][] {{1, 1}}, new double[1]);
        optimal(new LinearProgram(new double[] {-1, 1}, point), 0, 0);
    }

    /** Three constraints through one vertex of the plane. */
    @Test
    void degenerateVertex() {
        double[][] g = {{1, 0}, {0, 1}, {1, 1}};
        LinearConstraints constraints = LinearConstraints.none(2).withInequalities(g, new double[] {1, 1, 2});
        optimal(new LinearProgram(new double[] {-1, -1}, constraints), 1, 1);
    }

    /** Its solutions are a ray, so that there is no central path. */
    @Test
    void unboundedSetOfSolutions() {
        ConvexSolution solution = solve(new LinearProgram(new double[] {1, 0}, nonnegative(2)));
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertEquals(0, solution.x()[0]);
    }

    /** A linear program with directions in which nothing changes. */
    @Test
    void lineality() {
        LinearConstraints strip = LinearConstraints.none(3)
                .withInequalities(new double[][] {{1, 1, 0}, {-1, -1, 0}}, new double[] {1, 1});
        ConvexSolution solution = solve(new LinearProgram(new double[] {1, 1, 0}, strip));
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertEquals(-1, solution.objective(), 1e-9);
    }

    @Test
    void theIterationLimitIsAStatus() {
        LinearConstraints constraints = nonnegative(3).withEqualities(new double[][] {{1, 1, 1}}, new double[] {1});
        ConvexSolution solution =
                new ConvexSolver(1e-8, 1).solve(new ConvexProgram(new Exponentials(), shifted(constraints)));
        assertEquals(NlpStatus.ITERATION_LIMIT, solution.status(), solution.reason());
    }

    private static LinearConstraints shifted(LinearConstraints constraints) {
        return constraints.withInequalities(new double[][] {{-1, 3, 0}, {0, -1, 5}}, new double[] {0.1, 0.3});
    }

    @Test
    void badInputIsOneClearMessage() {
        double[][] indefinite = {{1, 0}, {0, -1}};
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> new QuadraticProgram(indefinite, new double[2], LinearConstraints.none(2)));
        assertTrue(thrown.getMessage().contains("not convex"), thrown.getMessage());
        thrown = assertThrows(IllegalArgumentException.class, () -> LinearConstraints.none(2)
                .withInequalities(new double[][] {{1}}, new double[1]));
        assertTrue(thrown.getMessage().contains("row 0 of G"), thrown.getMessage());
    }

    @Test
    void nothingIsPrinted() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (PrintStream caught = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            System.setOut(caught);
            System.setErr(caught);
            theIterationLimitIsAStatus();
            unboundedSetOfSolutions();
            coneProgram();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertEquals("", written.toString(StandardCharsets.UTF_8));
    }

    @Test
    void randomProgramsAgreeWithIpopt() {
        Random random = new Random(7);
        for (int trial = 0; trial < 20; trial++) {
            int n = 3 + trial % 5;
            double[][] g = matrix(random, 2 * n, n);
            double[] h = Arrays.stream(matrix(random, 1, 2 * n)[0])
                    .map(v -> 1 + Math.abs(v))
                    .toArray();
            double[][] a = matrix(random, 1, n);
            LinearConstraints box = new LinearConstraints(g, h, a, new double[] {0.1}, all(n, -2), all(n, 2));
            double[] c = matrix(random, 1, n)[0];
            double[][] root = matrix(random, n - 1, n);
            double[][] p = new double[n][n];
            for (double[] row : root) {
                for (int i = 0; i < n; i++) {
                    p[i] = Dense.plus(p[i], row[i], row);
                }
            }
            Cone cone = new Cone(matrix(random, 2, n), new double[] {1, 1}, new double[n], 2);
            agree(new LinearProgram(c, box), n);
            agree(new QuadraticProgram(p, c, box), n);
            agree(new SecondOrderConeProgram(c, List.of(cone), box), n);
        }
    }

    private static void agree(ConvexForm form, int n) {
        ConvexSolution ours = solve(form);
        NlpSolution ipopt = ByIpopt.solve(form, all(n, 0.01));
        assertTrue(ipopt.status().solved(), ipopt.reason());
        assertEquals(NlpStatus.OPTIMAL, ours.status(), form.getClass().getSimpleName() + ": " + ours.reason());
        assertEquals(ipopt.objective(), ours.objective(), 1e-6 * (1 + Math.abs(ipopt.objective())));
    }

    private static double[][] matrix(Random random, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return matrix;
    }

    /** Σ exp(xⱼ). */
    private static final class Exponentials implements ConvexObjective {
        @Override
        public double value(double[] x) {
            return Arrays.stream(x).map(Math::exp).sum();
        }

        @Override
        public double[] gradient(double[] x) {
            return Arrays.stream(x).map(Math::exp).toArray();
        }

        @Override
        public double[][] hessian(double[] x) {
            double[][] hessian = new double[x.length][x.length];
            for (int j = 0; j < x.length; j++) {
                hessian[j][j] = Math.exp(x[j]);
            }
            return hessian;
        }
    }
}
