package org.turnpike.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exact derivatives of expressions as expressions of the same graph. */
public final class Derivatives {
    private final ExpressionGraph graph;

    public Derivatives(ExpressionGraph graph) {
        this.graph = graph;
    }

    /**
     * ∂f/∂v for each variable, by reverse accumulation: one sweep over f's nodes whatever the number of variables
     * (Griewank &amp; Walther, section 3.2).
     */
    public List<Expression> gradient(Expression f, List<Variable> variables) {
        Tape tape = Tape.of(List.of(f));
        Expression zero = graph.constant(0);
        Expression[] adjoint = new Expression[tape.size()];
        java.util.Arrays.fill(adjoint, zero);
        boolean[] active = activity(tape, variables);
        adjoint[tape.position(f)] = graph.constant(1);
        for (int i = tape.size() - 1; i >= 0; i--) {
            Expression seed = adjoint[i];
            if (!active[i] || seed.is(0)) {
                continue;
            }
            Expression node = tape.node(i);
            if (node instanceof Unary u) {
                int a = tape.position(u.operand());
                adjoint[a] = graph.add(adjoint[a], graph.multiply(seed, partial(u)));
            } else if (node instanceof Binary b) {
                int left = tape.position(b.left());
                int right = tape.position(b.right());
                if (active[left]) {
                    adjoint[left] = graph.add(adjoint[left], scaledLeftPartial(seed, b));
                }
                if (active[right]) {
                    adjoint[right] = graph.add(adjoint[right], scaledRightPartial(seed, b));
                }
            }
        }
        List<Expression> result = new ArrayList<>();
        for (Variable v : variables) {
            result.add(tape.contains(v) ? adjoint[tape.position(v)] : zero);
        }
        return result;
    }

    /** ∂f_r/∂v for each function, by forward accumulation (tangents) along their common tape. */
    public List<Expression> tangent(List<? extends Expression> functions, Variable v) {
        Tape tape = Tape.of(functions);
        Expression zero = graph.constant(0);
        Expression[] tangent = new Expression[tape.size()];
        for (int i = 0; i < tape.size(); i++) {
            Expression node = tape.node(i);
            Expression value = zero;
            if (node == v) {
                value = graph.constant(1);
            } else if (node instanceof Unary u) {
                Expression inner = tangent[tape.position(u.operand())];
                if (!inner.is(0)) {
                    value = graph.multiply(inner, partial(u));
                }
            } else if (node instanceof Binary b) {
                Expression left = tangent[tape.position(b.left())];
                Expression right = tangent[tape.position(b.right())];
                if (!left.is(0)) {
                    value = scaledLeftPartial(left, b);
                }
                if (!right.is(0)) {
                    value = graph.add(value, scaledRightPartial(right, b));
                }
            }
            tangent[i] = value;
        }
        List<Expression> result = new ArrayList<>();
        for (Expression f : functions) {
            result.add(tangent[tape.position(f)]);
        }
        return result;
    }

    /**
     * f with variables replaced, in this graph. Functions of another graph are carried over; then all their variables must have a
     * replacement.
     */
    public List<Expression> substitute(
            List<? extends Expression> functions, Map<Variable, ? extends Expression> replacement) {
        Tape tape = Tape.of(functions);
        Expression[] image = new Expression[tape.size()];
        for (int i = 0; i < tape.size(); i++) {
            Expression node = tape.node(i);
            if (node instanceof Variable v) {
                @Nullable Expression other = replacement.get(v);
                image[i] = other == null ? v : other;
            } else if (node instanceof Unary u) {
                image[i] = graph.again(u, image[tape.position(u.operand())]);
            } else if (node instanceof Binary b) {
                image[i] = graph.apply(b.function(), image[tape.position(b.left())], image[tape.position(b.right())]);
            } else if (node instanceof Constant c) {
                // The functions may be of another graph.
                image[i] = graph.constant(c.value());
            } else {
                throw new IllegalStateException(node.toString());
            }
        }
        List<Expression> result = new ArrayList<>();
        for (Expression f : functions) {
            result.add(image[tape.position(f)]);
        }
        return result;
    }

    private static boolean[] activity(Tape tape, List<Variable> variables) {
        boolean[] active = new boolean[tape.size()];
        for (Variable v : variables) {
            if (tape.contains(v)) {
                active[tape.position(v)] = true;
            }
        }
        for (int i = 0; i < tape.size(); i++) {
            Expression node = tape.node(i);
            if (node instanceof Unary u) {
                active[i] = active[tape.position(u.operand())];
            } else if (node instanceof Binary b) {
                active[i] = active[tape.position(b.left())] || active[tape.position(b.right())];
            }
        }
        return active;
    }

    /** The derivative of a function of one operand. */
    private Expression partial(Unary node) {
        Expression x = node.operand();
        return switch (node.function()) {
            case NEGATE -> graph.constant(-1);
            case SIN -> graph.apply(UnaryFunction.COS, x);
            case COS -> graph.negate(graph.apply(UnaryFunction.SIN, x));
            case TAN -> graph.add(graph.constant(1), square(node));
            case ASIN -> reciprocal(graph.apply(UnaryFunction.SQRT, graph.subtract(graph.constant(1), square(x))));
            case ACOS ->
                graph.negate(reciprocal(graph.apply(UnaryFunction.SQRT, graph.subtract(graph.constant(1), square(x)))));
            case ATAN -> reciprocal(graph.add(graph.constant(1), square(x)));
            case SINH -> graph.apply(UnaryFunction.COSH, x);
            case COSH -> graph.apply(UnaryFunction.SINH, x);
            case TANH -> graph.subtract(graph.constant(1), square(node));
            case EXP -> node;
            case LOG -> reciprocal(x);
            case SQRT -> graph.divide(graph.constant(0.5), node);
            case ABS -> graph.apply(UnaryFunction.SIGN, x);
            case SIGN -> graph.constant(0);
            case CURVE -> graph.apply(node.curve(), node.order() + 1, x);
        };
    }

    private Expression scaledLeftPartial(Expression seed, Binary node) {
        Expression a = node.left();
        Expression b = node.right();
        return switch (node.function()) {
            case ADD, SUBTRACT -> seed;
            case MULTIPLY -> graph.multiply(seed, b);
            case DIVIDE -> graph.divide(seed, b);
            case POWER -> graph.multiply(seed, graph.multiply(b, graph.power(a, graph.subtract(b, graph.constant(1)))));
            case MINIMUM -> graph.multiply(seed, choice(graph.subtract(b, a)));
            case MAXIMUM -> graph.multiply(seed, choice(graph.subtract(a, b)));
            case ATAN2 -> graph.multiply(seed, graph.divide(b, graph.add(square(a), square(b))));
        };
    }

    private Expression scaledRightPartial(Expression seed, Binary node) {
        Expression a = node.left();
        Expression b = node.right();
        return switch (node.function()) {
            case ADD -> seed;
            case SUBTRACT -> graph.negate(seed);
            case MULTIPLY -> graph.multiply(seed, a);
            case DIVIDE -> graph.negate(graph.divide(graph.multiply(seed, node), b));
            case POWER -> graph.multiply(seed, graph.multiply(node, graph.apply(UnaryFunction.LOG, a)));
            case MINIMUM -> graph.multiply(seed, choice(graph.subtract(a, b)));
            case MAXIMUM -> graph.multiply(seed, choice(graph.subtract(b, a)));
            case ATAN2 -> graph.negate(graph.multiply(seed, graph.divide(a, graph.add(square(a), square(b)))));
        };
    }

    /** (1 + sign d)/2: which operand of min or max counts; 1/2 at the kink. */
    private Expression choice(Expression d) {
        return graph.multiply(graph.constant(0.5), graph.add(graph.constant(1), graph.apply(UnaryFunction.SIGN, d)));
    }

    private Expression square(Expression x) {
        return graph.power(x, graph.constant(2));
    }

    private Expression reciprocal(Expression x) {
        return graph.divide(graph.constant(1), x);
    }
}
