package org.turnpike.comparison.steady;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.comparison.ProblemText;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.solution.Solution;

/** Static optima and rates against closed forms; what is not a turnpike is not called one. */
@Tag("slow")
class TurnpikeEstimateTest {
    private static Solution solution(String name, String... overrides) {
        return ProblemText.solve(ProblemText.pack(name, overrides)).solution();
    }

    private static TurnpikeEstimate estimate(Solution solution) {
        TurnpikeEstimate estimate = TurnpikeEstimate.of(solution, new IpoptSolver(), CompiledFunction::new);
        assertNotNull(estimate);
        return estimate;
    }

    /** x̄ = (1, 0), ū = 1, p̄ = (0, −2), λ⁴ + λ² + 2 = 0. */
    @Test
    void aLinearQuadraticTurnpikeHasItsClosedForm() {
        TurnpikeEstimate estimate = estimate(solution("lqr-turnpike"));
        double mu = Math.sqrt((2 * Math.sqrt(2) - 1) / 4);
        assertEquals(2, estimate.optimum().cost(), 1e-8);
        assertArrayEquals(new double[] {1, 0}, estimate.optimum().state(), 1e-7);
        assertArrayEquals(new double[] {1}, estimate.optimum().control(), 1e-7);
        assertArrayEquals(new double[] {0, -2}, estimate.optimum().costate(), 1e-7);
        assertEquals(mu, estimate.linearization().rate(), 1e-9);
        assertEquals(4, estimate.linearization().eigenvalues().length);
        for (double[] value : estimate.linearization().eigenvalues()) {
            assertEquals(mu, Math.abs(value[0]), 1e-9);
            assertEquals(Math.sqrt((2 * Math.sqrt(2) + 1) / 4), Math.abs(value[1]), 1e-9);
        }
        assertEquals(mu, estimate.entry(), 0.02 * mu);
        assertEquals(mu, estimate.exit(), 0.02 * mu);
        assertTrue(estimate.turnpike(), estimate.sentence());
        assertTrue(estimate.share() > 0.7 && estimate.share() < 0.8, () -> "share " + estimate.share());
    }

    /** The constants do not grow with the horizon: that is the turnpike property. */
    @Test
    void theConstantsDoNotDependOnTheHorizon() {
        double[] shorter = estimate(solution("lqr-turnpike", "time.end=20", "transcription.intervals=40"))
                .constants();
        double[] longer = estimate(solution("lqr-turnpike")).constants();
        for (int i = 0; i < 3; i++) {
            // Oscillating tails are sampled at the nodes only.
            assertEquals(shorter[i], longer[i], 1e-2 * shorter[i]);
        }
    }

    /** x′ = −x³ + u about 0: x′ = −p, p′ = −x, μ = 1. */
    @Test
    void theHypersensitiveProblemHasTheRateOfItsLinearisation() {
        TurnpikeEstimate estimate = estimate(solution("hypersensitive"));
        assertEquals(1, estimate.linearization().rate(), 1e-9);
        assertEquals(1, estimate.entry(), 0.01);
        assertEquals(1, estimate.exit(), 0.01);
        assertTrue(estimate.turnpike(), estimate.sentence());
    }

    @Test
    void aSingularTurnpikeIsMetExactly() {
        TurnpikeEstimate estimate = estimate(solution("nonsmooth-turnpike"));
        assertEquals(Linearization.Kind.SINGULAR, estimate.linearization().kind());
        assertTrue(Double.isNaN(estimate.linearization().rate()));
        assertTrue(estimate.turnpike(), estimate.sentence());
        assertArrayEquals(new double[] {1, 1.5}, estimate.stay(), 0.051);
    }

    @ParameterizedTest
    @CsvSource({
        "lqr-hager, the horizon is 1.* times 1/mu: too short.*",
        "lqr-riccati, the horizon is 3.38 times 1/mu: too short.*",
        "double-integrator-energy, The Hamiltonian matrix has eigenvalues on the imaginary axis.*"
    })
    void whatIsNoTurnpikeIsNotCalledOne(String name, String sentence) {
        TurnpikeEstimate estimate = estimate(solution(name));
        assertFalse(estimate.turnpike());
        assertTrue(estimate.sentence().matches(sentence), estimate.sentence());
    }

    /** The same trajectory about another point: it never comes there. */
    @Test
    void aTrajectoryElsewhereFails() {
        Solution solution = solution("lqr-turnpike");
        TurnpikeEstimate right = estimate(solution);
        StaticOptimum o = right.optimum();
        StaticOptimum wrong = new StaticOptimum(
                o.cost(),
                new double[] {1.1, 0},
                o.control(),
                o.costate(),
                o.active(),
                o.saturated(),
                o.starts(),
                o.found());
        TurnpikeEstimate estimate = TurnpikeEstimate.of(solution, wrong, right.linearization());
        assertFalse(estimate.turnpike(), estimate.sentence());
        assertTrue(estimate.sentence().endsWith("too large for a turnpike"), estimate.sentence());
    }

    @ParameterizedTest
    @CsvSource({
        "double-integrator-time, the horizon is not fixed",
        "catalyst-mixing, there is no running cost",
        "hull-parameter, there is no control"
    })
    void theQuestionDoesNotAlwaysArise(String name, String why) {
        assertEquals(why, TurnpikeEstimate.obstacle(ProblemText.pack(name).problem()));
        assertNull(TurnpikeEstimate.obstacle(ProblemText.pack("lqr-turnpike").problem()));
    }
}
