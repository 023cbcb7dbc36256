package org.turnpike.learning;

import java.io.Serializable;
import java.util.Locale;

/** |u| ≤ M in a norm of the whole control of a layer, which is also the norm of the L1 cost. */
public record ControlBound(double limit, Norm norm) implements Serializable {
    /** Which norm. */
    public enum Norm {
        EUCLIDEAN,
        ENTRYWISE_L1,
        /** |u_j| ≤ M for each j; the cost is the sum of |u_j|. */
        COMPONENTWISE;

        /** How it is written in problem files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
