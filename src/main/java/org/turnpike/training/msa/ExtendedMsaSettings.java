package org.turnpike.training.msa;

/**
 * Settings of the extended method of successive approximations.
 *
 * @param rho ρ, the weight of the residuals of states and costates
 * @param msa what it shares with the basic method
 */
public record ExtendedMsaSettings(double rho, MsaSettings msa) {
    /** ρ = 1. */
    public static final ExtendedMsaSettings DEFAULT = new ExtendedMsaSettings(1, MsaSettings.DEFAULT);

    public ExtendedMsaSettings {
        if (!(rho > 0)) {
            throw new IllegalArgumentException("rho is positive; without it the method is the basic one");
        }
    }
}
