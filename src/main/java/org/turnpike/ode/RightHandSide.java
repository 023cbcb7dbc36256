package org.turnpike.ode;

/** f in x′ = f(t, x). An undefined value is a NaN in its place; it never throws. */
@FunctionalInterface
public interface RightHandSide {
    /** f(t, x) into {@code derivative}, which has x's length. {@code x} must not be written or kept. */
    void evaluate(double t, double[] x, double[] derivative);
}
