package org.turnpike.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnpike.expression.Variable;

class FeasibilityPrecheckTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private final SmallProblem p = new SmallProblem();

    private FeasibilityPrecheck.Finding only() {
        List<FeasibilityPrecheck.Finding> findings = FeasibilityPrecheck.of(p.build());
        assertEquals(1, findings.size(), findings::toString);
        return findings.get(0);
    }

    private void assertNothing() {
        assertEquals(List.of(), FeasibilityPrecheck.of(p.build()));
    }

    @Test
    void pathConstraintThatNoValueSatisfies() {
        Variable u = p.control("u", new Range(-1, 1));
        p.path("u^2 >= 4", p.square(u), new Range(4, INF));
        assertEquals(
                new FeasibilityPrecheck.Finding(
                        "u^2 >= 4",
                        Double.NaN,
                        3,
                        "path constraint u^2 >= 4 cannot hold: within the bounds u^2 is at most 1, 3 below the required 4."),
                only());
        p.path.clear();
        p.path("u^2 >= 1", p.square(u), new Range(1, INF));
        assertNothing();
    }

    @Test
    void pathConstraintCrossedByFixedStart() {
        Variable x = p.state("x", Range.FREE, Range.fixed(2), Range.FREE);
        p.path("x <= 1 + t", p.graph.subtract(x, p.time), new Range(-INF, 1));
        FeasibilityPrecheck.Finding finding = only();
        assertEquals("x <= 1 + t", finding.constraint());
        assertEquals(0, finding.time());
        assertEquals(1, finding.amount());
        assertEquals(
                "path constraint x <= 1 + t is crossed by the start values: there x - t is at least 2, 1 above the allowed 1.",
                finding.sentence());
    }

    @Test
    void pathConstraintCrossedByFixedEnd() {
        Variable x = p.state("x", Range.FREE, Range.FREE, Range.fixed(2));
        p.path("x <= t", p.graph.subtract(x, p.time), new Range(-INF, 0));
        assertEquals(1, only().time());
        assertEquals(1, only().amount());
        p.end = new Range(1, 5);
        assertNothing();
    }

    @Test
    void boundaryConstraint() {
        p.state("x", new Range(0, 1));
        State x = p.states.get(0);
        p.boundary.add(new BoundaryConstraint("climb", p.graph.subtract(x.atEnd(), x.atStart()), Range.fixed(2)));
        assertEquals(1, only().amount());
        assertTrue(only().sentence().startsWith("boundary constraint climb cannot hold"), only().sentence());
    }

    @Test
    void startAndEndOutsideTheBounds() {
        p.state("x", new Range(0, 1), new Range(1.5, 2), Range.FREE);
        FeasibilityPrecheck.Finding finding = only();
        assertEquals("x(start)", finding.constraint());
        assertEquals(0, finding.time());
        assertEquals(0.5, finding.amount());
        assertEquals("the start value of x, in [1.5, 2], lies 0.5 above its upper bound 1.", finding.sentence());
        p.states.clear();
        p.state("x", new Range(0, 1), Range.FREE, Range.fixed(-0.25));
        assertEquals("the end value of x, -0.25, lies 0.25 below its lower bound 0.", only().sentence());
    }

    @Test
    void integralOfTheWrongSign() {
        Variable u = p.control("u", Range.FREE);
        p.integrals.add(new IntegralConstraint("fuel", p.abs(u), new Range(-INF, -1)));
        FeasibilityPrecheck.Finding finding = only();
        assertEquals("fuel", finding.constraint());
        assertEquals(1, finding.amount());
        assertTrue(
                finding.sentence().contains("integral of abs(u) is at least 0, 1 above the allowed -1"),
                finding.sentence());
    }

    @Test
    void integralTooSmall() {
        Variable u = p.control("u", new Range(0, 2));
        p.end = Range.fixed(3);
        p.integrals.add(new IntegralConstraint("work", u, new Range(7, INF)));
        assertEquals(1, only().amount());
        p.integrals.set(0, new IntegralConstraint("work", u, new Range(6, INF)));
        assertNothing();
    }

    @Test
    void horizonThatEndsBeforeItStarts() {
        p.start = Range.fixed(2);
        p.end = new Range(0, 1.5);
        FeasibilityPrecheck.Finding finding = only();
        assertEquals("time", finding.constraint());
        assertEquals(0.5, finding.amount());
        assertEquals(
                "the horizon cannot exist: it ends at 1.5 at the latest, but starts at 2 at the earliest, 0.5 later.",
                finding.sentence());
    }

    @Test
    void stateTooSlow() {
        p.state("q", Range.FREE, Range.fixed(0), Range.fixed(10));
        p.dynamics.set(0, p.control("u", new Range(-2, 2)));
        FeasibilityPrecheck.Finding finding = only();
        assertEquals("q(end)", finding.constraint());
        assertEquals(8, finding.amount());
        assertEquals("q cannot get from 0 to 10 within T = 1: its rate u is at most 2.", finding.sentence());
        p.end = new Range(1, 5);
        assertNothing();
        p.end = new Range(1, 4);
        assertEquals("q cannot get from 0 to 10 within T <= 4: its rate u is at most 2.", only().sentence());
    }

    @Test
    void stateTooSlowDownwards() {
        p.state("q", Range.FREE, Range.fixed(0), Range.fixed(-10));
        p.dynamics.set(0, p.control("u", new Range(-2, 2)));
        assertEquals("q cannot get from 0 to -10 within T = 1: its rate u is at least -2.", only().sentence());
    }

    @Test
    void stateThatCannotStay() {
        p.state("q", Range.FREE, Range.fixed(0), Range.fixed(1));
        p.dynamics.set(0, p.control("u", new Range(2, 3)));
        assertEquals("q cannot get from 0 to 1 within T = 1: its rate u is at least 2.", only().sentence());
        assertEquals(1, only().amount());
        p.dynamics.set(0, p.graph.negate(p.control("w", new Range(0, 3))));
        p.end = new Range(1, INF);
        assertEquals(
                "q cannot get from 0 to 1, however long the horizon: its rate -w is at most 0.", only().sentence());
        p.states.clear();
        p.dynamics.clear();
        p.state("q", Range.FREE, Range.fixed(0), Range.fixed(-1));
        p.dynamics.set(0, p.graph.negate(p.control("z", new Range(2, 3))));
        assertEquals("q cannot get from 0 to -1 within T >= 1: its rate -z is at most -2.", only().sentence());
    }

    @Test
    void rangesWhoseNearestEndsMeetAreFine() {
        p.state("q", new Range(-5, 20), new Range(0, 8.5), new Range(10, 12));
        p.dynamics.set(0, p.control("u", new Range(-2, 2)));
        assertNothing();
    }
}
