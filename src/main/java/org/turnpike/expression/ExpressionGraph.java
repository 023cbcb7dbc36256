package org.turnpike.expression;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of expressions, each stored once, simplified as they are made.
 *
 * <p>Rules applied: folding of constants (unless the result is undefined, so that a diagnosis can still name the operation),
 * neutral and absorbing elements, signs pulled outwards, constant factors merged, commutative operands in one order.
 * Simplification assumes defined operands: {@code 0*log(x)} is 0 also where log(x) is not defined.
 *
 * <p>Not safe for use by several threads.
 */
public final class ExpressionGraph {
    /** More than any curve has derivatives. */
    private static final int ORDERS = 16;

    private record Key(Enum<?> function, int left, int right) {
        // Written out: the generated methods link themselves at first use, which a short run pays for.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key k && function == k.function && left == k.left && right == k.right;
        }

        @Override
        public int hashCode() {
            return (function.hashCode() * 31 + left) * 31 + right;
        }
    }

    private final Map<Key, Expression> operations = new HashMap<>();
    private final Map<Long, Constant> constants = new HashMap<>();
    private final Map<String, Variable> variables = new HashMap<>();
    private final Map<Curve, Integer> curves = new HashMap<>();
    private int next;

    /** The number of nodes made so far. */
    public int size() {
        return next;
    }

    public Constant constant(double value) {
        double normal = value == 0 ? 0.0 : value;
        @Nullable Constant known = constants.get(Double.doubleToLongBits(normal));
        if (known == null) {
            known = new Constant(next++, normal);
            constants.put(Double.doubleToLongBits(normal), known);
        }
        return known;
    }

    /** The variable of that name, made at first use. */
    public Variable variable(String name) {
        @Nullable Variable known = variables.get(name);
        if (known == null) {
            known = new Variable(next++, name);
            variables.put(name, known);
        }
        return known;
    }

    public Expression add(Expression a, Expression b) {
        if (a.is(0)) {
            return b;
        }
        if (b.is(0)) {
            return a;
        }
        if (a == b) {
            return multiply(constant(2), a);
        }
        if (b instanceof Unary n && n.function() == UnaryFunction.NEGATE) {
            return subtract(a, n.operand());
        }
        if (a instanceof Unary n && n.function() == UnaryFunction.NEGATE) {
            return subtract(b, n.operand());
        }
        return commutative(BinaryFunction.ADD, a, b);
    }

    public Expression subtract(Expression a, Expression b) {
        if (b.is(0)) {
            return a;
        }
        if (a.is(0)) {
            return negate(b);
        }
        if (a == b) {
            return constant(0);
        }
        if (b instanceof Unary n && n.function() == UnaryFunction.NEGATE) {
            return add(a, n.operand());
        }
        return folded(BinaryFunction.SUBTRACT, a, b);
    }

    public Expression multiply(Expression a, Expression b) {
        if (a.is(0) || b.is(0)) {
            return constant(0);
        }
        if (a.is(1)) {
            return b;
        }
        if (b.is(1)) {
            return a;
        }
        if (a.is(-1)) {
            return negate(b);
        }
        if (b.is(-1)) {
            return negate(a);
        }
        if (a instanceof Unary n && n.function() == UnaryFunction.NEGATE) {
            return negate(multiply(n.operand(), b));
        }
        if (b instanceof Unary n && n.function() == UnaryFunction.NEGATE) {
            return negate(multiply(a, n.operand()));
        }
        if (b instanceof Constant) {
            return multiplyConstant((Constant) b, a);
        }
        if (a instanceof Constant) {
            return multiplyConstant((Constant) a, b);
        }
        if (a == b) {
            return power(a, constant(2));
        }
        return commutative(BinaryFunction.MULTIPLY, a, b);
    }

    private Expression multiplyConstant(Constant c, Expression x) {
        if (x instanceof Binary m && m.function() == BinaryFunction.MULTIPLY && m.left() instanceof Constant d) {
            return multiply(constant(c.value() * d.value()), m.right());
        }
        if (x instanceof Constant d) {
            return folded(BinaryFunction.MULTIPLY, c, d);
        }
        return folded(BinaryFunction.MULTIPLY, c, x);
    }

    public Expression divide(Expression a, Expression b) {
        if (b.is(1)) {
            return a;
        }
        if (a.is(0) && !b.is(0)) {
            return constant(0);
        }
        if (b.is(-1)) {
            return negate(a);
        }
        if (a == b && !a.is(0)) {
            return constant(1);
        }
        if (a instanceof Unary n && n.function() == UnaryFunction.NEGATE) {
            return negate(divide(n.operand(), b));
        }
        if (b instanceof Unary n && n.function() == UnaryFunction.NEGATE) {
            return negate(divide(a, n.operand()));
        }
        return folded(BinaryFunction.DIVIDE, a, b);
    }

    public Expression power(Expression base, Expression exponent) {
        if (exponent.is(1)) {
            return base;
        }
        if (exponent.is(0)) {
            return constant(1);
        }
        if (exponent.is(0.5)) {
            return apply(UnaryFunction.SQRT, base);
        }
        if (exponent.is(-1)) {
            return divide(constant(1), base);
        }
        if (exponent.is(2) && base instanceof Unary n && n.function() == UnaryFunction.NEGATE) {
            return power(n.operand(), exponent);
        }
        if (exponent.is(2) && base instanceof Unary n && n.function() == UnaryFunction.ABS) {
            return power(n.operand(), exponent);
        }
        return folded(BinaryFunction.POWER, base, exponent);
    }

    public Expression negate(Expression a) {
        if (a instanceof Unary n && n.function() == UnaryFunction.NEGATE) {
            return n.operand();
        }
        if (a instanceof Binary m && m.function() == BinaryFunction.SUBTRACT) {
            return subtract(m.right(), m.left());
        }
        if (a instanceof Binary m && m.function() == BinaryFunction.MULTIPLY && m.left() instanceof Constant c) {
            return multiply(constant(-c.value()), m.right());
        }
        return folded(UnaryFunction.NEGATE, a);
    }

    /** Any function of one operand. */
    public Expression apply(UnaryFunction function, Expression a) {
        if (function == UnaryFunction.NEGATE) {
            return negate(a);
        }
        return folded(function, a);
    }

    /**
     * A curve, or its derivative of some order, at an expression's value; 0 beyond {@link Curve#lastOrder}. Derivatives of expressions
     * with it are exact, too.
     */
    public Expression apply(Curve curve, int order, Expression a) {
        if (order > curve.lastOrder()) {
            return constant(0);
        }
        if (a instanceof Constant x && Double.isFinite(curve.at(x.value(), order))) {
            return constant(curve.at(x.value(), order));
        }
        @Nullable Integer number = curves.putIfAbsent(curve, curves.size());
        int right = (number == null ? curves.size() - 1 : number) * ORDERS + order;
        Key key = new Key(UnaryFunction.CURVE, a.id(), right);
        @Nullable Expression known = operations.get(key);
        if (known == null) {
            known = new Unary(next++, UnaryFunction.CURVE, a, curve, order);
            operations.put(key, known);
        }
        return known;
    }

    /** The function of a node at another operand. */
    public Expression again(Unary node, Expression operand) {
        return node.function() == UnaryFunction.CURVE
                ? apply(node.curve(), node.order(), operand)
                : apply(node.function(), operand);
    }

    /** Any function of two operands. */
    public Expression apply(BinaryFunction function, Expression a, Expression b) {
        return switch (function) {
            case ADD -> add(a, b);
            case SUBTRACT -> subtract(a, b);
            case MULTIPLY -> multiply(a, b);
            case DIVIDE -> divide(a, b);
            case POWER -> power(a, b);
            case MINIMUM, MAXIMUM -> a == b ? a : commutative(function, a, b);
            case ATAN2 -> folded(function, a, b);
        };
    }

    /** The sum of terms; 0 for none. */
    public Expression sum(Iterable<? extends Expression> terms) {
        Expression total = constant(0);
        for (Expression term : terms) {
            total = add(total, term);
        }
        return total;
    }

    private Expression commutative(BinaryFunction function, Expression a, Expression b) {
        return a.id() <= b.id() ? folded(function, a, b) : folded(function, b, a);
    }

    private Expression folded(BinaryFunction function, Expression a, Expression b) {
        if (a instanceof Constant x && b instanceof Constant y) {
            double value = function.apply(x.value(), y.value());
            if (Double.isFinite(value)) {
                return constant(value);
            }
        }
        Key key = new Key(function, a.id(), b.id());
        @Nullable Expression known = operations.get(key);
        if (known == null) {
            known = new Binary(next++, function, a, b);
            operations.put(key, known);
        }
        return known;
    }

    private Expression folded(UnaryFunction function, Expression a) {
        if (a instanceof Constant x) {
            double value = function.apply(x.value());
            if (Double.isFinite(value)) {
                return constant(value);
            }
        }
        Key key = new Key(function, a.id(), -1);
        @Nullable Expression known = operations.get(key);
        if (known == null) {
            known = new Unary(next++, function, a);
            operations.put(key, known);
        }
        return known;
    }
}
