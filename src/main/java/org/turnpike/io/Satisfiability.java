package org.turnpike.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Enclosure;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Variable;
import org.turnpike.problem.Control;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;

/** Finds constraints that no values within the bounds of the unknowns can satisfy. */
final class Satisfiability {
    private final Map<Variable, double[]> box = new HashMap<>();

    Satisfiability(Horizon horizon, List<State> states, List<Control> controls, List<Parameter> parameters) {
        put(horizon.startTime(), horizon.start());
        put(horizon.endTime(), horizon.end());
        put(horizon.time(), new Range(horizon.start().lower(), horizon.end().upper()));
        for (State s : states) {
            put(s.variable(), s.bounds());
            put(s.atStart(), narrowed(s.bounds(), s.start()));
            put(s.atEnd(), narrowed(s.bounds(), s.end()));
        }
        for (Control c : controls) {
            put(c.variable(), c.bounds());
        }
        for (Parameter p : parameters) {
            put(p.variable(), p.bounds());
        }
    }

    private static Range narrowed(Range bounds, Range end) {
        @Nullable Range both = bounds.intersect(end);
        return both == null ? bounds : both;
    }

    private void put(Variable variable, Range range) {
        box.put(variable, new double[] {range.lower(), range.upper()});
    }

    /** The values that a function can take within the bounds if none of them is in {@code range}, else null. */
    @Nullable Range contradiction(Expression function, Range range) {
        double[] values = Enclosure.of(
                function,
                v -> box.getOrDefault(v, new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}));
        // Equal bounds computed in two ways differ by rounding: only a clear gap is a contradiction.
        double slack = 1e-9 * Math.max(1, Math.max(size(range.lower()), size(range.upper())));
        boolean below = values[1] < range.lower() - slack;
        boolean above = values[0] > range.upper() + slack;
        return below || above ? new Range(rounded(values[0]), rounded(values[1])) : null;
    }

    /** To six digits, for people. */
    private static double rounded(double side) {
        return Double.isInfinite(side) ? side : new BigDecimal(side).round(new MathContext(6)).doubleValue();
    }

    private static double size(double side) {
        return Double.isInfinite(side) ? 0 : Math.abs(side);
    }
}
