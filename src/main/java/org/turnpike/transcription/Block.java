package org.turnpike.transcription;

/**
 * One small function G: ℝⁿ → ℝᵐ applied over an index set: instance e has the unknowns z[index[e·n + i]].
 *
 * <p>Local nonzeros of ∂G are numbered by output, then unknown; those of the lower triangle of ∇²(μᵀG) in any order.
 */
public interface Block {
    int instances();

    /** n. */
    int unknowns();

    /** m. */
    int outputs();

    /** Global unknown of local unknown i of instance e. */
    int index(int e, int i);

    int jacobianNonzeros();

    int jacobianRow(int q);

    int jacobianColumn(int q);

    int hessianNonzeros();

    int hessianRow(int q);

    int hessianColumn(int q);

    /** G into out[e·m + r]. */
    void values(double[] z, double[] out);

    /** Local nonzeros of ∂G into out[e·jacobianNonzeros() + q]. */
    void jacobian(double[] z, double[] out);

    /** Local nonzeros of ∇²(μᵀG), μ = multipliers[e·m + r], into out[e·hessianNonzeros() + q]. */
    void hessian(double[] z, double[] multipliers, double[] out);
}
