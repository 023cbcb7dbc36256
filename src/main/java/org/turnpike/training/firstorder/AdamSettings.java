package org.turnpike.training.firstorder;

/**
 * Settings of Adam.
 *
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 */
public record AdamSettings(EpochSettings epochs, double beta1, double beta2, double epsilon) {
    /** β₁ = 0.9, β₂ = 0.999, ε = 1e-8, a learning rate of 1e-3 on all samples: those of its authors. */
    public static final AdamSettings DEFAULT = of(EpochSettings.of(1e-3));

    public AdamSettings {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
            throw new IllegalArgumentException("beta1 and beta2 are at least 0 and less than 1, epsilon is positive");
        }
    }

    /** The authors' β₁, β₂, ε. */
    public static AdamSettings of(EpochSettings epochs) {
        return new AdamSettings(epochs, 0.9, 0.999, 1e-8);
    }
}
