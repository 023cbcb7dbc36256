package org.turnpike.nlp.convex;

/** A convex function on ℝⁿ, twice continuously differentiable, finite everywhere. */
public interface ConvexObjective {
    /** f(x). */
    double value(double[] x);

    /** ∇f(x), a fresh array. */
    double[] gradient(double[] x);

    /** ∇²f(x), both triangles, a fresh array. */
    double[][] hessian(double[] x);
}
