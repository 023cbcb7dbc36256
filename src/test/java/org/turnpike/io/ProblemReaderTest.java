package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.expression.Expression;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.Range;
import org.turnpike.problem.Reference;
import org.turnpike.problem.SolverSettings;
import org.turnpike.problem.TranscriptionSettings;

class ProblemReaderTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @TempDir
    Path folder;

    private OptimalControlProblem problem(ProblemText text, String... overrides) {
        return text.read(folder, overrides).problem();
    }

    private static List<String> texts(List<Expression> expressions) {
        return expressions.stream().map(Expression::toString).toList();
    }

    @Test
    void goddardAsAWhole() {
        ProblemFile file = ProblemText.GODDARD.read(folder);
        OptimalControlProblem p = file.problem();
        assertEquals("Goddard rocket", p.name());
        assertEquals(folder.resolve("problem.yaml"), file.path());
        assertEquals(new Range(0.01, 1), p.horizon().end());
        assertEquals(Range.fixed(0), p.horizon().start());
        assertEquals(0.2, p.horizon().endGuess());
        assertEquals(
                List.of("h", "v", "m"), p.states().stream().map(s -> s.name()).toList());
        assertEquals(new Range(1, INF), p.states().get(0).bounds());
        assertEquals(Range.fixed(1), p.states().get(0).start());
        assertEquals(Range.FREE, p.states().get(0).end());
        assertEquals(Range.fixed(0.6), p.states().get(2).end());
        assertEquals(new Range(0, 3.5), p.controls().get(0).bounds());
        assertFalse(p.controls().get(0).auxiliary());
        assertEquals(List.of("v", "(u - 310*v^2*exp((-500)*(h - 1)))/m - 1/h^2", "-(u/0.5)"), texts(p.dynamics()));
        assertTrue(p.objective().maximize());
        assertSame(p.states().get(0).atEnd(), p.objective().endpoint());
        assertTrue(p.objective().running().is(0));
        assertEquals(
                List.of("v <= 0.2"), p.path().stream().map(PathConstraint::name).toList());
        assertEquals(Map.of("Tmax", 3.5, "Dc", 310.0, "beta", 500.0, "c", 0.5), p.constants());
        assertNull(p.reference());
        assertEquals(TranscriptionSettings.DEFAULT, file.transcription());
        assertEquals(SolverSettings.DEFAULT, file.solver());
        assertEquals(1.005, p.guess().states().get(0).at(0.1, 0, 0.2), 1e-15);
        assertEquals(0.8, p.guess().states().get(2).at(0.1, 0, 0.2), 1e-15);
        assertEquals(1.75, p.guess().controls().get(0).at(0.1, 0, 0.2));
    }

    @Test
    void theFileNamesAProblemWithoutName() {
        assertEquals("problem", problem(ProblemText.SMALL).name());
    }

    @Test
    void numbersMayBeExpressionsOfConstantsInAnyOrder() {
        OptimalControlProblem p = problem(ProblemText.SMALL
                .plus("constants: {a: 2*b, b: pi/4, lot: [1, a]}\n")
                .with("end: 2", "end: a")
                .with("start: 1", "start: \"lot[2] - 2*b + 1/2\"")
                .with("lower: -1, upper: 1", "lower: -a, upper: .inf"));
        assertEquals(Math.PI / 2, p.horizon().endGuess());
        assertEquals(Range.fixed(0.5), p.states().get(0).start());
        assertEquals(new Range(-Math.PI / 2, INF), p.controls().get(0).bounds());
        assertEquals(Map.of("a", Math.PI / 2, "b", Math.PI / 4, "lot[1]", 1.0, "lot[2]", Math.PI / 2), p.constants());
    }

    @Test
    void namedExpressionsMeanWhatTheirPlaceSays() {
        OptimalControlProblem p = problem(ProblemText.SMALL
                .plus("let: {energy: half*x^2, half: 1/2}\nboundary: [energy(end) <= energy(start)]\n")
                .with("{integral: x^2}", "{initial: energy, final: 3*energy, integral: energy*u^2}"));
        assertEquals("0.5*x(start)^2 + 1.5*x(end)^2", p.objective().endpoint().toString());
        assertEquals("0.5*x^2*u^2", p.objective().running().toString());
        assertEquals(
                "0.5*x(end)^2 - 0.5*x(start)^2", p.boundary().get(0).function().toString());
        assertEquals(new Range(-INF, 0), p.boundary().get(0).range());
        assertEquals("energy(end) <= energy(start)", p.boundary().get(0).name());
    }

    @Test
    void timeAtItsPlaces() {
        ProblemText free = ProblemText.SMALL
                .with("{start: 0, end: 2}", "{start: {free: true, lower: -1, upper: 1}, end: {free: true, upper: 9}}")
                .with("{integral: x^2}", "{initial: t, final: t*T, integral: t/T}");
        OptimalControlProblem p = problem(free);
        assertEquals(
                "t(start) + t(end)*(t(end) - t(start))",
                p.objective().endpoint().toString());
        assertEquals("t/(t(end) - t(start))", p.objective().running().toString());
        assertEquals(new Range(-1, 9), p.horizon().end());
        assertEquals(0, p.horizon().startGuess());
        assertEquals(4.5, p.horizon().endGuess());
        OptimalControlProblem fixed = problem(ProblemText.SMALL.with("{integral: x^2}", "{final: t*T, integral: t/T}"));
        assertTrue(fixed.objective().endpoint().is(4));
        assertEquals("t/2", fixed.objective().running().toString());
    }

    @Test
    void guessOfAFreeEndTime() {
        assertEquals(
                1,
                problem(ProblemText.SMALL.with("end: 2", "end: free")).horizon().endGuess());
        assertEquals(
                200,
                problem(ProblemText.SMALL.with("end: 2", "end: {free: true, lower: 100}"))
                        .horizon()
                        .endGuess());
        assertEquals(
                5,
                problem(ProblemText.SMALL.with("end: 2", "end: [4, 6]"))
                        .horizon()
                        .endGuess());
    }

    @Test
    void constraintsBecomeFunctionsAndRanges() {
        OptimalControlProblem p = problem(
                ProblemText.SMALL.plus(
                        """
                path:
                  - 0 <= x+u <= 1
                  - x <= 2*u
                  - 2 >= x
                  - x*u == 3
                  - -u <= x <= 2
                  - 1 <= 2
                boundary: ["x(end) - x(start) >= 0", "x(end) = 1"]
                """));
        List<String> shown = p.path().stream()
                .map(c -> c.name() + " : " + c.function() + " " + c.range())
                .toList();
        assertEquals(
                List.of(
                        "0 <= x+u <= 1 : x + u Range[lower=0.0, upper=1.0]",
                        "x <= 2*u : x - 2*u Range[lower=-Infinity, upper=0.0]",
                        "2 >= x : x Range[lower=-Infinity, upper=2.0]",
                        "x*u == 3 : x*u Range[lower=3.0, upper=3.0]",
                        "-u <= x : -u - x Range[lower=-Infinity, upper=0.0]",
                        "x <= 2 : x Range[lower=-Infinity, upper=2.0]"),
                shown);
        assertEquals("x(end) - x(start)", p.boundary().get(0).function().toString());
        assertEquals(new Range(0, INF), p.boundary().get(0).range());
        assertEquals(Range.fixed(1), p.boundary().get(1).range());
    }

    @Test
    void integralsParametersAndRanges() {
        OptimalControlProblem p = problem(ProblemText.SMALL
                .plus("integrals: {fuel: {of: u^2, upper: 15}}\nparameters: {p: {lower: 1, upper: 3}, q: }\n")
                .with("x: {start: 1}", "x: {start: [0, 1], end: {lower: 2}, lower: 0}")
                .with("x: u", "x: p*u + q"));
        assertEquals("fuel", p.integrals().get(0).name());
        assertEquals("u^2", p.integrals().get(0).integrand().toString());
        assertEquals(new Range(-INF, 15), p.integrals().get(0).range());
        assertEquals(new Range(1, 3), p.parameters().get(0).bounds());
        assertEquals(Range.FREE, p.parameters().get(1).bounds());
        assertArrayEquals(new double[] {2, 0.1}, p.guess().parameters());
        assertEquals(new Range(0, 1), p.states().get(0).start());
        assertEquals(new Range(2, INF), p.states().get(0).end());
    }

    @Test
    void vectorsBecomeComponents() {
        OptimalControlProblem p = problem(
                new ProblemText(
                        """
                turnpike: 1
                constants: {n: 2}
                time: {end: 1}
                states:
                  x: {size: n, start: [0, 1], lower: [-1, -2], upper: 5, guess: [0.5, t]}
                  v: {size: 2, end: {lower: [0, 1], upper: 3}, start: 2}
                controls:
                  u: {size: 2, upper: 1}
                dynamics:
                  x: v
                  v: ["u[1]", "u[2] - x[1]"]
                minimize: {integral: "dot(u, u)", final: "norm(x)"}
                path: ["x <= 4", "u <= v", "x[2] + u[1] >= -9"]
                guess: {"v[2]": 7}
                """));
        assertEquals(
                List.of("x[1]", "x[2]", "v[1]", "v[2]"),
                p.states().stream().map(s -> s.name()).toList());
        assertEquals(new Range(-2, 5), p.states().get(1).bounds());
        assertEquals(Range.fixed(1), p.states().get(1).start());
        assertEquals(Range.fixed(2), p.states().get(3).start());
        assertEquals(new Range(1, 3), p.states().get(3).end());
        assertEquals(List.of("v[1]", "v[2]", "u[1]", "u[2] - x[1]"), texts(p.dynamics()));
        assertEquals("sqrt(x[1](end)^2 + x[2](end)^2)", p.objective().endpoint().toString());
        assertEquals(
                List.of("x <= 4 [1]", "x <= 4 [2]", "u <= v [1]", "u <= v [2]", "x[2] + u[1] >= -9"),
                p.path().stream().map(PathConstraint::name).toList());
        assertEquals(0.5, p.guess().states().get(0).at(0.25, 0, 1));
        assertEquals(0.25, p.guess().states().get(1).at(0.25, 0, 1));
        assertEquals(7, p.guess().states().get(3).at(0.25, 0, 1));
    }

    @Test
    void settings() {
        ProblemFile file = ProblemText.SMALL
                .plus(
                        """
                        reference: {objective: 2*pi, tolerance: 1e-5, source: "a book, page 3"}
                        transcription: {scheme: radau-3, mesh: [0, 1/4, 1], refine: off}
                        solver:
                          nlp: ipopt
                          tolerance: 1e-9
                          timeLimit: 60
                          options: {max_iter: 500, mu_init: 1e-2, linear_solver: mumps, print_user_options: true, name: "12"}
                        """)
                .read(folder);
        assertEquals(
                new Reference(2 * Math.PI, 1e-5, "a book, page 3"),
                file.problem().reference());
        assertEquals("radau-3", file.transcription().scheme());
        assertEquals(2, file.transcription().intervals());
        assertArrayEquals(new double[] {0, 0.25, 1}, file.transcription().mesh());
        assertEquals(
                new SolverSettings(
                        "ipopt",
                        1e-9,
                        60,
                        Map.of(
                                "max_iter", 500,
                                "mu_init", 0.01,
                                "linear_solver", "mumps",
                                "print_user_options", "yes",
                                "name", "12")),
                file.solver());
    }

    @Test
    void aliasesAreFollowed() {
        OptimalControlProblem p = problem(ProblemText.SMALL
                .with("u: {lower: -1, upper: 1}", "u: &box {lower: -1, upper: 1}\n  w: *box")
                .with("x: u", "x: u + w"));
        assertEquals(new Range(-1, 1), p.controls().get(1).bounds());
    }

    @Test
    void overridesReplaceBranches() {
        OptimalControlProblem p = problem(
                ProblemText.GODDARD,
                "constants.Tmax=4*c",
                "states.h.upper=1.5",
                "time.end=0.3",
                "path.1=v <= 0.1",
                "name=\"a: b\"",
                "reference.objective=2",
                "guess=");
        assertEquals(new Range(0, 2), p.controls().get(0).bounds());
        assertEquals(new Range(1, 1.5), p.states().get(0).bounds());
        assertEquals(Range.fixed(0.3), p.horizon().end());
        assertEquals(new Range(-INF, 0.1), p.path().get(0).range());
        assertEquals("a: b", p.name());
        Reference reference = p.reference();
        assertNotNull(reference);
        assertEquals(2, reference.objective());
        assertEquals(1.01, p.guess().states().get(0).at(0, 0, 0.3));
    }
}
