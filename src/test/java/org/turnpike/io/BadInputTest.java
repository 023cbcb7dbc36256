package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.problem.InputException;

/** Whatever is wrong is one clear message that says where, quickly. */
@Timeout(value = 5, unit = TimeUnit.SECONDS)
class BadInputTest {
    @TempDir
    Path folder;

    private String message(Path file, String... overrides) {
        InputException e = assertThrows(
                InputException.class, () -> new ProblemReader(ProblemText.SCHEMES).read(file, List.of(overrides)));
        return e.getMessage().replace(folder + "/", "");
    }

    private String firstLine(String text) {
        return message(new ProblemText(text).in(folder)).lines().findFirst().orElseThrow();
    }

    @Test
    void theMessageShowsTheLineAndUnderlinesTheCulprit() {
        assertEquals(
                """
                problem.yaml:12:21: let.drag: unknown name 'bta'; did you mean 'beta'?
                     drag: Dc*v^2*exp(-bta*(h-1))
                                       ^^^""",
                message(ProblemText.GODDARD.with("beta*(h", "bta*(h").in(folder)));
    }

    /** One change to a good file, and what is said about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            textBlock =
                    """
                    lower: 0, upper: Tmax # lowr: 0 # 10:7: controls.u: unknown key 'lowr'; did you mean 'lower'?
                    dynamics: # dynamic: # 13:1: unknown key 'dynamic'; did you mean 'dynamics'?
                    path: # colour: # 18:1: unknown key 'colour'; expected one of turnpike, name, reference, constants, time, states, controls, integrals, parameters, let, dynamics, minimize, maximize, path, boundary, guess, transcription, solver, phases, link, points, learning, tables, data
                    u - drag # u - droag # 15:11: dynamics.v: unknown name 'droag'; did you mean 'drag'?
                    Dc*v^2 # Dc*w^2 # 12:12: let.drag: unknown name 'w'
                    exp(-beta # ex(-beta # 12:16: let.drag: unknown function 'ex'; did you mean 'exp'?
                    1/h^2 # 2h # 15:21: dynamics.v: missing operator between '2' and 'h'; did you mean 2*h?
                    1/h^2 # 2 h # 15:21: dynamics.v: missing operator between '2' and 'h'; did you mean 2*h?
                    v^2 # v**2 # 12:13: let.drag: unknown operator '**'; a power is written ^
                    (h-1)) # (h-1) # 12:19: let.drag: unbalanced '(': its ')' is missing
                    beta: 500, c: 0.5 # beta: 2*c, c: beta/2 # 3:39: constants.beta: 'beta' uses itself: beta -> c -> beta
                    drag: Dc*v^2*exp # drag: drag*exp # 12:9: let.drag: 'drag' uses itself: drag -> drag
                    {start: 1, lower: 1, guess: 1.01} # {start: 1, lower: {a: 1}} # 6:24: states.h.lower: expected a number, found a mapping of names to values
                    {start: 1, lower: 1, guess: 1.01} # 1 # 6:6: states.h: expected a mapping such as {start: 0, end: 1}, found a text
                    {start: 1, lower: 1, guess: 1.01} # {start: one} # 6:14: states.h.start: unknown name 'one'
                    {start: 1, lower: 1, guess: 1.01} # {start: [1, 2, 3]} # 6:14: states.h.start: expected a range [lower, upper], found 3 numbers; a vector is declared by size
                    {start: 1, lower: 1, guess: 1.01} # {start: u} # 6:14: states.h.start: the control 'u' has no value here: expected a number or constants
                    {start: 1, lower: 1, guess: 1.01} # {size: 2.5} # 6:13: states.h.size: expected a whole number from 1 to 10000, found 2.5
                    h: v # h: [v] # 14:6: dynamics.h: expected an expression, found a list
                    upper: Tmax # upper: .nan # 10:24: controls.u.upper: expected a finite number, found .nan
                    lower: 0, upper: Tmax # lower: .inf # 10:14: controls.u.lower: a lower bound cannot be +infinity
                    lower: 0, upper: Tmax # upper: -.inf # 10:14: controls.u.upper: an upper bound cannot be -infinity
                    Tmax: 3.5 # Tmax: .inf # 3:19: constants.Tmax: expected a finite number, found .inf
                    Tmax: 3.5 # Tmax: 1e999 # 3:19: constants.Tmax: the number is too large: the largest is 1.8e308
                    Tmax: 3.5 # Tmax: log(-1) # 3:19: constants.Tmax: log(-1) has no finite value
                    Tmax: 3.5 # Tmax: 1/(c - c) # 3:19: constants.Tmax: division by zero
                    Tmax: 3.5 # T: 3.5 # 3:13: constants.T: the name 'T' is taken: T is the length of the horizon, t(end) - t(start)
                    Tmax: 3.5 # h: 3.5 # 6:3: states.h: the name 'h' is taken: it is a constant in line 3
                    Tmax: 3.5 # sin: 3.5 # 3:13: constants.sin: the name 'sin' is taken: sin is a function
                    Tmax: 3.5 # T-max: 3.5 # 3:13: constants.T-max: 'T-max' is no name; a name has letters, digits and _ and does not begin with a digit
                    m: -u/c # mm: -u/c # 16:3: dynamics.mm: 'mm' is no state; did you mean 'm'?
                    m: -u/c # # 13:1: dynamics: the equation for the state 'm' is missing
                    lower: 0.6, upper: 1 # lower: 2, upper: 1 # 8:34: states.m.lower: the bounds are crossed: lower 2 is above upper 1
                    end: 0.6 # end: 0.5 # 8:22: states.m.end: the end value 0.5 of m is outside its bounds [0.6, 1]
                    m: {start: 1 # m: {start: 1.5 # 8:14: states.m.start: the start value 1.5 of m is outside its bounds [0.6, 1]
                    v: {start: 0 # h: {start: 0 # 7:3: the key 'h' stands here twice, first in line 6
                    h: v # h: |v| # 14:7: this is not valid YAML: expected chomping or indentation indicators, but found v(118); a text that begins with | or > needs quotes, and an absolute value is written abs(x)
                    h: v # h: *v # 14:6: the alias *v has no anchor &v before it; a text that begins with * needs quotes
                    h: v # h: !!java/object v # 14:6: a tag such as tag:yaml.org,2002:java/object has no meaning here; remove it, or quote a text with !
                    h: v # h: v(end) # 14:6: dynamics.h: v(end) has no value here: it may stand in initial, final and boundary only
                    name: Goddard # name: a: b # 2:8: this is not valid YAML: mapping values are not allowed here; is a line above indented differently, or does a text with ': ' lack its quotes?
                    {final: h} # {final: h[1]} # 17:20: this is not valid YAML: expected ',' or '}', but got [; is a bracket not closed, or does a text with [ ] { } or , lack its quotes?
                    {final: h} # {final: h*u} # 17:21: maximize.final: the control 'u' has no value at an end: it may jump there; use it in integral, path or dynamics
                    {final: h} # {finale: h} # 17:12: maximize: unknown key 'finale'; did you mean 'final'?
                    {final: h} # {} # 17:11: maximize: nothing to optimise: expected initial, final or integral, as in {integral: u^2}
                    {final: h} # h # 17:11: maximize: expected a mapping such as {final: x} or {integral: u^2}, found a text
                    maximize: {final: h} # # 1:1: the key 'minimize' or 'maximize' is missing, as in minimize: {integral: u^2}
                    - v <= 0.2 # - v < 0.2 # 19:7: path[1]: a strict inequality has no meaning for an optimum; write <=
                    - v <= 0.2 # - v # 19:5: path[1]: a constraint needs a comparison: <=, >= or ==
                    - v <= 0.2 # - 3 <= 2 # 19:5: path[1]: this never holds, whatever the unknowns: 3 <= 2
                    - v <= 0.2 # - 3 <= v <= 2 # 19:5: path[1]: no value can satisfy this: the outer sides are 3 and 2
                    - v <= 0.2 # - 0 <= v >= 2 # 19:5: path[1]: the comparisons of a chain must point one way, as in 0 <= x <= 1
                    - v <= 0.2 # - [v, 1] # 19:5: path[1]: expected a constraint, as in x <= 1, found a list
                    - v <= 0.2 # [max(v, u) <= 1] # 19:7: path[1]: unbalanced '(': its ')' is missing; inside [ ] and { } a text with a comma needs quotes
                    {h: "1 + 0.01*t/T"} # {h: log(t)} # 20:12: guess.h: the guess has no finite value at t = 0: in log(t), t = 0
                    guess: 0.2 # guess: 2 # 4:66: time.end.guess: the guess 2 is outside the bounds [0.01, 1]
                    turnpike: 1 # turnpike: 2 # 1:11: turnpike: unknown format version '2'; this is version 1
                    turnpike: 1 # version: 1 # 1:1: unknown key 'version'; expected one of turnpike, name, reference, constants, time, states, controls, integrals, parameters, let, dynamics, minimize, maximize, path, boundary, guess, transcription, solver, phases, link, points, learning, tables, data
                    """)
    void oneChangeToAGoodFile(String old, String replacement, String expected) {
        String text = ProblemText.GODDARD
                .with(old, replacement == null ? "" : replacement)
                .text();
        assertEquals("problem.yaml:" + expected, firstLine(text));
    }

    /** One line more at the end of a good file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            textBlock =
                    """
                    boundary: ["x >= 1"] # 10:13: boundary[1]: which end does 'x' mean? write x(start) or x(end)
                    boundary: ["t >= 1"] # 10:13: boundary[1]: which end does 't' mean? write t(start) or t(end)
                    boundary: ["u(end) >= 1"] # 10:13: boundary[1]: the control 'u' has no value at an end: it may jump there; use it in integral, path or dynamics
                    guess: {q: 1} # 10:9: guess: unknown key 'q'; expected one of x, u, csv, solution
                    guess: {u: 5} # 10:12: guess.u: the guess 5 is outside the bounds [-1, 1]
                    guess: {x: 2*u} # 10:14: guess.x: the control 'u' has no value here: a guess may use t, T and constants
                    guess: {x: [1, 2]} # 10:12: guess.x: expected one value, found a list of 2
                    transcription: {scheme: hermite-simson} # 10:25: transcription.scheme: unknown scheme 'hermite-simson'; did you mean 'hermite-simpson'?
                    transcription: {scheme: magic} # 10:25: transcription.scheme: unknown scheme 'magic'; expected one of euler, hermite-simpson, radau-3, trapezoid
                    transcription: {intervals: 0} # 10:28: transcription.intervals: expected a whole number from 1 to 10000000, found 0
                    transcription: {intervals: 1.5} # 10:28: transcription.intervals: expected a whole number from 1 to 10000000, found 1.5
                    transcription: {mesh: [0, 0.7, 0.5, 1]} # 10:32: transcription.mesh[3]: the fractions of a mesh must increase; 0.5 follows 0.7
                    transcription: {mesh: [0, 0.5]} # 10:23: transcription.mesh: the fractions of a mesh must go from 0 to 1, as in [0, 0.5, 1]
                    transcription: {mesh: [0, 1], intervals: 2} # 10:42: transcription.intervals: the mesh has 1 intervals, not 2; leave out one of the two
                    transcription: {refine: yes} # 10:25: transcription.refine: expected off or a mapping such as {tolerance: 1e-6, meshes: 15, intervals: 5000}
                    solver: {nlp: snopt} # 10:15: solver.nlp: unknown solver 'snopt'; expected auto or ipopt
                    solver: {nlp: both} # 10:15: solver.nlp: the solver 'both' is not supported by this version; expected auto or ipopt
                    solver: {tolerance: -1} # 10:21: solver.tolerance: expected a positive number, found -1
                    solver: {tolerance: 2} # 10:21: solver.tolerance: expected a tolerance below 1, found 2
                    solver: {timeLimit: 0} # 10:21: solver.timeLimit: expected a positive number, found 0
                    solver: {method: shooting} # 10:10: solver.method: a problem with states and dynamics of its own is solved by collocation; a method can be chosen for networks only (section learning)
                    solver: {continuation: {of: constants.a}} # 10:10: solver.continuation: the key 'values' is missing, as in values: [1, 2, 3]
                    solver: {options: [1]} # 10:19: solver.options: expected a mapping such as {max_iter: 500}, found a list
                    learning: {lambda: 1} # 10:1: learning: a learning problem; this command takes classical ones only in this version
                    phases: [] # 10:9: phases: there are no phases; expected a list, as in phases: [{name: boost, time: {end: 10}}, {name: coast, time: {end: 20}}]
                    integrals: {fuel: {of: u}} # 10:19: integrals.fuel: the integral has no bounds; expected lower, upper or both, as in {of: u, upper: 1}
                    integrals: {fuel: {upper: 1}} # 10:13: integrals.fuel: the key 'of' is missing, as in {of: u, upper: 1}
                    reference: {tolerance: 1} # 10:1: reference: the key 'objective' is missing, as in reference: {objective: 1.5}
                    maximize: {final: x} # 10:1: maximize: a problem has minimize or maximize, not both
                    parameters: {p: {start: 1}} # 10:17: parameters.p: a parameter has no start or end value; it has lower, upper, guess and size
                    let: {a: b, b: c, c: a} # 10:10: let.a: 'a' uses itself: a -> b -> c -> a
                    let: {a: x + wrong} # 10:14: let.a: unknown name 'wrong'
                    """)
    void oneLineMore(String line, String expected) {
        assertEquals(
                "problem.yaml:" + expected,
                firstLine(ProblemText.SMALL.plus(line + "\n").text()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            textBlock =
                    """
                    end: 2 # end: -1 # 2:23: time.end: the end, -1, is not after the start, 0
                    end: 2 # end: 0 # 2:23: time.end: the end, 0, is not after the start, 0
                    end: 2 # end: {free: true, lower: 3, upper: 2} # 2:43: time.end.lower: the bounds are crossed: lower 3 is above upper 2
                    end: 2 # end: {free: false} # 2:30: time.end.free: expected true; a fixed time is written as a number, as in end: 10
                    end: 2 # end: T # 2:23: time.end: 'T' has no value here: expected a number or constants
                    , end: 2 # ~~ # 2:1: time: the key 'end' is missing, as in time: {start: 0, end: 10} or {start: 0, end: {free: true, lower: 1, upper: 20}}
                    """)
    void wrongTimes(String old, String replacement, String expected) {
        assertEquals(
                "problem.yaml:" + expected,
                firstLine(ProblemText.SMALL.with(old, replacement).text()));
    }

    @Test
    void emptyDynamicsAndStates() {
        String text = ProblemText.SMALL.text();
        assertEquals(
                "problem.yaml:7:1: dynamics: the dynamics are missing: one equation for each state, as in dynamics: {x: u}",
                firstLine(text.replace("dynamics:\n  x: u", "dynamics: {}")));
        assertEquals(
                "problem.yaml:1:1: the dynamics are missing: one equation for each state, as in dynamics: {x: u}",
                firstLine(text.replace("dynamics:\n  x: u\n", "")));
        assertEquals(
                "problem.yaml:3:1: states: the problem has no states; it needs one at least, as in states: {x: {start: 0}}",
                firstLine(text.replace("states:\n  x: {start: 1}", "states: {}")));
    }

    @Test
    void wrongOverrides() {
        Path file = ProblemText.SMALL.in(folder);
        assertEquals("--set x: expected path.to.key=value, as in --set constants.Tmax=4", message(file, "x"));
        assertEquals("--set =1: expected path.to.key=value, as in --set constants.Tmax=4", message(file, "=1"));
        assertEquals("--set a..b=1: expected path.to.key=value, as in --set constants.Tmax=4", message(file, "a..b=1"));
        assertEquals("--set state.x=1: unknown key 'state'; did you mean 'states'?", message(file, "state.x=1"));
        assertEquals(
                "--set states.x.lowr=1: states.x: unknown key 'lowr'; did you mean 'lower'?",
                message(file, "states.x.lowr=1"));
        assertEquals(
                "--set time.end.guess=1: time.end is a single value and has no key 'guess'",
                message(file, "time.end.guess=1"));
        assertEquals(
                "--set time.end=2x: time.end: missing operator between '2' and 'x'; did you mean 2*x?",
                message(file, "time.end=2x"));
        assertEquals(
                "--set time.end=[1: this is not valid YAML: expected ',' or ']', but got <stream end>; "
                        + "is a bracket not closed, or does a text with [ ] { } or , lack its quotes?",
                message(file, "time.end=[1"));
        assertEquals(
                "--set path.2=x <= 1: path is a list with the items 1 to 1, it has no '2'",
                message(ProblemText.GODDARD.in(folder), "path.2=x <= 1"));
    }

    @Test
    void filesThatCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("goddard.yaml"), "");
        assertEquals("godard.yaml: no such file; did you mean 'goddard.yaml'?", message(folder.resolve("godard.yaml")));
        assertEquals("goddard: no such file; did you mean 'goddard.yaml'?", message(folder.resolve("goddard")));
        assertEquals("absent.txt: no such file", message(folder.resolve("absent.txt")));
        assertEquals(
                folder.getFileName() + ": this is a directory; expected a file such as goddard.yaml",
                message(folder).replace(folder.getParent() + "/", ""));
        assertEquals(
                "goddard.yaml: the file is empty; a problem file begins with turnpike: 1",
                message(folder.resolve("goddard.yaml")));
        assertTrue(message(folder.resolve("none/x.yaml")).endsWith("none does not exist either"));
    }

    @Test
    void textsThatAreNoProblem() throws IOException {
        assertEquals("problem.yaml: the file is empty; a problem file begins with turnpike: 1", firstLine("# only\n"));
        assertEquals(
                "problem.yaml:1:1: expected a mapping of keys to values that begins with turnpike: 1",
                firstLine("- a\n"));
        assertEquals(
                "problem.yaml:2:1: this is not valid YAML: a tab stands here; indent with spaces",
                firstLine("a:\n\tb: 1\n"));
        assertEquals(
                "problem.yaml:1:4: the control character U+0000 has no place in a text file", firstLine("a: \u0000\n"));
        assertEquals(
                "problem.yaml:10:1: a second document begins here; a problem file holds one",
                firstLine(ProblemText.SMALL.text() + "---\n" + ProblemText.SMALL.text()));
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "a: 1\nname: Schrödinger".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("latin.yaml:2:11: the file is not UTF-8 text; save it in that encoding", message(latin));
    }

    @Test
    void aFileOf100Megabytes() throws IOException {
        Path file = folder.resolve("large.yaml");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(100_000_000);
        }
        assertEquals("large.yaml: the file has 100 MB; the largest that is read has 1 MB", message(file));
    }

    @Test
    void aBillionLaughs() {
        StringBuilder text = new StringBuilder("a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (char c = 'b'; c <= 'j'; c++) {
            text.append(c).append(": &").append(c).append(" [");
            text.append(("*" + (char) (c - 1) + ", ").repeat(10)).append("]\n");
        }
        assertEquals(
                "problem.yaml:6:4: more than 200000 values, those repeated by aliases included",
                firstLine(text.toString()));
        assertEquals(
                "problem.yaml:1:8: the alias *a has no anchor &a before it; a text that begins with * needs quotes",
                firstLine("a: &a [*a]\n"));
    }

    @Test
    void deepNesting() {
        assertEquals("problem.yaml:1:67: nested deeper than 64 levels", firstLine("a: " + "[".repeat(100_000)));
        assertEquals("problem.yaml:1:253: nested deeper than 64 levels", firstLine("a: " + "{a: ".repeat(100_000)));
        assertEquals("problem.yaml:1:129: nested deeper than 64 levels", firstLine("- ".repeat(500_000)));
        assertEquals(
                "problem.yaml:8:206: dynamics.x: nested deeper than 200 levels; name the parts under let",
                firstLine(ProblemText.SMALL
                        .with("x: u", "x: " + "(".repeat(5000) + "u" + ")".repeat(5000))
                        .text()));
    }

    @Test
    void aLongChainOfNamesIsNoDeepRecursion() {
        StringBuilder text = new StringBuilder(ProblemText.SMALL.text()).append("let:\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("  a").append(i).append(": a").append(i + 1).append(" + 1\n");
        }
        text.append("  a10000: x + wrong\n");
        assertEquals("problem.yaml:10011:15: let.a10000: unknown name 'wrong'", firstLine(text.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "x",
        "[",
        "'\"x'",
        "'x: '",
        "'- '",
        "'a: [x, '",
        "'{a: '",
        "'x\n'",
        "'a: 1 # '",
        "'&a '",
        "'? '",
        "'''x'"
    })
    void aMegabyteOfAnything(String piece) {
        String text = piece.repeat(999_000 / piece.length());
        assertTrue(firstLine(text).startsWith("problem.yaml:"));
    }
}
