package org.turnpike.io;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Elaborator;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Functions;
import org.turnpike.expression.Parser;
import org.turnpike.expression.Quantity;
import org.turnpike.expression.Scope;
import org.turnpike.expression.SyntaxException;
import org.turnpike.expression.TabulatedFunction;
import org.turnpike.expression.Variable;

/** The names of a problem and their values at each {@link Place}. */
final class Symbols {
    private final ExpressionGraph graph;
    private final Map<String, Symbol> table = new LinkedHashMap<>();
    private final Map<Place, Map<String, Quantity>> definitions = new EnumMap<>(Place.class);
    private final Variable time;
    private final Variable startTime;
    private final Variable endTime;
    private Expression startValue;
    private Expression endValue;

    Symbols(ExpressionGraph graph) {
        this.graph = graph;
        this.time = graph.variable("t");
        this.startTime = graph.variable("t(start)");
        this.endTime = graph.variable("t(end)");
        this.startValue = startTime;
        this.endValue = endTime;
        for (Place place : Place.values()) {
            definitions.put(place, new HashMap<>());
        }
    }

    ExpressionGraph graph() {
        return graph;
    }

    Variable time() {
        return time;
    }

    Variable startTime() {
        return startTime;
    }

    Variable endTime() {
        return endTime;
    }

    /** Makes t(start), t(end) and T numbers in all expressions, as they are if neither end is free. */
    void fixHorizon(double start, double end) {
        startValue = graph.constant(start);
        endValue = graph.constant(end);
    }

    @Nullable
    Symbol get(String name) {
        return table.get(name);
    }

    Map<String, Symbol> all() {
        return table;
    }

    /** Adds a name, once. */
    void declare(Symbol symbol) {
        Field field = symbol.field();
        String name = field.key();
        if (!Parser.isName(name)) {
            throw field.keyError(
                    "'" + name + "' is no name; a name has letters, digits and _ and does not begin with a digit");
        }
        @Nullable String reserved = reserved(name);
        if (reserved != null) {
            throw field.keyError("the name '" + name + "' is taken: " + reserved);
        }
        @Nullable Symbol known = table.putIfAbsent(name, symbol);
        if (known != null) {
            throw field.keyError("the name '" + name + "' is taken: it is a " + known.kind() + " in line "
                    + known.field().line());
        }
    }

    private static @Nullable String reserved(String name) {
        return switch (name) {
            case "t" -> "t is the time";
            case "T" -> "T is the length of the horizon, t(end) - t(start)";
            case "pi" -> "pi is 3.14159…";
            case "start", "end" -> "x(" + name + ") is a value at an end of the horizon";
            default -> Functions.isFunction(name) ? name + " is a function" : null;
        };
    }

    /** Records the value of a constant or named expression at a place. */
    void define(String name, Place place, Quantity value) {
        valuesAt(place).put(name, value);
    }

    /** Whether a constant or named expression already has a value at a place. */
    boolean isDefined(String name, Place place) {
        return valuesAt(place).containsKey(name);
    }

    private Map<String, Quantity> valuesAt(Place place) {
        Map<String, Quantity> values = definitions.get(place);
        if (values == null) {
            throw new IllegalStateException("no values at " + place);
        }
        return values;
    }

    Elaborator at(Place place) {
        return new Elaborator(graph, new PlaceScope(place));
    }

    private final class PlaceScope implements Scope {
        private final Place place;

        PlaceScope(Place place) {
            this.place = place;
        }

        @Override
        public @Nullable Quantity value(String name, int from, int to) {
            switch (name) {
                case "pi":
                    return Quantity.of(graph.constant(Math.PI));
                case "t":
                    return Quantity.of(time(from, to));
                case "T":
                    requireTime(name, from, to);
                    return Quantity.of(graph.subtract(endValue, startValue));
                default:
            }
            @Nullable Symbol symbol = table.get(name);
            if (symbol instanceof Symbol.Definition d) {
                return valuesAt(d.isConstant() ? Place.CONSTANT : place).get(name);
            } else if (symbol instanceof Symbol.StateSymbol s) {
                return state(name, s, from, to);
            } else if (symbol instanceof Symbol.Unknown u) {
                return unknown(name, u, from, to);
            }
            return null;
        }

        private Expression time(int from, int to) {
            requireTime("t", from, to);
            return switch (place) {
                case START -> startValue;
                case END -> endValue;
                case BOUNDARY ->
                    throw new SyntaxException("which end does 't' mean? write t(start) or t(end)", from, to);
                default -> time;
            };
        }

        private void requireTime(String name, int from, int to) {
            if (place == Place.CONSTANT) {
                throw new SyntaxException("'" + name + "' has no value here: expected a number or constants", from, to);
            }
        }

        private Quantity state(String name, Symbol.StateSymbol s, int from, int to) {
            return switch (place) {
                case CONSTANT ->
                    throw new SyntaxException(
                            "the state '" + name + "' has no value here: expected a number or constants", from, to);
                case GUESS ->
                    throw new SyntaxException(
                            "the state '" + name + "' has no value here: a guess may use t, T and constants", from, to);
                case RUNNING, ANYWHERE -> s.value();
                case START -> s.atStart();
                case END -> s.atEnd();
                case BOUNDARY ->
                    throw new SyntaxException(
                            "which end does '" + name + "' mean? write " + name + "(start) or " + name + "(end)",
                            from,
                            to);
            };
        }

        private Quantity unknown(String name, Symbol.Unknown u, int from, int to) {
            if (place == Place.CONSTANT || place == Place.GUESS) {
                String allowed =
                        place == Place.GUESS ? "a guess may use t, T and constants" : "expected a number or constants";
                throw new SyntaxException(
                        "the " + u.kind() + " '" + name + "' has no value here: " + allowed, from, to);
            }
            if (u.isControl() && place != Place.RUNNING && place != Place.ANYWHERE) {
                throw controlAtEnd(name, from, to);
            }
            return u.value();
        }

        private SyntaxException controlAtEnd(String name, int from, int to) {
            return new SyntaxException(
                    "the control '" + name
                            + "' has no value at an end: it may jump there; use it in integral, path or dynamics",
                    from,
                    to);
        }

        @Override
        public @Nullable Quantity valueAt(String name, End end, int from, int to) {
            String written = name + (end == End.START ? "(start)" : "(end)");
            boolean ends =
                    place == Place.START || place == Place.END || place == Place.BOUNDARY || place == Place.ANYWHERE;
            if (name.equals("t")) {
                requireTime(written, from, to);
                return Quantity.of(end == End.START ? startValue : endValue);
            }
            @Nullable Symbol symbol = table.get(name);
            if (symbol == null) {
                return null;
            }
            if (symbol instanceof Symbol.Unknown u && u.isControl()) {
                throw controlAtEnd(name, from, to);
            }
            if (!ends && !(symbol instanceof Symbol.Unknown)) {
                throw new SyntaxException(
                        written + " has no value here: it may stand in initial, final and boundary only", from, to);
            }
            if (symbol instanceof Symbol.StateSymbol s) {
                return end == End.START ? s.atStart() : s.atEnd();
            } else if (symbol instanceof Symbol.Unknown) {
                return value(name, from, to);
            }
            if (symbol instanceof Symbol.Definition d && d.isConstant()) {
                return valuesAt(Place.CONSTANT).get(name);
            }
            return valuesAt(end == End.START ? Place.START : Place.END).get(name);
        }

        @Override
        public @Nullable TabulatedFunction table(String name) {
            return table.get(name) instanceof Symbol.Table t ? t.function() : null;
        }

        @Override
        public Iterable<String> names() {
            List<String> names = new ArrayList<>(table.keySet());
            names.add("t");
            names.add("T");
            names.add("pi");
            return names;
        }
    }
}
