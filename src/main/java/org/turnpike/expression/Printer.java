package org.turnpike.expression;

/** Expressions as text a user can read, shortened with … beyond a few dozen nodes. */
final class Printer {
    private static final int LIMIT = 160;
    private static final int DEPTH = 24;
    private final StringBuilder text = new StringBuilder();

    private Printer() {}

    static String print(Expression e) {
        Printer printer = new Printer();
        printer.write(e, 0, 0);
        return printer.text.length() <= LIMIT ? printer.text.toString() : printer.text.substring(0, LIMIT) + "…";
    }

    /** Precedence: 1 sums, 2 products, 3 unary minus, 4 powers, 5 atoms. */
    private void write(Expression e, int outer, int depth) {
        if (text.length() > LIMIT || depth > DEPTH) {
            text.append('…');
        } else if (e instanceof Constant c) {
            number(c.value(), outer);
        } else if (e instanceof Variable v) {
            text.append(v.name());
        } else if (e instanceof Unary u) {
            unary(u, outer, depth);
        } else if (e instanceof Binary b) {
            binary(b, outer, depth);
        }
    }

    private void number(double value, int outer) {
        String plain = value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
        boolean brackets = value < 0 && outer > 1;
        text.append(brackets ? "(" + plain + ")" : plain);
    }

    private void unary(Unary u, int outer, int depth) {
        if (u.function() == UnaryFunction.NEGATE) {
            open(outer > 2);
            text.append('-');
            write(u.operand(), 3, depth + 1);
            close(outer > 2);
        } else {
            text.append(u.symbol()).append('(');
            write(u.operand(), 0, depth + 1);
            text.append(')');
        }
    }

    private void binary(Binary b, int outer, int depth) {
        int own =
                switch (b.function()) {
                    case ADD, SUBTRACT -> 1;
                    case MULTIPLY, DIVIDE -> 2;
                    case POWER -> 4;
                    case MINIMUM, MAXIMUM, ATAN2 -> 5;
                };
        if (own == 5) {
            text.append(b.function().symbol()).append('(');
            write(b.left(), 0, depth + 1);
            text.append(", ");
            write(b.right(), 0, depth + 1);
            text.append(')');
            return;
        }
        open(outer > own);
        write(b.left(), own == 4 ? 5 : own, depth + 1);
        text.append(own == 1 ? " " + b.function().symbol() + " " : b.function().symbol());
        boolean strict = b.function() == BinaryFunction.SUBTRACT || b.function() == BinaryFunction.DIVIDE;
        write(b.right(), strict ? own + 1 : own, depth + 1);
        close(outer > own);
    }

    private void open(boolean needed) {
        if (needed) {
            text.append('(');
        }
    }

    private void close(boolean needed) {
        if (needed) {
            text.append(')');
        }
    }
}
