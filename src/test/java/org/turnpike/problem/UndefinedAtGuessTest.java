package org.turnpike.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnpike.expression.Expression;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

class UndefinedAtGuessTest {
    private final SmallProblem p = new SmallProblem();

    private String sentence() {
        UndefinedAtGuess.Report report = UndefinedAtGuess.first(p.build());
        assertNotNull(report);
        return report.sentence();
    }

    @Test
    void rootOfANegativeValueNamesNodeAndOperand() {
        Variable h = p.state("h", Range.FREE);
        p.state("v", Range.FREE);
        Expression operand = p.graph.subtract(h, p.number(1));
        p.dynamics.set(1, p.graph.multiply(p.number(3), p.sqrt(operand)));
        OptimalControlProblem built = p.build();
        List<Guess.Profile> states = new ArrayList<>(built.guess().states());
        states.set(0, (t, a, b) -> 1.1 - 2 * t);
        OptimalControlProblem problem = new OptimalControlProblem(
                built.name(),
                built.graph(),
                built.horizon(),
                built.states(),
                built.controls(),
                built.parameters(),
                built.dynamics(),
                built.objective(),
                built.path(),
                built.boundary(),
                built.integrals(),
                new Guess(states, List.of(), new double[0]),
                built.constants(),
                null);
        UndefinedAtGuess.Report report = UndefinedAtGuess.first(problem);
        assertNotNull(report);
        assertEquals("dynamics of v", report.where());
        assertEquals(0.1, report.time(), 1e-15);
        assertSame(operand, report.operand());
        assertEquals(-0.1, report.value(), 1e-15);
        assertEquals(
                "dynamics of v: sqrt(h - 1) is undefined at t = 0.1 of the guess: h - 1 = -0.1; "
                        + "give a guess for h that keeps it positive.",
                report.sentence());
    }

    @Test
    void divisionByZeroBlamesTheDivisor() {
        Variable u = p.control("u", Range.FREE);
        p.running = p.graph.divide(p.number(1), p.graph.subtract(u, p.number(2)));
        p.guess[0] = 2;
        assertEquals(
                "integral cost: 1/(u - 2) is undefined at t = 0 of the guess: u - 2 = 0; "
                        + "give a guess for u that keeps it away from 0.",
                sentence());
        p.guess[0] = 3;
        assertNull(UndefinedAtGuess.first(p.build()));
    }

    @Test
    void constraintsAreNamed() {
        Variable u = p.control("u", Range.FREE);
        p.path("angle", p.graph.apply(UnaryFunction.ACOS, u), Range.FREE);
        p.guess[0] = 1.5;
        assertEquals(
                "path constraint angle: acos(u) is undefined at t = 0 of the guess: u = 1.5; "
                        + "give a guess for u that keeps it between -1 and 1.",
                sentence());
    }

    @Test
    void endValuesAreNamedByTheirStates() {
        p.state("x", Range.FREE);
        p.endpoint = p.graph.apply(UnaryFunction.LOG, p.states.get(0).atEnd());
        assertEquals(
                "initial and final cost: log(x(end)) is undefined at the guess: x(end) = 0; "
                        + "give a guess for x that keeps it positive.",
                sentence());
    }

    @Test
    void overflowIsCalledSo() {
        Variable x = p.state("x", Range.FREE);
        p.dynamics.set(0, p.graph.apply(UnaryFunction.EXP, x));
        p.guess[0] = 1000;
        assertEquals(
                "dynamics of x: exp(x) overflows at t = 0 of the guess: x = 1000; "
                        + "give a guess for x that keeps it smaller.",
                sentence());
    }

    @Test
    void fractionalPowerOfANegativeValue() {
        Variable x = p.state("x", Range.FREE);
        p.dynamics.set(0, p.graph.power(p.graph.subtract(x, p.number(1)), p.number(1.5)));
        assertEquals(
                "dynamics of x: (x - 1)^1.5 is undefined at t = 0 of the guess: x - 1 = -1; "
                        + "give a guess for x that keeps it positive.",
                sentence());
    }

    @Test
    void guessThatIsNoNumber() {
        Variable x = p.state("x", Range.FREE);
        p.dynamics.set(0, x);
        p.guess[0] = Double.NaN;
        assertEquals("the guess of x is NaN at t = 0; give it a finite value.", sentence());
    }
}
