package org.turnpike.pmp;

/** A first idea of (x, p)(t), parameters' and integrals' components included, and of u(t). */
public interface CanonicalGuess {
    /** (x, q, z, p) at t into {@code y} (2n). */
    void at(double t, double[] y);

    /** u(t), a new array. */
    double[] controls(double t);
}
