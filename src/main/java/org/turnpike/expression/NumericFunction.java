package org.turnpike.expression;

/** A function ℝⁿ → ℝᵐ in floating-point arithmetic. Keeps work space: one instance belongs to one thread. */
public interface NumericFunction {
    /** n. */
    int inputs();

    /** m. */
    int outputs();

    /** Values into {@code output}; NaN or infinite where undefined. Never throws. */
    void evaluate(double[] input, double[] output);
}
