package org.turnpike.pmp.shooting;

/**
 * The vector field of one arc, y′ = F(t, y) ∈ ℝⁿ, and the control u(t, y) ∈ ℝᵐ that closes it. Undefined values are NaN; nothing throws.
 * Keeps work space: one instance belongs to one thread.
 */
public interface ArcField {
    /** n. */
    int dimension();

    /** m. */
    int controls();

    /** F(t, y) into {@code derivative} (n). */
    void evaluate(double t, double[] y, double[] derivative);

    /** ∂F/∂y, n × n row by row, into {@code jacobian}. */
    void jacobian(double t, double[] y, double[] jacobian);

    /** u(t, y) into {@code u} (m). */
    void control(double t, double[] y, double[] u);

    /** ∂u/∂(y, t), m × (n + 1) row by row, into {@code jacobian}. */
    void controlJacobian(double t, double[] y, double[] jacobian);
}
