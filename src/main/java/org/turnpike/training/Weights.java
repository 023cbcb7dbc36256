package org.turnpike.training;

import java.io.Serializable;
import org.turnpike.learning.TrainingTask;

/**
 * Of the cost α Σ_k Σ_l h b_l φ(X_kl) + β φ(x_K).
 *
 * @param running α
 * @param terminal β
 */
public record Weights(double running, double terminal) implements Serializable {
    /** Those of the task's formulation. */
    public static Weights of(TrainingTask task) {
        return task.formulation().running() ? new Weights(1, 0) : new Weights(0, 1);
    }
}
