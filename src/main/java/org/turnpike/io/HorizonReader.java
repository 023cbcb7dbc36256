package org.turnpike.io;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.DefaultGuess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.Range;

/**
 * Reads {@code time}. A free end without a lower bound does not come before the start. The guess of a free time is what the
 * user says, else the range of an earlier trajectory, else the middle of its bounds, else one unit after the start.
 */
final class HorizonReader {
    private static final String EXAMPLE = "{start: 0, end: 10} or {start: 0, end: {free: true, lower: 1, upper: 20}}";

    /** A time as written. */
    private record End(Range range, @Nullable Double guess, Field field) {}

    private final Formulas formulas;
    private final @Nullable Table trajectory;

    HorizonReader(Formulas formulas, @Nullable Table trajectory) {
        this.formulas = formulas;
        this.trajectory = trajectory;
    }

    Horizon read(Field time) {
        time.only("a mapping such as " + EXAMPLE, "start", "end");
        Field endField = time.require("end", "time: " + EXAMPLE);
        @Nullable Field startField = time.get("start");
        End start = startField == null ? new End(Range.fixed(0), null, time) : end(startField);
        End end = end(endField);
        if (!(end.range().upper() > start.range().lower())) {
            throw endField.error(
                    "the end, " + describe(end.range()) + ", is not after the start, " + describe(start.range()));
        }
        Range endRange = new Range(
                Math.max(end.range().lower(), start.range().lower()),
                end.range().upper());
        double startGuess = startGuess(start);
        double endGuess = endGuess(end, endRange, startGuess);
        Symbols symbols = formulas.symbols();
        if (start.range().isFixed() && endRange.isFixed()) {
            symbols.fixHorizon(startGuess, endGuess);
        }
        return new Horizon(
                symbols.time(), symbols.startTime(), symbols.endTime(), start.range(), endRange, startGuess, endGuess);
    }

    private End end(Field field) {
        if (field.isList()) {
            List<Field> sides = field.items("two numbers");
            if (sides.size() != 2) {
                throw field.error("expected a range [lower, upper], found " + sides.size() + " numbers");
            }
            return new End(
                    Formulas.interval(formulas.lower(sides.get(0)), formulas.upper(sides.get(1)), field), null, field);
        }
        if (!field.isMapping()) {
            if (field.isScalar() && !field.isNull() && field.text().equals("free")) {
                return new End(Range.FREE, null, field);
            }
            return new End(Range.fixed(formulas.number(field)), null, field);
        }
        field.only("a number or a mapping", "free", "lower", "upper", "guess");
        @Nullable Field free = field.get("free");
        if (free != null && !free.text().equals("true")) {
            throw free.error("expected true; a fixed time is written as a number, as in end: 10");
        }
        Range range = formulas.range(field);
        @Nullable Field guess = field.get("guess");
        if (guess == null) {
            return new End(range, null, field);
        }
        double value = formulas.number(guess);
        if (!range.contains(value)) {
            throw guess.error("the guess " + Decimal.print(value) + " is outside the bounds " + describe(range));
        }
        return new End(range, value, guess);
    }

    private double startGuess(End start) {
        if (start.guess() != null) {
            return start.guess();
        }
        if (start.range().isFixed()) {
            return start.range().lower();
        }
        if (trajectory != null) {
            return DefaultGuess.clip(trajectory.firstTime(), start.range());
        }
        return DefaultGuess.startTime(start.range());
    }

    private double endGuess(End end, Range range, double startGuess) {
        if (end.guess() != null) {
            if (!(end.guess() > startGuess)) {
                throw end.field()
                        .error("the guess " + Decimal.print(end.guess()) + " is not after the start, "
                                + Decimal.print(startGuess));
            }
            return end.guess();
        }
        if (range.isFixed()) {
            return range.lower();
        }
        if (trajectory != null && trajectory.lastTime() > startGuess) {
            double last = DefaultGuess.clip(trajectory.lastTime(), range);
            if (last > startGuess) {
                return last;
            }
        }
        return DefaultGuess.endTime(range, startGuess);
    }

    static String describe(Range range) {
        if (range.isFixed()) {
            return Decimal.print(range.lower());
        }
        String lower = range.lower() == Double.NEGATIVE_INFINITY ? "(-inf" : "[" + Decimal.print(range.lower());
        String upper = range.upper() == Double.POSITIVE_INFINITY ? "inf)" : Decimal.print(range.upper()) + "]";
        return lower + ", " + upper;
    }
}
