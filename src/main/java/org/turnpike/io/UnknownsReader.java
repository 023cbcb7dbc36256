package org.turnpike.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Quantity;
import org.turnpike.expression.Variable;
import org.turnpike.problem.Control;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;

/**
 * Reads {@code states}, {@code controls} and {@code parameters}; a vector ({@code size: n}) becomes its components. All must be
 * declared before the first is read, for an expression in one may not use another, and says so.
 */
final class UnknownsReader {
    private static final int LARGEST_VECTOR = 10_000;
    private static final String EXAMPLE = "a mapping such as {lower: 0, upper: 1}";

    /** A declared name and its components. */
    private record Declared(Field field, List<String> names, boolean vector, List<Variable> variables) {
        int size() {
            return names.size();
        }
    }

    private final Formulas formulas;
    private final ExpressionGraph graph;
    private final List<Declared> states = new ArrayList<>();
    private final List<Declared> controls = new ArrayList<>();
    private final List<Declared> parameters = new ArrayList<>();

    UnknownsReader(Formulas formulas) {
        this.formulas = formulas;
        this.graph = formulas.graph();
    }

    void declareState(Field field) {
        field.only("a mapping such as {start: 0, end: 1}", "start", "end", "lower", "upper", "guess", "size");
        Declared d = declared(field);
        List<Variable> atStart = new ArrayList<>();
        List<Variable> atEnd = new ArrayList<>();
        for (String name : d.names()) {
            atStart.add(graph.variable(name.concat("(start)")));
            atEnd.add(graph.variable(name.concat("(end)")));
        }
        formulas.symbols()
                .declare(new Symbol.StateSymbol(
                        field, quantity(d, d.variables()), quantity(d, atStart), quantity(d, atEnd)));
        states.add(d);
    }

    void declareControl(Field field) {
        controls.add(declareUnknown(field, "control"));
    }

    void declareParameter(Field field) {
        parameters.add(declareUnknown(field, "parameter"));
    }

    private Declared declareUnknown(Field field, String kind) {
        if (field.get("start") != null || field.get("end") != null) {
            throw field.error("a " + kind + " has no start or end value; it has lower, upper, guess and size");
        }
        field.only(EXAMPLE, "lower", "upper", "guess", "size");
        Declared d = declared(field);
        formulas.symbols().declare(new Symbol.Unknown(field, kind, quantity(d, d.variables())));
        return d;
    }

    private Declared declared(Field field) {
        @Nullable Field size = field.get("size");
        @Nullable Integer components = size == null ? null : formulas.whole(size, 1, LARGEST_VECTOR);
        List<String> names = Symbol.componentNames(field.key(), components);
        List<Variable> variables = new ArrayList<>();
        for (String name : names) {
            variables.add(graph.variable(name));
        }
        return new Declared(field, names, components != null, variables);
    }

    private static Quantity quantity(Declared d, List<Variable> variables) {
        return d.vector() ? Quantity.vector(variables) : Quantity.of(variables.get(0));
    }

    List<State> states() {
        List<State> result = new ArrayList<>();
        for (Declared d : states) {
            Range[] bounds = bounds(d);
            Range[] start = values(d, "start", bounds);
            Range[] end = values(d, "end", bounds);
            for (int i = 0; i < d.size(); i++) {
                String name = d.names().get(i);
                result.add(new State(
                        name,
                        d.variables().get(i),
                        graph.variable(name.concat("(start)")),
                        graph.variable(name.concat("(end)")),
                        bounds[i],
                        start[i],
                        end[i]));
            }
        }
        return result;
    }

    List<Control> controls() {
        List<Control> result = new ArrayList<>();
        for (Declared d : controls) {
            Range[] bounds = bounds(d);
            for (int i = 0; i < d.size(); i++) {
                result.add(new Control(d.names().get(i), d.variables().get(i), bounds[i], false));
            }
        }
        return result;
    }

    List<Parameter> parameters() {
        List<Parameter> result = new ArrayList<>();
        for (Declared d : parameters) {
            Range[] bounds = bounds(d);
            for (int i = 0; i < d.size(); i++) {
                result.add(new Parameter(d.names().get(i), d.variables().get(i), bounds[i], false));
            }
        }
        return result;
    }

    private Range[] bounds(Declared d) {
        return ranges(d, d.field());
    }

    /** The intervals that {@code lower} and {@code upper} of a mapping give, each a number or one number a component. */
    private Range[] ranges(Declared d, Field mapping) {
        @Nullable Field low = mapping.get("lower");
        @Nullable Field high = mapping.get("upper");
        double[] lower = new double[d.size()];
        double[] upper = new double[d.size()];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        if (low != null) {
            List<Field> parts = components(d, low);
            for (int i = 0; i < lower.length; i++) {
                lower[i] = formulas.lower(parts.get(i));
            }
        }
        if (high != null) {
            List<Field> parts = components(d, high);
            for (int i = 0; i < upper.length; i++) {
                upper[i] = formulas.upper(parts.get(i));
            }
        }
        Range[] ranges = new Range[d.size()];
        for (int i = 0; i < ranges.length; i++) {
            ranges[i] = Formulas.interval(lower[i], upper[i], low == null ? mapping : low);
        }
        return ranges;
    }

    /** One field a component: the items of a list, or the same number for all. */
    private static List<Field> components(Declared d, Field field) {
        if (!field.isList()) {
            return Collections.nCopies(d.size(), field);
        }
        if (!d.vector()) {
            throw field.wrongType("a number");
        }
        List<Field> items = field.items("a list of numbers");
        if (items.size() != d.size()) {
            throw field.error("expected " + d.size() + " numbers, one a component, found " + items.size());
        }
        return items;
    }

    /** The ranges of the value at an end. */
    private Range[] values(Declared d, String key, Range[] bounds) {
        @Nullable Field field = d.field().get(key);
        Range[] ranges = new Range[d.size()];
        if (field == null) {
            Arrays.fill(ranges, Range.FREE);
            return ranges;
        }
        if (field.isMapping()) {
            field.only("a number or a range", "lower", "upper");
            ranges = ranges(d, field);
        } else if (field.isList() && !d.vector()) {
            ranges[0] = pair(field);
        } else {
            List<Field> parts = components(d, field);
            for (int i = 0; i < ranges.length; i++) {
                ranges[i] = Range.fixed(formulas.number(parts.get(i)));
            }
        }
        for (int i = 0; i < ranges.length; i++) {
            if (ranges[i].intersect(bounds[i]) == null) {
                throw field.error("the " + key + " value " + HorizonReader.describe(ranges[i]) + " of "
                        + d.names().get(i) + " is outside its bounds " + HorizonReader.describe(bounds[i]));
            }
        }
        return ranges;
    }

    private Range pair(Field field) {
        List<Field> sides = field.items("two numbers");
        if (sides.size() != 2) {
            throw field.error("expected a range [lower, upper], found " + sides.size()
                    + " numbers; a vector is declared by size");
        }
        return Formulas.interval(formulas.lower(sides.get(0)), formulas.upper(sides.get(1)), sides.get(0));
    }
}
