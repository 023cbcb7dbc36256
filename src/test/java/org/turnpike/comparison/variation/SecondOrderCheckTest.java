package org.turnpike.comparison.variation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.comparison.ProblemText;
import org.turnpike.comparison.SampleSolutions;
import org.turnpike.comparison.variation.SecondOrderResult.Kind;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.nlp.ReducedHessian;
import org.turnpike.problem.Range;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.solve.DirectMethod;
import org.turnpike.verification.ExactTrajectory;
import org.turnpike.verification.ProblemBuilder;

/** Minima and saddles with known conjugate points. */
@Tag("slow")
class SecondOrderCheckTest {
    /**
     * ∫ u²/2 − ω² x²/2: x″ = −ω² x. Both ends fixed: conjugate points π/ω apart; free end: from x′(T) = 0 a quarter oscillation, π/(2ω),
     * away. ω = 1.
     */
    private static final String OSCILLATOR =
            """
            turnpike: 1
            time: {start: 0, end: %s}
            states:
              x: {start: 0%s, guess: 0}
            controls:
              u: {guess: 0}
            dynamics: {x: u}
            minimize: {integral: "u^2/2 - x^2/2"}
            transcription: {scheme: hermite-simpson, intervals: 40}
            """;

    @TempDir
    private Path folder;

    private DirectMethod.Outcome outcome(String text) {
        return ProblemText.solve(ProblemText.read(folder, text));
    }

    private static SecondOrderResult riccati(Solution solution) {
        return RiccatiTest.of(solution, CompiledFunction::new);
    }

    private static ReducedHessian reduced(DirectMethod.Outcome outcome) {
        return ReducedHessian.of(
                outcome.program(), outcome.point().z(), outcome.point().multipliers());
    }

    @ParameterizedTest
    @CsvSource({"3.1, MINIMUM", "3.2, SADDLE", "5, SADDLE"})
    void betweenFixedEndsConjugatePointsAreHalfAnOscillationApart(double horizon, Kind expected) {
        DirectMethod.Outcome outcome = outcome(String.format(Locale.ROOT, OSCILLATOR, horizon, ", end: 0"));
        SecondOrderResult result = riccati(outcome.solution());
        assertEquals(expected, result.kind(), result.reason());
        assertEquals(
                expected.name(),
                reduced(outcome).kind().name(),
                reduced(outcome).reason());
        assertEquals(1, result.legendreClebsch(), 1e-12);
        if (expected == Kind.SADDLE) {
            assertEquals(horizon - Math.PI, result.conjugateTime(), 0.01);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.5, MINIMUM", "1.65, SADDLE"})
    void fromAFreeEndTheyAreAQuarterAway(double horizon, Kind expected) {
        DirectMethod.Outcome outcome = outcome(String.format(Locale.ROOT, OSCILLATOR, horizon, ""));
        SecondOrderResult result = riccati(outcome.solution());
        assertEquals(expected, result.kind(), result.reason());
        assertEquals(
                expected.name(),
                reduced(outcome).kind().name(),
                reduced(outcome).reason());
        if (expected == Kind.SADDLE) {
            assertEquals(horizon - Math.PI / 2, result.conjugateTime(), 0.01);
        }
    }

    /** Two equal oscillators: the conjugate point is double, det X touches zero without a change of sign. */
    @Test
    void aDoubleConjugatePointIsNotMissed() {
        String text =
                """
                turnpike: 1
                time: {start: 0, end: 3.5}
                states:
                  x: {start: 0, end: 0, guess: 0}
                  y: {start: 0, end: 0, guess: 0}
                controls:
                  u: {guess: 0}
                  v: {guess: 0}
                dynamics: {x: u, y: v}
                minimize: {integral: "(u^2 + v^2 - x^2 - y^2)/2"}
                transcription: {scheme: hermite-simpson, intervals: 40}
                """;
        SecondOrderResult result = riccati(outcome(text).solution());
        assertEquals(Kind.SADDLE, result.kind(), result.reason());
        assertEquals(3.5 - Math.PI, result.conjugateTime(), 0.01);
    }

    /** By symmetry x = u = 0 satisfies the first-order conditions, where a direct solver started there stops; going to a well costs less. */
    @ParameterizedTest
    @CsvSource({"1, MINIMUM", "2, SADDLE"})
    void theRidgeBetweenTwoWellsIsASaddleIfThereIsTimeToLeaveIt(double horizon, Kind expected) {
        String text = String.format(Locale.ROOT, OSCILLATOR, horizon, "").replace("u^2/2 - x^2/2", "u^2 + (x^2 - 1)^2");
        DirectMethod.Outcome outcome = outcome(text);
        assertTrue(outcome.solution().status().solved(), outcome.solution().reason());
        assertEquals(horizon, outcome.solution().objective(), 1e-9);
        SecondOrderResult result =
                SecondOrderCheck.of(outcome.solution(), outcome.program(), outcome.point(), CompiledFunction::new);
        assertEquals(expected, result.kind(), result.reason());
        assertEquals(
                expected.name(),
                reduced(outcome).kind().name(),
                reduced(outcome).reason());
    }

    /** The start is free: leaving the top of x² cost −x₀² is possible at once. */
    @Test
    void freedomAtTheStartCounts() {
        String text = String.format(Locale.ROOT, OSCILLATOR, 1, "")
                .replace("start: 0,", "")
                .replace("u^2/2 - x^2/2\"", "u^2/2 + x^2/2\", initial: -x^2");
        SecondOrderResult result = riccati(outcome(text).solution());
        assertEquals(Kind.SADDLE, result.kind(), result.reason());
        String convex = text.replace("-x^2", "x^2 - x");
        assertEquals(Kind.MINIMUM, riccati(outcome(convex).solution()).kind());
    }

    /**
     * From 0 to 10 at the cost ∫ u²/2 + a − 2 b t: x = t, u = 1, p = −1 are an extremal with T = 10 for a − 20 b = 1/2, and
     * J(T) = 50/T + a T − b T² has its minimum there for b = 0, a maximum for b = 1/10.
     */
    @ParameterizedTest
    @CsvSource({"0.5, 0, MINIMUM", "2.5, 0.1, SADDLE"})
    void aFreeFinalTimeIsPartOfTheTest(double a, double b, Kind expected) {
        ProblemBuilder builder = new ProblemBuilder();
        builder.state("x", Range.FREE, Range.fixed(0), Range.fixed(10));
        var u = builder.control("u", Range.FREE);
        ExpressionGraph graph = builder.graph;
        builder.dynamics(u)
                .endTime(new Range(1, 100))
                .running(graph.sum(List.of(
                        graph.divide(graph.power(u, graph.constant(2)), graph.constant(2)),
                        graph.constant(a),
                        graph.multiply(graph.constant(-2 * b), builder.t))));
        Trajectory trajectory = ExactTrajectory.of(
                ExactTrajectory.uniform(10, 20),
                new double[] {0.5},
                (t, side) -> new double[] {t},
                (t, side) -> new double[] {1},
                (t, side) -> new double[] {1},
                (t, side) -> new double[] {-1});
        SecondOrderResult result = riccati(SampleSolutions.of(builder.build(), trajectory));
        assertEquals(expected, result.kind(), result.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lqr-hager", "lqr-riccati", "van-der-pol", "double-integrator-energy", "brachistochrone"})
    void smoothMinimaAreMinima(String name) {
        DirectMethod.Outcome outcome = ProblemText.solve(ProblemText.pack(name));
        SecondOrderResult result = riccati(outcome.solution());
        assertEquals(Kind.MINIMUM, result.kind(), result.reason());
        assertEquals(
                ReducedHessian.Kind.MINIMUM,
                reduced(outcome).kind(),
                reduced(outcome).reason());
    }

    /** Where H is affine in u, the Riccati equation does not exist, and the program's reduced Hessian decides. */
    @ParameterizedTest
    @ValueSource(strings = {"double-integrator-time", "nonsmooth-turnpike", "exponential-fuel", "bryson-denham"})
    void jumpsAndConstraintsAreLeftToTheReducedHessian(String name) {
        DirectMethod.Outcome outcome = ProblemText.solve(ProblemText.pack(name));
        assertEquals(Kind.UNDECIDED, riccati(outcome.solution()).kind());
        SecondOrderResult result =
                SecondOrderCheck.of(outcome.solution(), outcome.program(), outcome.point(), CompiledFunction::new);
        assertEquals("reduced Hessian", result.method());
        assertEquals(Kind.MINIMUM, result.kind(), result.reason());
    }
}
