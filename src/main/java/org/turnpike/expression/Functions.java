package org.turnpike.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that an expression may call. */
public final class Functions {
    private static final Map<String, UnaryFunction> UNARY = new LinkedHashMap<>();
    private static final List<String> NAMES = new ArrayList<>();
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("ln", "log"),
            Map.entry("arcsin", "asin"),
            Map.entry("arccos", "acos"),
            Map.entry("arctan", "atan"),
            Map.entry("arctan2", "atan2"),
            Map.entry("fabs", "abs"),
            Map.entry("sgn", "sign"),
            Map.entry("tg", "tan"),
            Map.entry("minimum", "min"),
            Map.entry("where", "piecewise"),
            Map.entry("ifelse", "piecewise"),
            Map.entry("maximum", "max"));

    static {
        for (UnaryFunction f : UnaryFunction.values()) {
            if (f != UnaryFunction.NEGATE && f != UnaryFunction.CURVE) {
                UNARY.put(f.symbol(), f);
                NAMES.add(f.symbol());
            }
        }
        NAMES.addAll(List.of("atan2", "min", "max", "relu", "norm", "sum", "dot"));
        NAMES.addAll(Piecewise.NAMES);
    }

    private Functions() {}

    /** Their names. */
    public static List<String> names() {
        return List.copyOf(NAMES);
    }

    /** Whether that is one. */
    public static boolean isFunction(String name) {
        return NAMES.contains(name);
    }

    static Expression apply(ExpressionGraph graph, Syntax.Call call, List<Quantity> arguments) {
        @Nullable UnaryFunction unary = UNARY.get(call.function());
        if (unary != null) {
            return graph.apply(unary, one(call, arguments));
        }
        return switch (call.function()) {
            case "relu" -> graph.apply(BinaryFunction.MAXIMUM, one(call, arguments), graph.constant(0));
            case "atan2" -> {
                arity(call, arguments, 2);
                yield graph.apply(BinaryFunction.ATAN2, scalar(call, arguments, 0), scalar(call, arguments, 1));
            }
            case "min" -> extremum(graph, BinaryFunction.MINIMUM, call, arguments);
            case "max" -> extremum(graph, BinaryFunction.MAXIMUM, call, arguments);
            case "norm" -> norm(graph, components(arguments));
            case "sum" -> graph.sum(components(arguments));
            case "dot" -> dot(graph, call, arguments);
            default -> throw unknown(call);
        };
    }

    static SyntaxException unknown(Syntax.Call call) {
        String name = call.function();
        int end = call.from() + name.length();
        if (name.equals("pow") || name.equals("power")) {
            return new SyntaxException("unknown function '" + name + "'; a power is written a^b", call.from(), end);
        }
        @Nullable String synonym = SYNONYMS.get(name);
        String hint = synonym == null ? NearestName.hint(name, NAMES) : "; did you mean '" + synonym + "'?";
        return new SyntaxException("unknown function '" + name + "'" + hint, call.from(), end);
    }

    private static Expression one(Syntax.Call call, List<Quantity> arguments) {
        arity(call, arguments, 1);
        return scalar(call, arguments, 0);
    }

    private static void arity(Syntax.Call call, List<Quantity> arguments, int expected) {
        if (arguments.size() != expected) {
            throw new SyntaxException(
                    call.function() + " takes " + expected + (expected == 1 ? " argument" : " arguments") + ", found "
                            + arguments.size(),
                    call.from(),
                    call.to());
        }
    }

    private static Expression scalar(Syntax.Call call, List<Quantity> arguments, int k) {
        Quantity argument = arguments.get(k);
        if (argument.isVector()) {
            Syntax at = call.arguments().get(k);
            throw new SyntaxException(
                    call.function() + " takes a number, found a vector of " + argument.size()
                            + " components; index it, as in x[1]",
                    at.from(),
                    at.to());
        }
        return argument.scalar();
    }

    private static List<Expression> components(List<Quantity> arguments) {
        List<Expression> all = new ArrayList<>();
        for (Quantity argument : arguments) {
            all.addAll(argument.components());
        }
        return all;
    }

    private static Expression extremum(
            ExpressionGraph graph, BinaryFunction function, Syntax.Call call, List<Quantity> arguments) {
        List<Expression> values = components(arguments);
        if (values.size() < 2) {
            throw new SyntaxException(
                    call.function() + " takes two or more values, found " + values.size(), call.from(), call.to());
        }
        Expression result = values.get(0);
        for (int i = 1; i < values.size(); i++) {
            result = graph.apply(function, result, values.get(i));
        }
        return result;
    }

    /** √(Σ xᵢ²); of a single number its absolute value. */
    private static Expression norm(ExpressionGraph graph, List<Expression> values) {
        if (values.size() == 1) {
            return graph.apply(UnaryFunction.ABS, values.get(0));
        }
        List<Expression> squares = new ArrayList<>();
        for (Expression value : values) {
            squares.add(graph.power(value, graph.constant(2)));
        }
        return graph.apply(UnaryFunction.SQRT, graph.sum(squares));
    }

    private static Expression dot(ExpressionGraph graph, Syntax.Call call, List<Quantity> arguments) {
        arity(call, arguments, 2);
        Quantity a = arguments.get(0);
        Quantity b = arguments.get(1);
        if (a.size() != b.size()) {
            throw new SyntaxException(
                    "dot takes vectors of one length, found " + a.size() + " and " + b.size(), call.from(), call.to());
        }
        List<Expression> products = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            products.add(graph.multiply(a.components().get(i), b.components().get(i)));
        }
        return graph.sum(products);
    }
}
