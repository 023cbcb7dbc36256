package org.turnpike.expression.compile;

/**
 * A compiled loop over the instances of a {@link Pattern}; see the package description for the layout of the arrays. Allocates
 * nothing; never throws on undefined arithmetic (NaN, infinity). Keeps work space: one instance belongs to one thread.
 */
public interface Kernel {
    /** Evaluates instances {@code from} (inclusive) to {@code to} (exclusive). */
    void evaluate(double[] z, int[] index, double[] data, double[] multipliers, double[] out, int from, int to);
}
