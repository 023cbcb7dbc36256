package org.turnpike.minimization;

import java.util.Map;
import java.util.function.Supplier;

/** Told of each iterate; answers whether to go on. */
@FunctionalInterface
public interface DescentListener {
    /** Says nothing and never stops. */
    DescentListener SILENT = iterate -> true;

    /** Returns false to stop with {@link Termination#INTERRUPTED}. */
    boolean iterate(Iterate iterate);

    /**
     * Where a descent is.
     *
     * @param number 0 for the start
     * @param gradientNorm (gᵀM⁻¹g)^½
     * @param innerSteps conjugate-gradient steps, or evaluations of a line search, that led here
     * @param step (sᵀMs)^½
     * @param radius of the trust region, or NaN
     * @param remark such as "negative curvature" or "step rejected", or empty
     * @param u valid during the call only
     * @param memory what the method must know beside u to go on from here as if it had not been stopped, by name (moments of Adam, pairs
     *     of L-BFGS); evaluated during the call only
     */
    record Iterate(
            int number,
            double value,
            double gradientNorm,
            int innerSteps,
            double step,
            double radius,
            String remark,
            double[] u,
            Supplier<Map<String, double[]>> memory) {

        /** The same place told as one of another function or space. */
        public Iterate as(double otherValue, String otherRemark, double[] v, Supplier<Map<String, double[]>> kept) {
            return new Iterate(number, otherValue, gradientNorm, innerSteps, step, radius, otherRemark, v, kept);
        }
    }
}
