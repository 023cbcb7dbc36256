package org.turnpike.learning.pmp;

/** Conditions on y at one end, or on the two sides of a switch. */
interface Junction {
    /** The number of conditions. */
    int count();

    /**
     * The conditions into {@code out}, from {@code at} on.
     *
     * @param left y before the switch, or y at the end
     * @param right y after the switch; at an end the same as {@code left}
     */
    void residual(double[] left, double[] right, double[] out, int at);

    /** ∂/∂left and ∂/∂right, count × n row by row, both zero before; at an end only the former. */
    void jacobian(double[] left, double[] right, double[] byLeft, double[] byRight);
}
