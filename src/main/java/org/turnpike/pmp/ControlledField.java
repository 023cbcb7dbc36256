package org.turnpike.pmp;

import org.turnpike.pmp.shooting.ArcField;
import org.turnpike.pmp.shooting.SmoothFunction;

/** y′ = F(y, t, u) with u = u(y, t) by a law: what follows from the law by the chain rule. */
abstract class ControlledField implements ArcField {
    /** The dimension of y. */
    final int n;
    /** The number of controls. */
    final int m;
    /** (y, t, u) at the point entered. */
    final double[] input;
    /** ∂u/∂(y, t), m × (n + 1). */
    final double[] controlJacobian;

    private final SmoothFunction motion;
    private final double[] motionJacobian;

    ControlledField(int dimension, int controls, SmoothFunction motion) {
        n = dimension;
        m = controls;
        this.motion = motion;
        input = new double[n + 1 + m];
        controlJacobian = new double[m * (n + 1)];
        motionJacobian = new double[n * (n + 1 + m)];
    }

    /** Fills {@link #input} with y, t and the law's u, NaN where there is none. */
    abstract void enter(double t, double[] y);

    /** Fills {@link #controlJacobian} at the point entered. */
    abstract void law();

    @Override
    public int dimension() {
        return n;
    }

    @Override
    public int controls() {
        return m;
    }

    @Override
    public void evaluate(double t, double[] y, double[] derivative) {
        enter(t, y);
        motion.evaluate(input, derivative);
    }

    @Override
    public void control(double t, double[] y, double[] u) {
        enter(t, y);
        System.arraycopy(input, n + 1, u, 0, m);
    }

    @Override
    public void controlJacobian(double t, double[] y, double[] jacobian) {
        enter(t, y);
        law();
        System.arraycopy(controlJacobian, 0, jacobian, 0, m * (n + 1));
    }

    @Override
    public void jacobian(double t, double[] y, double[] jacobian) {
        enter(t, y);
        law();
        motion.jacobian(input, motionJacobian);
        ChainRule.total(motionJacobian, controlJacobian, n, m, jacobian);
    }
}
