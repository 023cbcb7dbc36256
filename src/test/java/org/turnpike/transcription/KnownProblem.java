package org.turnpike.transcription;

import java.util.List;
import java.util.Map;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;
import org.turnpike.problem.Control;
import org.turnpike.problem.Guess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.Objective;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;

/** Problems of one state whose solution is known as functions of t, for measuring orders of convergence. */
record KnownProblem(OptimalControlProblem problem, double objective, Curve state, Curve control, Curve costate) {

    @FunctionalInterface
    interface Curve {
        double at(double t);
    }

    /** x′ = x/2 + u, x(0) = 1, ∫₀¹ (5x²/4 + xu + u²)/2 (Hager): x = cosh(1−t)/cosh 1, p = tanh(1−t) x, u = −p − x/2. */
    static KnownProblem hager() {
        Builder b = new Builder();
        Expression dynamics = b.graph.add(b.times(0.5, b.x), b.u);
        Expression cost = b.graph.sum(List.of(
                b.times(0.625, b.square(b.x)), b.times(0.5, b.graph.multiply(b.x, b.u)), b.times(0.5, b.square(b.u))));
        Curve x = t -> Math.cosh(1 - t) / Math.cosh(1);
        Curve p = t -> Math.tanh(1 - t) * x.at(t);
        Curve u = t -> -p.at(t) - 0.5 * x.at(t);
        return new KnownProblem(
                b.problem(dynamics, cost, b.graph.constant(0), Range.fixed(1), Range.fixed(1)),
                Math.tanh(1) / 2,
                x,
                u,
                p);
    }

    /**
     * x′ = u sqrt(1 + tanh²x) e^t, x(0) = 2, T free in [½, 4], cost (x(T) + 1)² + ∫ u² e^{2t}: with v = u e^t a geodesic, S(x) linear in
     * t, S = asinh(√2 sinh x)/√2; only the time-dependent factor makes it non-autonomous. T is fixed at 1 here.
     */
    static KnownProblem geodesic() {
        Builder b = new Builder();
        Expression growth = b.graph.apply(UnaryFunction.EXP, b.t);
        Expression speed = b.graph.apply(
                UnaryFunction.SQRT, b.graph.add(b.graph.constant(1), b.square(b.graph.apply(UnaryFunction.TANH, b.x))));
        Expression dynamics = b.graph.multiply(b.graph.multiply(b.u, speed), growth);
        Expression cost = b.times(0.5, b.square(b.graph.multiply(b.u, growth)));
        Expression endpoint = b.square(b.graph.add(b.xEnd, b.graph.constant(1)));
        double from = arc(2);
        // minimise (S⁻¹(s) + 1)² + (s − s₀)²/2 by bisection on its derivative, which is monotone on the bracket
        double low = arc(-1);
        double high = arc(1);
        for (int i = 0; i < 200; i++) {
            double mid = 0.5 * (low + high);
            double x = inverseArc(mid);
            double slope = 2 * (x + 1) * metric(x) + (mid - from);
            if (slope > 0) {
                high = mid;
            } else {
                low = mid;
            }
        }
        double to = 0.5 * (low + high);
        double rate = to - from;
        Curve x = t -> inverseArc(from + rate * t);
        Curve u = t -> rate * Math.exp(-t);
        Curve p = t -> -rate / metric(x.at(t));
        double end = inverseArc(to);
        return new KnownProblem(
                b.problem(dynamics, cost, endpoint, Range.fixed(2), Range.fixed(1)),
                (end + 1) * (end + 1) + rate * rate / 2,
                x,
                u,
                p);
    }

    private static double metric(double x) {
        return Math.sqrt(1 + Math.tanh(x) * Math.tanh(x));
    }

    private static double asinh(double y) {
        return Math.copySign(Math.log(Math.abs(y) + Math.sqrt(y * y + 1)), y);
    }

    private static double arc(double x) {
        return asinh(Math.sqrt(2) * Math.sinh(x)) / Math.sqrt(2);
    }

    private static double inverseArc(double s) {
        return asinh(Math.sinh(Math.sqrt(2) * s) / Math.sqrt(2));
    }

    /** The pieces of a problem of one state x and one control u. */
    static final class Builder {
        final ExpressionGraph graph = new ExpressionGraph();
        final Variable x = graph.variable("x");
        final Variable xStart = graph.variable("x(start)");
        final Variable xEnd = graph.variable("x(end)");
        final Variable u = graph.variable("u");
        final Variable t = graph.variable("t");
        final Variable t0 = graph.variable("t(start)");
        final Variable tf = graph.variable("t(end)");

        Expression times(double factor, Expression e) {
            return graph.multiply(graph.constant(factor), e);
        }

        Expression square(Expression e) {
            return graph.power(e, graph.constant(2));
        }

        OptimalControlProblem problem(
                Expression dynamics, Expression running, Expression endpoint, Range start, Range endTime) {
            return new OptimalControlProblem(
                    "test",
                    graph,
                    new Horizon(t, t0, tf, Range.fixed(0), endTime, 0, endTime.isFixed() ? endTime.lower() : 1),
                    List.of(new State("x", x, xStart, xEnd, Range.FREE, start, Range.FREE)),
                    List.of(new Control("u", u, Range.FREE, false)),
                    List.of(),
                    List.of(dynamics),
                    new Objective(false, endpoint, running),
                    List.of(),
                    List.of(),
                    List.of(),
                    new Guess(List.of((a, b, c) -> 0.5), List.of((a, b, c) -> -0.1), new double[0]),
                    Map.of(),
                    null);
        }
    }
}
