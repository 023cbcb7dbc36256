package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.expression.Interpreter;
import org.turnpike.problem.InputException;
import org.turnpike.problem.KeptNodes;
import org.turnpike.problem.MeasurementCost;
import org.turnpike.problem.OptimalControlProblem;

/** Tables, measurements and functions by pieces: what they mean, and what is said about slips. */
class TabulatedInputTest {
    private static final ProblemText PROBLEM = new ProblemText(
            """
            turnpike: 1
            time: {start: 0, end: 2}
            tables:
              f: {csv: table.csv, x: a, y: c, interpolation: natural-spline}
            states:
              x: {start: 0}
            controls:
              u: {}
            parameters:
              k: {}
            let:
              step: piecewise(t < 0.5, 1, 4)
            dynamics:
              x: u + k*f(x)*step
            data: {csv: data.csv, time: time, measurements: {x: first, "x + k": second}, weights: {x: 2}}
            """);

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("table.csv"), "a,b,c\n1,0,2\n0,0,1\n3,1,0\n");
        Files.writeString(folder.resolve("data.csv"), "time,first,second\n1.5,3,\n0.25,1,2\n");
    }

    private OptimalControlProblem read(ProblemText text) {
        return text.read(folder).problem();
    }

    @Test
    void measurementsAreSortedAndMissingOnesWeighNothing() {
        MeasurementCost cost = read(PROBLEM).objective().measurements();
        assertTrue(cost != null);
        assertEquals(List.of(0.25, 1.5), List.of(cost.times()[0], cost.times()[1]));
        assertEquals(
                List.of(1.0, 2.0, 2.0, 1.0),
                java.util.Arrays.stream(cost.values()[0]).boxed().toList());
        assertEquals(
                List.of(3.0, 2.0, 0.0, 0.0),
                java.util.Arrays.stream(cost.values()[1]).boxed().toList());
    }

    @Test
    void jumpsAndMeasuredTimesAreKeptNodes() {
        OptimalControlProblem problem = read(PROBLEM);
        assertEquals(List.of(0.5), List.copyOf(KeptNodes.jumps(problem)));
        assertEquals(
                List.of(0.125, 0.25, 0.75),
                java.util.Arrays.stream(KeptNodes.of(problem)).boxed().toList());
    }

    @Test
    void tablesGoThroughTheirPointsAndStepsJump() {
        OptimalControlProblem problem = read(PROBLEM);
        Interpreter rate = new Interpreter(
                problem.dynamics(),
                List.of(
                        problem.stateVariables().get(0),
                        problem.controlVariables().get(0),
                        problem.parameterVariables().get(0),
                        problem.horizon().time()));
        double[] value = new double[1];
        rate.evaluate(new double[] {1, 10, 1, 0.5}, value);
        assertEquals(12, value[0], 1e-12);
        rate.evaluate(new double[] {1, 10, 1, 0.500001}, value);
        assertEquals(18, value[0], 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            textBlock =
                    """
                    natural-spline # spline # tables.f.interpolation: unknown interpolation 'spline'; expected cubic-spline or natural-spline
                    natural-spline # makima # 'makima' is not twice continuously differentiable
                    natural-spline} # natural-spline, extrapolation: nearest} # tables.f.extrapolation: unknown extrapolation 'nearest'; expected linear or none
                    y: c # y: d # tables.f.y: the table has no column 'd'; it has a, b, c
                    x: a # x: a, z: b # the table is no full grid: there is no value at (0, 0)
                    x: a # x: b # the point x = 0 stands in the table twice
                    csv: table.csv, x: a, y: c # points: [[0, 1], [1]] # expected a row of 2 numbers, found 1
                    csv: table.csv, x: a, y: c # points: [[0, 1], [0, 2]] # the point x = 0 stands in the table twice
                    csv: table.csv, x: a, y: c # points: [[0, 1]] # a table needs two points or more along x, found 1
                    csv: table.csv, x: a, y: c # x: a # tables.f: a table comes from csv or from points
                    f(x) # f(x, t) # dynamics.x: the table f takes 1 argument, found 2
                    f(x) # f # dynamics.x: the table 'f' needs its argument, as in f(x)
                    k*f(x) # k*g(x) # dynamics.x: unknown function 'g'
                      x: {start: 0} #   f: {start: 0} # the name 'f' is taken: it is a table in line 4
                    time: time # time: t # data.time: the table has no column 't'
                    x: first # x: frist # the table has no column 'frist'; did you mean 'first'?
                    x: first # u: first # a measurement is of states and parameters; 'u' is none
                    weights: {x # weights: {y # 'y' is not among the measurements
                    weights: {x: 2} # weights: {x: -2} # expected a positive number
                    end: 2} # end: 1} # the time 1.5 of a measurement is outside the horizon from 0 to 1
                    end: 2} # end: {free: true, upper: 3}} # measurements at given times need a horizon with fixed start and end
                    dynamics: # maximize: {final: x}\\ndynamics: # data add a sum of squares to be minimised; write minimize
                    csv: data.csv, # {} # data.times: expected a list of numbers
                    piecewise(t < 0.5, 1, 4) # piecewise(x < 0.5, 1, 4) # let.step: the condition depends on x, so it is not known when it changes
                    piecewise(t < 0.5, 1, 4) # piecewise(t^2 < 0.5, 1, 4) # let.step: the condition is not linear in t
                    piecewise(t < 0.5, 1, 4) # piecewise(t < 0.5, 1) # let.step: piecewise takes a condition, a value
                    piecewise(t < 0.5, 1, 4) # piecewise(t, 1, 4) # let.step: expected a condition with one <, <=, > or >=
                    piecewise(t < 0.5, 1, 4) # piecewise(x < 0.5, 1, 4, smoothing = 0) # the width of the smoothing must be a positive constant
                    piecewise(t < 0.5, 1, 4) # ifelse(t, 1, 4) # unknown function 'ifelse'; did you mean 'piecewise'?
                    """)
    void slips(String before, String after, String expected) {
        String changed = after.equals("{}") ? "times: 3, " : after.replace("\\n", "\n");
        InputException e = assertThrows(InputException.class, () -> read(PROBLEM.with(before, changed)));
        assertTrue(e.getMessage().contains(expected), e::getMessage);
    }
}
