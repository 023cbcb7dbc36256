package org.turnpike.problem;

import java.util.HashMap;
import java.util.Map;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Interval;

/**
 * The box of all values within a problem's bounds, for interval analysis: states, their values at both ends, controls,
 * parameters and times, together with t_f − t₀ ≥ 0, t − t₀ ≥ 0 and t_f − t ≥ 0, which the box alone does not tell.
 */
final class ProblemBox {
    private ProblemBox() {}

    static Map<Expression, Interval> of(OptimalControlProblem problem) {
        Map<Expression, Interval> box = new HashMap<>();
        for (State state : problem.states()) {
            box.put(state.variable(), interval(state.bounds()));
            box.put(state.atStart(), within(state.start(), state.bounds()));
            box.put(state.atEnd(), within(state.end(), state.bounds()));
        }
        for (Control control : problem.controls()) {
            box.put(control.variable(), interval(control.bounds()));
        }
        for (Parameter parameter : problem.parameters()) {
            box.put(parameter.variable(), interval(parameter.bounds()));
        }
        Horizon horizon = problem.horizon();
        box.put(horizon.startTime(), interval(horizon.start()));
        box.put(horizon.endTime(), interval(horizon.end()));
        double first = horizon.start().lower();
        double last = horizon.end().upper();
        box.put(horizon.time(), first <= last ? new Interval(first, last) : Interval.WHOLE);
        ExpressionGraph graph = problem.graph();
        order(box, graph, horizon.startTime(), horizon.endTime());
        order(box, graph, horizon.startTime(), horizon.time());
        order(box, graph, horizon.time(), horizon.endTime());
        return box;
    }

    static Interval interval(Range range) {
        return new Interval(range.lower(), range.upper());
    }

    /** Bounds of ∫ q dt. */
    static Interval integral(Interval integrand, Interval length) {
        double shortest = Math.max(0, length.lower());
        double longest = Math.max(shortest, length.upper());
        return new Interval(
                times(integrand.lower(), integrand.lower() < 0 ? longest : shortest),
                times(integrand.upper(), integrand.upper() > 0 ? longest : shortest));
    }

    private static double times(double value, double length) {
        return value == 0 || length == 0 ? 0 : value * length;
    }

    private static Interval within(Range end, Range bounds) {
        Range common = end.intersect(bounds);
        return interval(common == null ? end : common);
    }

    /** Says that early ≤ late. */
    private static void order(Map<Expression, Interval> box, ExpressionGraph graph, Expression early, Expression late) {
        box.put(graph.subtract(late, early), new Interval(0, Double.POSITIVE_INFINITY));
        box.put(graph.subtract(early, late), new Interval(Double.NEGATIVE_INFINITY, 0));
    }
}
