package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.InputException;
import org.turnpike.problem.MultiphaseProblem;
import org.turnpike.problem.ProblemFile;

class PhasesReaderTest {
    private static final ProblemText ROCKET = new ProblemText(
            """
            turnpike: 1
            constants: {c: 1, drop: 2}
            states: {v: {start: 0}, m: {start: 10}}
            controls: {u: {lower: 0, upper: 1}}
            dynamics: {v: c*u/m, m: -u}
            maximize: {final: v}
            phases:
              - name: first
                time: {end: 4}
                states: {m: {end: 6}}
              - name: second
                time: {end: {free: true, upper: 40}}
                constants: {c: 3}
                path: [m >= 1]
            link: ["second.m(start) == first.m(end) - drop"]
            """);
    private static final ProblemText GATE = new ProblemText(
            """
            turnpike: 1
            time: {start: 0, end: 1}
            states: {x: {start: 1}}
            controls: {u: {}}
            dynamics: {x: u}
            minimize: {integral: u^2}
            points: ["x(0.5) == 2"]
            """);

    @TempDir
    Path folder;

    private ProblemFile read(ProblemText text) {
        return new ProblemReader(ProblemText.SCHEMES).read(text.in(folder), List.of());
    }

    @Test
    void topLevelHoldsInEveryPhaseAndAPhasePrevails() {
        MultiphaseProblem problem = read(ROCKET).phases().phases();
        var first = problem.phases().get(0).problem();
        var second = problem.phases().get(1).problem();
        assertEquals(1, first.constants().get("c"));
        assertEquals(3, second.constants().get("c"));
        assertEquals(0, first.states().get(0).start().lower());
        assertTrue(second.states().get(0).start().isFree(), "start is that of the first phase");
        assertEquals(1, second.path().size());
        assertEquals(0, first.path().size());
        assertTrue(problem.phases().get(1).follows());
        // v is continuous by itself; m is spoken of.
        assertEquals(
                List.of("second.m(start) == first.m(end) - drop", "second.v(start) == first.v(end)"),
                problem.links().stream().map(BoundaryConstraint::name).toList());
    }

    @Test
    void unknownsAreNamedByPhase() {
        var stacked = read(ROCKET).problem();
        assertEquals(
                List.of("v (phase first)", "m (phase first)", "v (phase second)", "m (phase second)"),
                stacked.states().stream().map(s -> s.name()).toList());
        assertEquals(
                List.of("duration (phase second)"),
                stacked.parameters().stream().map(p -> p.name()).toList());
    }

    private String firstLine(ProblemText text) {
        InputException e = assertThrows(InputException.class, () -> read(text));
        return e.getMessage().replace(folder + "/", "").lines().findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            textBlock =
                    """
                    first.m(end) # frist.m(end) # 15:28: link[1]: unknown phase 'frist'; did you mean 'first'?
                    first.m(end) # first.n(end) # 15:28: link[1]: the phase 'first' has no 'n'
                    first.m(end) # first.m # 15:28: link[1]: which end does 'm' mean? write m(start) or m(end)
                    first.m(end) # first.u(end) # 15:28: link[1]: the control 'u' has no value at an end: it may jump there; use it in integral, path or dynamics
                    name: second # name: first # 11:11: phases[2].name: there is a phase 'first' already
                    name: second # nmae: second # 11:5: phases[2]: unknown key 'nmae'; did you mean 'name'?
                    c: 3 # c: 3*k # 13:22: phase second.constants.c: unknown name 'k'
                    path: [m >= 1] # path: [mm >= 1] # 14:12: phase second.path[1]: unknown name 'mm'; did you mean 'm'?
                    end: {free: true, upper: 40} # end: 3 # 12:17: phase second.time.end: the end, 3, is not after the start, 4
                    time: {end: 4} # time: {start: 0} # 9:5: phase first.time: the key 'end' is missing, as in time: {start: 0, end: 10} or {start: 0, end: {free: true, lower: 1, upper: 20}}
                    path: [m >= 1] # minimize: {integral: u} # 14:5: phase second.minimize: the costs of all phases are added; at top level it says maximize: turn the sign of one
                    maximize: {final: v} # name: a # 1:1: nothing to optimise: the key 'minimize' or 'maximize' is missing, at top level or in a phase, as in minimize: {integral: u^2}
                    link: # links: # 15:1: unknown key 'links'; did you mean 'link'?
                    """)
    void saysWhatIsWrong(String old, String replacement, String message) {
        assertEquals("problem.yaml:" + message, firstLine(ROCKET.with(old, replacement)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            textBlock =
                    """
                    x(0.5) # y(0.5) # 7:11: points[1]: the phase 'part1' has no 'y'
                    x(0.5) # x(1.5) # 7:11: points[1]: the time 1.5 is not inside the horizon from 0 to 1; a value at an end is written x(start) or x(end)
                    x(0.5) # x(end) # 7:11: points[1]: this names no time inside the horizon, as x(0.75) does; it belongs under boundary or path
                    x(0.5) # u(0.5) # 7:11: points[1]: the control 'u' has no value at an end: it may jump there; use it in integral, path or dynamics
                    x(0.5) # x(T/2) # 7:13: points[1]: 'T' has no value here: expected a number or constants
                    points: # link: # 7:1: link: there are no phases to link; constraints between start and end belong under boundary
                    """)
    void saysWhatIsWrongWithPoints(String old, String replacement, String message) {
        assertEquals("problem.yaml:" + message, firstLine(GATE.with(old, replacement)));
    }
}
