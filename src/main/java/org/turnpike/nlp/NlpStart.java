package org.turnpike.nlp;

import org.jspecify.annotations.Nullable;

/**
 * Where a solver starts: the primal point and, for a warm start, multipliers (of constraints, lower and upper bounds).
 *
 * @param z n unknowns
 * @param multipliers null for a cold start
 */
public record NlpStart(double[] z, @Nullable Multipliers multipliers) {
    /** A cold start from z. */
    public static NlpStart at(double[] z) {
        return new NlpStart(z, null);
    }
}
