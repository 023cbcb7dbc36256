package org.turnpike.expression;

/** Functions of two operands. */
public enum BinaryFunction {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    /** left^right for real operands; integer exponents of constants are valid for negative bases too. */
    POWER("^"),
    MINIMUM("min"),
    MAXIMUM("max"),
    ATAN2("atan2");

    private final String symbol;

    BinaryFunction(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written in problem files. */
    public String symbol() {
        return symbol;
    }

    /** The value for given operands, in IEEE arithmetic; NaN where undefined. */
    public double apply(double a, double b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> Math.pow(a, b);
            case MINIMUM -> Math.min(a, b);
            case MAXIMUM -> Math.max(a, b);
            case ATAN2 -> Math.atan2(a, b);
        };
    }
}
