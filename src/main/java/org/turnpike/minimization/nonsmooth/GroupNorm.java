package org.turnpike.minimization.nonsmooth;

/**
 * n(u) = λ|u| where |u| ≤ M, else ∞, of a few components of a vector, which lie from {@code at} on. λ may be 0 and M infinite.
 *
 * <p>Where n is not differentiable it is so along a manifold, named by u: {0}, or the sphere |u| = M and its like. Gradients and products are vectors, not
 * covectors: ⟨a, b⟩ = Σ ω_j a_j b_j, ω the group's weights.
 */
public sealed interface GroupNorm permits WeightedNorm {
    /** The number of components. */
    int size();

    /** |u|. */
    double norm(double[] u, int at);

    /** λ. */
    double factor();

    /** M. */
    double limit();

    /** Whether u is at the bound, |u| = M to rounding. */
    default boolean bound(double[] u, int at) {
        return norm(u, at) >= limit() * (1 - 1e-12);
    }

    /** u ← argmin over w of n(w) + γ/2 |w − u|². */
    void prox(double[] u, int at, double gamma);

    /** The least |r + q|² with q a subgradient of n at u, r the gradient of what is added to n. */
    double leastSubgradient(double[] u, double[] r, int at);

    /** r += the gradient of n along the manifold of u, up to normal vectors. */
    void addSlope(double[] u, double[] r, int at);

    /** v ← its part tangent to the manifold of u. */
    void project(double[] u, double[] v, int at);

    /** out += ∇²n v on the manifold of u, with the curvature of the manifold itself, which needs the gradient r of the rest. */
    void addCurvature(double[] u, double[] r, double[] v, double[] out, int at);

    /** out ← u + v brought back to the manifold of u, or where a sign changes on the way, to the kink in between. */
    void retract(double[] u, double[] v, double[] out, int at);
}
