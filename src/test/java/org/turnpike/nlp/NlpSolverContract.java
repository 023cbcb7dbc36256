package org.turnpike.nlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixSparseCSC;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.nlp.IterationListener.Iteration;

/** What every solver of nonlinear programs must do. A solver's test extends this class. */
public abstract class NlpSolverContract {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** The solver under test. */
    protected abstract NlpSolver solver();

    private NlpSolution solve(DenseProgram program) {
        return solve(program, NlpStart.at(program.start()), null, NlpOptions.defaults(), IterationListener.SILENT);
    }

    private NlpSolution solve(
            DenseProgram program,
            NlpStart start,
            @Nullable Scaling scaling,
            NlpOptions options,
            IterationListener listener) {
        return solver().solve(program, start, scaling, options, listener);
    }

    private static NlpOptions iterations(int limit) {
        return new NlpOptions(1e-8, limit, INFINITY, Map.of());
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.HockSchittkowski#all")
    void findsThePublishedOptimum(DenseProgram program) {
        NlpSolution solution = solve(program);
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        double scale = Math.max(1, Math.abs(program.optimum()));
        assertEquals(program.optimum(), solution.objective(), 1e-6 * scale);
        assertEquals(program.objective(solution.z()), solution.objective());
        assertTrue(solution.iterations() > 0);
        assertTrue(solution.evaluationSeconds() > 0 && solution.evaluationSeconds() < solution.seconds());
        assertFalse(solution.reason().isBlank());
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.HockSchittkowski#all")
    void itsMultipliersSatisfyTheFirstOrderConditions(DenseProgram program) {
        assertFirstOrder(program, solve(program));
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.HockSchittkowski#all")
    void scalingChangesNeitherOptimumNorSignsOfMultipliers(DenseProgram program) {
        double[] typical = program.start();
        for (int i = 0; i < typical.length; i++) {
            typical[i] = Math.max(1, Math.abs(typical[i]));
        }
        Scaling scaling = AutomaticScaling.of(program, program.start(), typical);
        NlpSolution solution =
                solve(program, NlpStart.at(program.start()), scaling, NlpOptions.defaults(), IterationListener.SILENT);
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertEquals(program.optimum(), solution.objective(), 1e-6 * Math.max(1, Math.abs(program.optimum())));
        assertFirstOrder(program, solution);
    }

    /** ∇f + Jᵀλ − zLower + zUpper = 0, signs, complementarity, feasibility. */
    static void assertFirstOrder(DenseProgram program, NlpSolution solution) {
        int n = program.variables();
        int m = program.constraints();
        double[] z = solution.z();
        Multipliers multipliers = solution.multipliers();
        double[] residual = new double[n];
        program.gradient(z, residual);
        double size = 1;
        DMatrixSparseCSC jacobian = program.newJacobian();
        program.jacobian(z, jacobian);
        for (int j = 0; j < n; j++) {
            for (int k = jacobian.col_idx[j]; k < jacobian.col_idx[j + 1]; k++) {
                double term = jacobian.nz_values[k] * multipliers.constraints()[jacobian.nz_rows[k]];
                residual[j] += term;
                size = Math.max(size, Math.abs(term));
            }
        }
        for (int j = 0; j < n; j++) {
            residual[j] += multipliers.upper()[j] - multipliers.lower()[j];
            assertEquals(0, residual[j], 1e-6 * size, "stationarity of x" + (j + 1));
            double lower = program.variableLower()[j];
            double upper = program.variableUpper()[j];
            assertTrue(z[j] >= lower - 1e-7 * Math.max(1, Math.abs(lower)), "lower bound of x" + (j + 1));
            assertTrue(z[j] <= upper + 1e-7 * Math.max(1, Math.abs(upper)), "upper bound of x" + (j + 1));
            assertMultiplier(multipliers.lower()[j], z[j] - lower, "lower bound of x" + (j + 1));
            assertMultiplier(multipliers.upper()[j], upper - z[j], "upper bound of x" + (j + 1));
        }
        double[] values = new double[m];
        program.constraints(z, values);
        for (int i = 0; i < m; i++) {
            double lower = program.constraintLower()[i];
            double upper = program.constraintUpper()[i];
            double allowed = 1e-6 * Math.max(1, Math.abs(values[i]));
            assertTrue(values[i] >= lower - allowed && values[i] <= upper + allowed, program.constraintName(i));
            if (lower < upper) {
                // λ ≥ 0 where c is at its upper bound, λ ≤ 0 at its lower one.
                double lambda = multipliers.constraints()[i];
                assertMultiplier(Math.max(lambda, 0), upper - values[i], "upper side of " + program.constraintName(i));
                assertMultiplier(Math.max(-lambda, 0), values[i] - lower, "lower side of " + program.constraintName(i));
            }
        }
    }

    private static void assertMultiplier(double multiplier, double distance, String what) {
        assertTrue(multiplier >= 0, "sign of the multiplier of the " + what + ": " + multiplier);
        double product =
                Double.isInfinite(distance) ? (multiplier == 0 ? 0 : INFINITY) : multiplier * Math.abs(distance);
        assertTrue(product <= 1e-5 * Math.max(1, multiplier), "complementarity of the " + what + ": " + product);
    }

    /** min x², x = 3 through a constraint: 2x + λ = 0. */
    @Test
    void theMultiplierOfAnEquationHasTheDocumentedSign() {
        DenseProgram program = DenseProgram.minimise("square", new double[] {1}, x -> x[0].squared())
                .subject(3, x -> x[0], 3);
        assertEquals(-6, solve(program).multipliers().constraints()[0], 1e-6);
    }

    @Test
    void theMultipliersOfBoundsHaveTheDocumentedSign() {
        DenseProgram program = DenseProgram.minimise(
                        "plane", new double[] {1, 1}, x -> x[0].times(2).minus(x[1].times(3)))
                .bounds(0, 5);
        Multipliers multipliers = solve(program).multipliers();
        assertArrayEquals(new double[] {2, 0}, multipliers.lower(), 1e-6);
        assertArrayEquals(new double[] {0, 3}, multipliers.upper(), 1e-6);
    }

    @Test
    void namesContradictingConstraintsInfeasible() {
        DenseProgram linear = DenseProgram.minimise("parallel", new double[] {0, 0, 0}, x -> x[0].squared()
                        .plus(x[1].squared())
                        .plus(x[2].squared()))
                .subject(1, x -> x[0].plus(x[1]).plus(x[2]), 1)
                .subject(2, x -> x[0].plus(x[1]).plus(x[2]), 2);
        assertEquals(NlpStatus.INFEASIBLE, solve(linear).status());
        DenseProgram nonlinear = DenseProgram.minimise("circle", new double[] {1, 2}, x -> x[0].plus(x[1]))
                .subject(-INFINITY, x -> x[0].squared().plus(x[1].squared()), -1);
        assertEquals(NlpStatus.INFEASIBLE, solve(nonlinear).status());
    }

    @Test
    void crossedBoundsAreInfeasibleAndNamed() {
        DenseProgram variable = DenseProgram.minimise(
                        "crossed", new double[] {0, 0}, x -> x[0].squared().plus(x[1].squared()))
                .bound(2, 1, 0);
        NlpSolution solution = solve(variable);
        assertEquals(NlpStatus.INFEASIBLE, solution.status());
        assertTrue(solution.reason().contains("x2"), solution.reason());
        DenseProgram constraint = DenseProgram.minimise("crossed", new double[] {0}, x -> x[0].squared())
                .subject(1, x -> x[0], 0);
        solution = solve(constraint);
        assertEquals(NlpStatus.INFEASIBLE, solution.status());
        assertTrue(solution.reason().contains("equation 1"), solution.reason());
    }

    @Test
    void findsThatAnObjectiveIsUnbounded() {
        DenseProgram line = DenseProgram.minimise(
                        "line", new double[] {1, 1}, x -> x[0].times(-1).plus(x[1].squared()))
                .bound(1, 0, INFINITY);
        assertEquals(NlpStatus.UNBOUNDED, solve(line).status());
    }

    @Test
    void solvesWithRankDeficientConstraints() {
        DenseProgram twice = DenseProgram.minimise("twice", new double[] {4, 0, 0}, x -> x[0].squared()
                        .plus(x[1].squared())
                        .plus(x[2].squared()))
                .subject(1, x -> x[0].plus(x[1]), 1)
                .subject(2, x -> x[0].times(2).plus(x[1].times(2)), 2);
        NlpSolution solution = solve(twice);
        assertTrue(solution.status().solved(), solution.reason());
        assertArrayEquals(new double[] {0.5, 0.5, 0}, solution.z(), 1e-6);
        assertFirstOrder(twice, solution);
    }

    /** The gradient of x² vanishes on x² = 0: no multiplier satisfies the first-order conditions. */
    @Test
    void comesNearASolutionWithoutMultipliers() {
        DenseProgram program =
                DenseProgram.minimise("touching", new double[] {1}, x -> x[0]).zero(x -> x[0].squared());
        NlpSolution solution = solve(program);
        assertEquals(0, solution.z()[0], 1e-3);
    }

    @Test
    void stopsAtTheIterationLimit() {
        DenseProgram program = HockSchittkowski.hs71();
        NlpSolution solution =
                solve(program, NlpStart.at(program.start()), null, iterations(3), IterationListener.SILENT);
        assertEquals(NlpStatus.ITERATION_LIMIT, solution.status());
        assertEquals(3, solution.iterations());
        assertNotEquals(program.start()[1], solution.z()[1]);
    }

    @Test
    void takesNoIterationIfTheLimitIsZero() {
        DenseProgram program = HockSchittkowski.hs71();
        NlpSolution solution =
                solve(program, NlpStart.at(program.start()), null, iterations(0), IterationListener.SILENT);
        assertEquals(NlpStatus.ITERATION_LIMIT, solution.status());
        assertEquals(0, solution.iterations());
    }

    @Test
    void stopsAtTheTimeLimit() {
        DenseProgram program = HockSchittkowski.hs71();
        NlpOptions options = new NlpOptions(1e-8, 3000, 0.05, Map.of());
        NlpSolution solution = solve(program, NlpStart.at(program.start()), null, options, iteration -> {
            pause();
            return true;
        });
        assertEquals(NlpStatus.ITERATION_LIMIT, solution.status());
        assertTrue(solution.reason().contains("time limit"), solution.reason());
    }

    private static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void stopsOnRequestWithTheLastIterate() {
        DenseProgram program = HockSchittkowski.hs71();
        NlpSolution solution = solve(
                program,
                NlpStart.at(program.start()),
                null,
                NlpOptions.defaults(),
                iteration -> iteration.number() < 4);
        assertEquals(NlpStatus.INTERRUPTED, solution.status());
        assertEquals(4, solution.iterations());
        NlpSolution limited =
                solve(program, NlpStart.at(program.start()), null, iterations(4), IterationListener.SILENT);
        assertArrayEquals(limited.z(), solution.z(), 1e-12);
    }

    @Test
    void tellsOfEachIteration() {
        DenseProgram program = HockSchittkowski.hs71();
        List<Iteration> told = new ArrayList<>();
        NlpSolution solution = solve(program, NlpStart.at(program.start()), null, NlpOptions.defaults(), told::add);
        assertEquals(solution.iterations() + 1, told.size());
        for (int i = 0; i < told.size(); i++) {
            assertEquals(i, told.get(i).number());
            assertEquals("regular", told.get(i).phase());
        }
        Iteration first = told.get(0);
        // At (1, 5, 5, 1) the sum of squares is 52 instead of 40, but solvers move the start off its bounds.
        assertTrue(first.infeasibility() > 1);
        Iteration last = told.get(told.size() - 1);
        assertEquals(program.optimum(), last.objective(), 1e-6);
        assertTrue(last.infeasibility() < 1e-6);
        assertTrue(last.dualInfeasibility() < 1e-6);
        assertTrue(last.barrier() > 0 && last.barrier() < 1e-6);
        assertTrue(last.step() > 0 && last.step() <= 1);
    }

    @Test
    void namesTheFirstConstraintThatIsUndefinedAtTheStart() {
        DenseProgram program = DenseProgram.minimise(
                        "logarithm", new double[] {1, -1}, x -> x[0].squared().plus(x[1].squared()))
                .subject(0, x -> x[0].plus(x[1]), 5)
                .subject(0, x -> x[1].log(), 1);
        NlpSolution solution = solve(program);
        assertEquals(NlpStatus.NUMERICAL_FAILURE, solution.status());
        assertTrue(solution.reason().contains("equation 2"), solution.reason());
        assertTrue(solution.reason().contains("start"), solution.reason());
    }

    @Test
    void saysThatTheObjectiveIsUndefinedAtTheStart() {
        DenseProgram program = DenseProgram.minimise("logarithm", new double[] {-1}, x -> x[0].log());
        NlpSolution solution = solve(program);
        assertEquals(NlpStatus.NUMERICAL_FAILURE, solution.status());
        assertTrue(solution.reason().contains("objective"), solution.reason());
    }

    @Test
    void namesAStartValueThatIsNotANumber() {
        DenseProgram program = HockSchittkowski.hs71();
        NlpSolution solution = solve(
                program,
                NlpStart.at(new double[] {1, 5, Double.NaN, 1}),
                null,
                NlpOptions.defaults(),
                IterationListener.SILENT);
        assertEquals(NlpStatus.NUMERICAL_FAILURE, solution.status());
        assertTrue(solution.reason().contains("x3"), solution.reason());
    }

    /** Newton's step for x − ln x from 3 leads to −3. */
    @Test
    void shortensAStepThatLeavesTheDomain() {
        DenseProgram program = DenseProgram.minimise("domain", new double[] {3}, x -> x[0].minus(x[0].log()));
        NlpSolution solution = solve(program);
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertEquals(1, solution.z()[0], 1e-6);
    }

    @Test
    void keepsFixedUnknownsAndGivesTheirMultipliers() {
        DenseProgram program = DenseProgram.minimise("fixed", new double[] {7, 0}, x -> x[0].squared()
                        .plus(x[0].times(x[1]))
                        .plus(x[1].squared()))
                .bound(1, 2, 2);
        NlpSolution solution = solve(program);
        assertEquals(NlpStatus.OPTIMAL, solution.status());
        assertArrayEquals(new double[] {2, -1}, solution.z(), 1e-7);
        // ∂f/∂x1 = 2 x1 + x2 = 3 pushes against the lower side.
        assertEquals(
                3, solution.multipliers().lower()[0] - solution.multipliers().upper()[0], 1e-6);
        assertTrue(
                solution.multipliers().lower()[0] >= 0 && solution.multipliers().upper()[0] >= 0);
    }

    /** Three equations, of which one only repeats what the fixed unknown says: two unknowns are left for them. */
    @Test
    void solvesWithMoreEquationsThanFreeUnknowns() {
        DenseProgram program = DenseProgram.minimise(
                        "redundant", new double[] {1, 0, 0}, x -> x[1].squared().plus(x[2].squared()))
                .subject(1, x -> x[0], 1)
                .subject(3, x -> x[0].plus(x[1]), 3)
                .subject(4, x -> x[0].plus(x[2]), 4)
                .bound(1, 1, 1);
        NlpSolution solution = solve(program);
        assertTrue(solution.status().solved(), solution.reason());
        assertArrayEquals(new double[] {1, 2, 3}, solution.z(), 1e-6);
    }

    @Test
    void moreEquationsThanUnknownsAreAStatusWithAReason() {
        DenseProgram program = DenseProgram.minimise("three lines", new double[] {0, 0}, x -> x[0].squared())
                .subject(1, x -> x[0], 1)
                .subject(2, x -> x[1], 2)
                .subject(5, x -> x[0].plus(x[1]), 5);
        NlpSolution solution = solve(program);
        assertFalse(solution.status().solved());
        assertFalse(solution.reason().isBlank());
    }

    @Test
    void acceptsAConstraintWithoutUnknowns() {
        NonlinearProgram program = new ConstantConstraint();
        NlpSolution solution = solver().solve(
                        program, NlpStart.at(new double[] {3}), null, NlpOptions.defaults(), IterationListener.SILENT);
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertEquals(1, solution.z()[0], 1e-7);
    }

    @Test
    void checksTheConstraintsOfAProgramWithoutUnknowns() {
        assertEquals(
                NlpStatus.OPTIMAL,
                solver().solve(
                                new NoUnknowns(1),
                                NlpStart.at(new double[0]),
                                null,
                                NlpOptions.defaults(),
                                IterationListener.SILENT)
                        .status());
        assertEquals(
                NlpStatus.INFEASIBLE,
                solver().solve(
                                new NoUnknowns(2),
                                NlpStart.at(new double[0]),
                                null,
                                NlpOptions.defaults(),
                                IterationListener.SILENT)
                        .status());
    }

    @Test
    void startsWarmNearTheSolution() {
        for (DenseProgram program :
                List.of(HockSchittkowski.hs71(), HockSchittkowski.hs43(), HockSchittkowski.hs113())) {
            NlpSolution cold = solve(program);
            NlpStart start = new NlpStart(cold.z(), cold.multipliers());
            NlpSolution warm = solve(program, start, null, NlpOptions.defaults(), IterationListener.SILENT);
            assertEquals(NlpStatus.OPTIMAL, warm.status());
            assertTrue(
                    2 * warm.iterations() <= cold.iterations(),
                    program + ": " + warm.iterations() + " iterations warm, " + cold.iterations() + " cold");
            assertEquals(program.optimum(), warm.objective(), 1e-6 * Math.abs(program.optimum()));
        }
    }

    @Test
    void leavesTheStartAlone() {
        DenseProgram program = HockSchittkowski.hs71();
        double[] z = program.start();
        Multipliers multipliers = new Multipliers(new double[2], new double[4], new double[4]);
        solve(program, new NlpStart(z, multipliers), null, NlpOptions.defaults(), IterationListener.SILENT);
        assertArrayEquals(program.start(), z);
        assertArrayEquals(new double[4], multipliers.lower());
        assertArrayEquals(new double[2], multipliers.constraints());
    }

    @Test
    void refusesAnUnknownOptionByName() {
        DenseProgram program = HockSchittkowski.hs71();
        NlpOptions options = new NlpOptions(1e-8, 100, INFINITY, Map.of("no_such_option", 1));
        UnknownOptionException thrown = assertThrows(
                UnknownOptionException.class,
                () -> solve(program, NlpStart.at(program.start()), null, options, IterationListener.SILENT));
        assertEquals("no_such_option", thrown.option());
        assertTrue(thrown.getMessage().contains("no_such_option"), thrown.getMessage());
    }

    @Test
    void saysWhichSolverAnswered() {
        SolverIdentity identity = solver().identity();
        assertFalse(identity.name().isBlank());
        assertFalse(identity.version().isBlank());
        assertEquals(identity, solve(HockSchittkowski.hs71()).solver());
    }
}
