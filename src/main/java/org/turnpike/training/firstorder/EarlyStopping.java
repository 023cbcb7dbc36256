package org.turnpike.training.firstorder;

/**
 * Stop when a monitored value has not fallen for so long; the best iterate is restored.
 *
 * @param patience epochs without improvement after which to stop
 * @param minimum the least fall that is an improvement
 */
public record EarlyStopping(int patience, double minimum) {

    public EarlyStopping {
        if (patience < 1 || !(minimum >= 0)) {
            throw new IllegalArgumentException(
                    "the patience is at least 1 epoch and the least improvement not negative");
        }
    }
}
