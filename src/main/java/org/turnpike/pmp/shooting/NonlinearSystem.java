package org.turnpike.pmp.shooting;

/** r(z) = 0, r: ℝⁿ → ℝᵐ, m ≥ n, with its Jacobian. Keeps work space: one instance belongs to one thread. */
public interface NonlinearSystem {
    /** n. */
    int unknowns();

    /** m. */
    int equations();

    /** r(z) into {@code residual} (m); false if it is undefined there. */
    boolean residual(double[] z, double[] residual);

    /** r(z) and r′(z), m × n row by row; false if they are undefined there. */
    boolean residualAndJacobian(double[] z, double[] residual, double[] jacobian);

    /** The sizes of the unknowns' changes that count as one (n, positive), for norms; may depend on z. */
    void scale(double[] z, double[] scale);

    /** Whether z may be an iterate, apart from being defined: times in order, for one. */
    default boolean admissible(double[] z) {
        return true;
    }

    /** Whether the solver must stop before the next evaluation: a limit is reached. */
    default boolean exhausted() {
        return false;
    }
}
