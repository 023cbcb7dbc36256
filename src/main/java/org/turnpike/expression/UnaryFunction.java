package org.turnpike.expression;

import java.util.Locale;

/** Functions of one operand. */
public enum UnaryFunction {
    NEGATE,
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    SINH,
    COSH,
    TANH,
    EXP,
    LOG,
    SQRT,
    /** |x|; its derivative is {@link #SIGN}, undefined at 0. */
    ABS,
    /** −1, 0 or 1; its derivative is 0, undefined at 0. */
    SIGN,
    /** A {@link Curve} or a derivative of one, which {@link Unary#curve} holds. */
    CURVE;

    /** How it is written in problem files. */
    public String symbol() {
        return this == NEGATE ? "-" : name().toLowerCase(Locale.ROOT);
    }

    /** The value at x, in IEEE arithmetic; NaN where undefined. */
    public double apply(double x) {
        return switch (this) {
            case NEGATE -> -x;
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case ASIN -> Math.asin(x);
            case ACOS -> Math.acos(x);
            case ATAN -> Math.atan(x);
            case SINH -> Math.sinh(x);
            case COSH -> Math.cosh(x);
            case TANH -> Math.tanh(x);
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SQRT -> Math.sqrt(x);
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case CURVE -> throw new IllegalStateException("the node knows its curve");
        };
    }
}
