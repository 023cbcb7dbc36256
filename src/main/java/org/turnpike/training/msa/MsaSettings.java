package org.turnpike.training.msa;

/**
 * Settings of the method of successive approximations.
 *
 * @param relaxation whether a step is shortened until the cost falls; without it the method is the textbook's and may diverge
 * @param innerIterations of L-BFGS in a layer whose Hamiltonian is not quadratic
 */
public record MsaSettings(boolean relaxation, int innerIterations) {
    /** No relaxation, 10 inner iterations. */
    public static final MsaSettings DEFAULT = new MsaSettings(false, 10);

    public MsaSettings {
        if (innerIterations < 1) {
            throw new IllegalArgumentException("at least one inner iteration is needed");
        }
    }
}
