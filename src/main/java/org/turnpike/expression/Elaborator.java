package org.turnpike.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives syntax its meaning: names become what a {@link Scope} says, operations become nodes of an {@link ExpressionGraph}.
 * Sums of vectors, and products and quotients with numbers, go by component.
 *
 * <p>Throws {@link SyntaxException} for an unknown name, a wrong number of arguments, vectors of different lengths, and for
 * an operation on constants that has no finite value.
 */
public final class Elaborator {
    private final ExpressionGraph graph;
    private final Scope scope;

    public Elaborator(ExpressionGraph graph, Scope scope) {
        this.graph = graph;
        this.scope = scope;
    }

    /** The value of a syntax that must be a number. */
    public Expression scalar(Syntax syntax) {
        Quantity value = quantity(syntax);
        if (value.isVector()) {
            throw new SyntaxException(
                    "expected a number, found a vector of " + value.size() + " components; index it, as in x[1]",
                    syntax.from(),
                    syntax.to());
        }
        return value.scalar();
    }

    /** The value of a syntax, a number or a vector. */
    public Quantity quantity(Syntax syntax) {
        if (syntax instanceof Syntax.Number n) {
            return Quantity.of(graph.constant(n.value()));
        }
        if (syntax instanceof Syntax.Name n) {
            return name(n);
        }
        if (syntax instanceof Syntax.Component c) {
            return Quantity.of(component(c));
        }
        if (syntax instanceof Syntax.Negation n) {
            Quantity operand = quantity(n.operand());
            List<Expression> components = new ArrayList<>(operand.size());
            for (Expression e : operand.components()) {
                components.add(graph.negate(e));
            }
            return new Quantity(components, operand.isVector());
        }
        if (syntax instanceof Syntax.Operation o) {
            return operation(o);
        }
        if (syntax instanceof Syntax.Call c) {
            return call(c);
        }
        throw new SyntaxException("a comparison is not allowed here: expected a value", syntax.from(), syntax.to());
    }

    private Quantity name(Syntax.Name n) {
        @Nullable Quantity value = scope.value(n.name(), n.from(), n.to());
        if (value == null) {
            throw unknown(n.name(), n.from(), n.to());
        }
        return value;
    }

    private SyntaxException unknown(String name, int from, int to) {
        if (Functions.isFunction(name)) {
            return new SyntaxException(
                    "the function '" + name + "' needs its argument, as in " + name + "(x)", from, to);
        }
        if (scope.table(name) != null) {
            throw new SyntaxException("the table '" + name + "' needs its argument, as in " + name + "(x)", from, to);
        }
        String hint =
                switch (name) {
                    case "e" -> "; write exp(1) for Euler's number";
                    case "PI", "Pi", "π" -> "; did you mean 'pi'?";
                    case "start", "end" -> "; an end is written with a name, as in x(" + name + ")";
                    default -> NearestName.hint(name, scope.names());
                };
        return new SyntaxException("unknown name '" + name + "'" + hint, from, to);
    }

    private Expression component(Syntax.Component c) {
        int nameEnd = c.from() + c.name().length();
        @Nullable Quantity vector = scope.value(c.name(), c.from(), nameEnd);
        if (vector == null) {
            throw unknown(c.name(), c.from(), nameEnd);
        }
        if (!vector.isVector()) {
            throw new SyntaxException("'" + c.name() + "' is no vector and has no components", c.from(), c.to());
        }
        if (!(scalar(c.index()) instanceof Constant index) || index.value() != Math.rint(index.value())) {
            throw new SyntaxException(
                    "an index must be a constant whole number",
                    c.index().from(),
                    c.index().to());
        }
        return indexed(
                vector, c.name(), index.value(), c.index().from(), c.index().to());
    }

    private static Expression indexed(Quantity vector, String name, double index, int from, int to) {
        if (index < 1 || index > vector.size()) {
            throw new SyntaxException(
                    "'" + name + "' has the components 1 to " + vector.size() + ", not " + (long) index, from, to);
        }
        return vector.components().get((int) index - 1);
    }

    private Quantity call(Syntax.Call call) {
        Scope.@Nullable End end = end(call);
        if (end != null) {
            return atEnd(call, end);
        }
        if (Piecewise.NAMES.contains(call.function())) {
            return Quantity.of(new Piecewise(graph, this, call).value());
        }
        @Nullable TabulatedFunction table = scope.table(call.function());
        if (table != null) {
            return tabulated(table, call);
        }
        if (!Functions.isFunction(call.function())) {
            throw notAFunction(call);
        }
        List<Quantity> arguments = new ArrayList<>(call.arguments().size());
        for (Syntax argument : call.arguments()) {
            arguments.add(quantity(argument));
        }
        Expression result = Functions.apply(graph, call, arguments);
        requireDefined(result, call);
        return Quantity.of(result);
    }

    private Quantity tabulated(TabulatedFunction table, Syntax.Call call) {
        if (call.arguments().size() != table.arity()) {
            throw new SyntaxException(
                    "the table " + table.name() + " takes " + table.arity()
                            + (table.arity() == 1 ? " argument" : " arguments") + ", found "
                            + call.arguments().size(),
                    call.from(),
                    call.to());
        }
        List<Expression> arguments = new ArrayList<>();
        for (Syntax argument : call.arguments()) {
            arguments.add(scalar(argument));
        }
        Expression result = table.apply(graph, arguments);
        requireDefined(result, call);
        return Quantity.of(result);
    }

    /** The end that {@code x(start)} or {@code x(end)} names, or null for a call of a function. */
    public static Scope.@Nullable End end(Syntax.Call call) {
        if (call.arguments().size() == 1 && call.arguments().get(0) instanceof Syntax.Name n) {
            if (n.name().equals("start")) {
                return Scope.End.START;
            }
            if (n.name().equals("end")) {
                return Scope.End.END;
            }
        }
        return null;
    }

    private Quantity atEnd(Syntax.Call call, Scope.End end) {
        String name = call.function();
        int bracket = name.indexOf('[');
        String plain = bracket < 0 ? name : name.substring(0, bracket);
        @Nullable Quantity value = scope.valueAt(plain, end, call.from(), call.to());
        if (value == null) {
            throw unknown(plain, call.from(), call.from() + plain.length());
        }
        if (bracket < 0) {
            return value;
        }
        if (!value.isVector()) {
            throw new SyntaxException("'" + plain + "' is no vector and has no components", call.from(), call.to());
        }
        double index = Double.parseDouble(name.substring(bracket + 1, name.length() - 1));
        return Quantity.of(indexed(value, plain, index, call.from(), call.to()));
    }

    private SyntaxException notAFunction(Syntax.Call call) {
        String name = call.function();
        int bracket = name.indexOf('[');
        String plain = bracket < 0 ? name : name.substring(0, bracket);
        for (String known : scope.names()) {
            if (known.equals(plain)) {
                return new SyntaxException(
                        "'" + name + "' is no function; a product is written " + name + "*(…), a value at an end "
                                + name + "(start) or " + name + "(end)",
                        call.from(),
                        call.to());
            }
        }
        return Functions.unknown(call);
    }

    /** Walks down the left operands in a loop: a sum of thousands of terms must not be thousands of calls deep. */
    private Quantity operation(Syntax.Operation top) {
        Deque<Syntax.Operation> spine = new ArrayDeque<>();
        Syntax innermost = top;
        while (innermost instanceof Syntax.Operation o) {
            spine.push(o);
            innermost = o.left();
        }
        Quantity value = quantity(innermost);
        while (!spine.isEmpty()) {
            Syntax.Operation o = spine.pop();
            value = combine(o, value, quantity(o.right()));
        }
        return value;
    }

    private Quantity combine(Syntax.Operation o, Quantity a, Quantity b) {
        requireShapes(o, a, b);
        int n = Math.max(a.size(), b.size());
        List<Expression> components = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Expression left = a.components().get(a.isVector() ? i : 0);
            Expression right = b.components().get(b.isVector() ? i : 0);
            Expression result =
                    switch (o.operator()) {
                        case '+' -> graph.add(left, right);
                        case '-' -> graph.subtract(left, right);
                        case '*' -> graph.multiply(left, right);
                        case '/' -> graph.divide(left, right);
                        default -> graph.power(left, right);
                    };
            if (o.operator() == '/' && right.is(0)) {
                throw new SyntaxException("division by zero", o.from(), o.to());
            }
            requireDefined(result, o);
            components.add(result);
        }
        return new Quantity(components, a.isVector() || b.isVector());
    }

    private static void requireShapes(Syntax.Operation o, Quantity a, Quantity b) {
        if (!a.isVector() && !b.isVector()) {
            return;
        }
        boolean allowed =
                switch (o.operator()) {
                    case '+', '-' -> a.isVector() && b.isVector();
                    case '*' -> !a.isVector() || !b.isVector();
                    case '/' -> !b.isVector();
                    default -> false;
                };
        if (!allowed) {
            throw new SyntaxException(
                    "'" + o.operator() + "' has no meaning between " + shape(a) + " and " + shape(b)
                            + "; index the components, as in x[1]",
                    o.from(),
                    o.to());
        }
        if (a.isVector() && b.isVector() && a.size() != b.size()) {
            throw new SyntaxException(
                    "vectors of different lengths, " + a.size() + " and " + b.size(), o.from(), o.to());
        }
    }

    private static String shape(Quantity q) {
        return q.isVector() ? "a vector of " + q.size() + " components" : "a number";
    }

    /** Constants are folded by the graph unless their value is undefined: what is left over is an error here. */
    private static void requireDefined(Expression result, Syntax at) {
        Expression e = result instanceof Unary n && n.function() == UnaryFunction.NEGATE ? n.operand() : result;
        boolean undefined = e instanceof Constant c && !Double.isFinite(c.value())
                || e instanceof Unary u && u.operand() instanceof Constant
                || e instanceof Binary b && b.left() instanceof Constant && b.right() instanceof Constant;
        if (undefined) {
            throw new SyntaxException(
                    e instanceof Constant ? "the value is too large for a number" : e + " has no finite value",
                    at.from(),
                    at.to());
        }
    }
}
