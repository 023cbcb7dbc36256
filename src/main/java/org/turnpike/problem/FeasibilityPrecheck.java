package org.turnpike.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interval;
import org.turnpike.expression.IntervalEvaluator;
import org.turnpike.expression.Variable;

/**
 * Proofs that a problem has no solution, found without solving it: by interval analysis over the bounds, over the fixed data at the
 * ends, and by x_i(t_f) − x_i(t₀) ∈ T·[f_i]. A finding is certain (up to a relative tolerance of 1e-9, so that rounding makes none);
 * no finding proves nothing.
 */
public final class FeasibilityPrecheck {
    private static final double TOLERANCE = 1e-9;

    /**
     * A reason why no solution exists.
     *
     * @param constraint the user's name of what cannot hold
     * @param time where, NaN if it is not at one time
     * @param amount by how much it is violated at least
     * @param sentence for the user
     */
    public record Finding(String constraint, double time, double amount, String sentence) {}

    private final OptimalControlProblem problem;
    private final Map<Expression, Interval> box;
    private final IntervalEvaluator intervals;
    private final List<Finding> findings = new ArrayList<>();

    private FeasibilityPrecheck(OptimalControlProblem problem) {
        this.problem = problem;
        this.box = ProblemBox.of(problem);
        this.intervals = new IntervalEvaluator(box);
    }

    /** All findings, none if nothing is proven. */
    public static List<Finding> of(OptimalControlProblem problem) {
        return new FeasibilityPrecheck(problem).run();
    }

    private List<Finding> run() {
        if (!horizon()) {
            // the box of times is empty: nothing else can be said
            return List.copyOf(findings);
        }
        boolean endsInBounds = true;
        for (State state : problem.states()) {
            endsInBounds &= end(state, state.start(), "start", problem.horizon().start());
            endsInBounds &= end(state, state.end(), "end", problem.horizon().end());
        }
        for (PathConstraint constraint : problem.path()) {
            path(constraint);
        }
        for (BoundaryConstraint constraint : problem.boundary()) {
            Interval values = intervals.interval(constraint.function());
            gap(constraint.range(), values)
                    .ifPresent(gap -> findings.add(new Finding(
                            constraint.name(),
                            Double.NaN,
                            gap.amount(),
                            "boundary constraint " + constraint.name() + " cannot hold: within the bounds "
                                    + constraint.function() + gap.text() + ".")));
        }
        for (IntegralConstraint constraint : problem.integrals()) {
            Interval values = ProblemBox.integral(intervals.interval(constraint.integrand()), length());
            gap(constraint.range(), values)
                    .ifPresent(gap -> findings.add(new Finding(
                            constraint.name(),
                            Double.NaN,
                            gap.amount(),
                            "integral constraint " + constraint.name()
                                    + " cannot hold: within the bounds the integral of " + constraint.integrand()
                                    + gap.text() + ".")));
        }
        if (endsInBounds) {
            for (int i = 0; i < problem.states().size(); i++) {
                reach(problem.states().get(i), problem.dynamics().get(i));
            }
        }
        return List.copyOf(findings);
    }

    private boolean horizon() {
        Range start = problem.horizon().start();
        Range end = problem.horizon().end();
        if (exceeds(start.lower(), end.upper())) {
            double gap = start.lower() - end.upper();
            findings.add(new Finding(
                    "time",
                    end.upper(),
                    gap,
                    "the horizon cannot exist: it ends at " + number(end.upper()) + " at the latest, but starts at "
                            + number(start.lower()) + " at the earliest, " + number(gap) + " later."));
            return false;
        }
        return true;
    }

    private boolean end(State state, Range value, String which, Range time) {
        Range bounds = state.bounds();
        boolean below = exceeds(bounds.lower(), value.upper());
        if (!below && !exceeds(value.lower(), bounds.upper())) {
            return true;
        }
        double amount = below ? bounds.lower() - value.upper() : value.lower() - bounds.upper();
        String side = below
                ? "below its lower bound " + number(bounds.lower())
                : "above its upper bound " + number(bounds.upper());
        findings.add(new Finding(
                state.name() + "(" + which + ")",
                fixed(time),
                amount,
                "the " + which + " value of " + state.name() + ", " + text(value) + ", lies " + number(amount) + " "
                        + side + "."));
        return false;
    }

    /** Anywhere within the bounds, or at an end whose values are more narrowly given. */
    private void path(PathConstraint constraint) {
        @Nullable
        Gap anywhere = gap(constraint.range(), intervals.interval(constraint.function()))
                .orElse(null);
        if (anywhere != null) {
            findings.add(new Finding(
                    constraint.name(),
                    Double.NaN,
                    anywhere.amount(),
                    "path constraint " + constraint.name() + " cannot hold: within the bounds " + constraint.function()
                            + anywhere.text() + "."));
            return;
        }
        atEnd(constraint, true);
        atEnd(constraint, false);
    }

    private void atEnd(PathConstraint constraint, boolean start) {
        Horizon horizon = problem.horizon();
        Map<Variable, Expression> replacement = new HashMap<>();
        for (State state : problem.states()) {
            replacement.put(state.variable(), start ? state.atStart() : state.atEnd());
        }
        replacement.put(horizon.time(), start ? horizon.startTime() : horizon.endTime());
        Expression there = new Derivatives(problem.graph())
                .substitute(List.of(constraint.function()), replacement)
                .get(0);
        gap(constraint.range(), intervals.interval(there))
                .ifPresent(gap -> findings.add(new Finding(
                        constraint.name(),
                        fixed(start ? horizon.start() : horizon.end()),
                        gap.amount(),
                        "path constraint " + constraint.name() + " is crossed by the " + (start ? "start" : "end")
                                + " values: there " + constraint.function() + gap.text() + ".")));
    }

    /** x(t_f) − x(t₀) = ∫ f dt. */
    private void reach(State state, Expression rate) {
        Interval start = intervals.interval(state.atStart());
        Interval end = intervals.interval(state.atEnd());
        Interval rates = intervals.interval(rate);
        Interval change = ProblemBox.integral(rates, length());
        double rise = end.lower() - start.upper();
        double fall = end.upper() - start.lower();
        boolean tooSlow = rise > 0 && exceeds(rise, change.upper());
        boolean tooSlowDown = fall < 0 && exceeds(change.lower(), fall);
        boolean tooFast = !tooSlow && !tooSlowDown && exceeds(change.lower(), fall);
        boolean tooFastDown = !tooSlow && !tooSlowDown && exceeds(rise, change.upper());
        String from =
                state.name() + " cannot get from " + number(rise > 0 || tooFastDown ? start.upper() : start.lower())
                        + " to " + number(rise > 0 || tooFastDown ? end.lower() : end.upper());
        String name = state.name() + "(end)";
        double time = fixed(problem.horizon().end());
        if (tooSlow) {
            findings.add(new Finding(
                    name,
                    time,
                    rise - change.upper(),
                    from + within(false) + ": its rate " + rate + " is at most " + number(rates.upper()) + "."));
        } else if (tooSlowDown) {
            findings.add(new Finding(
                    name,
                    time,
                    change.lower() - fall,
                    from + within(false) + ": its rate " + rate + " is at least " + number(rates.lower()) + "."));
        } else if (tooFast) {
            findings.add(new Finding(
                    name,
                    time,
                    change.lower() - fall,
                    from + within(true) + ": its rate " + rate + " is at least " + number(rates.lower()) + "."));
        } else if (tooFastDown) {
            findings.add(new Finding(
                    name,
                    time,
                    rise - change.upper(),
                    from + within(true) + ": its rate " + rate + " is at most " + number(rates.upper()) + "."));
        }
    }

    private String within(boolean atLeast) {
        Interval length = length();
        double decisive = atLeast ? length.lower() : length.upper();
        if (!Double.isFinite(decisive)) {
            return ", however long the horizon";
        }
        return (length.isPoint() ? " within T = " : atLeast ? " within T >= " : " within T <= ") + number(decisive);
    }

    private Interval length() {
        Horizon horizon = problem.horizon();
        return intervals.interval(problem.graph().subtract(horizon.endTime(), horizon.startTime()));
    }

    /** What is missing; {@code text} is a sentence's end, after the function. */
    private record Gap(double amount, String text) {}

    /** How far all values of a function stay outside of its range. */
    private static java.util.Optional<Gap> gap(Range range, Interval values) {
        if (exceeds(range.lower(), values.upper())) {
            double amount = range.lower() - values.upper();
            return java.util.Optional.of(new Gap(
                    amount,
                    " is at most " + number(values.upper()) + ", " + number(amount) + " below the required "
                            + number(range.lower())));
        }
        if (exceeds(values.lower(), range.upper())) {
            double amount = values.lower() - range.upper();
            return java.util.Optional.of(new Gap(
                    amount,
                    " is at least " + number(values.lower()) + ", " + number(amount) + " above the allowed "
                            + number(range.upper())));
        }
        return java.util.Optional.empty();
    }

    /** a &gt; b beyond rounding. */
    private static boolean exceeds(double a, double b) {
        if (!(a > b)) {
            return false;
        }
        double size = Math.max(Double.isInfinite(a) ? 0 : Math.abs(a), Double.isInfinite(b) ? 0 : Math.abs(b));
        return a - b > TOLERANCE * Math.max(1, size);
    }

    private static double fixed(Range time) {
        return time.isFixed() ? time.lower() : Double.NaN;
    }

    private static String text(Range range) {
        return range.isFixed()
                ? number(range.lower())
                : "in [" + number(range.lower()) + ", " + number(range.upper()) + "]";
    }

    /** Six significant digits, without trailing zeros. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        String text = String.format(Locale.ROOT, "%.6g", value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }
}
