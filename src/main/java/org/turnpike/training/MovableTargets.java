package org.turnpike.training;

/** A cost whose outputs can be seen and whose targets can be moved: what constraints ψ(P x_i(T)) = y_i need. */
public interface MovableTargets extends SampleCost {
    /** ψ(P x_i) at the end for each sample into {@code z}, N × m. */
    void outputs(double[] u, double[][] z);

    /** Other targets, N × m, from now on; the point of {@link #gradient(double[], double[])} is forgotten. */
    void targets(double[][] y);
}
