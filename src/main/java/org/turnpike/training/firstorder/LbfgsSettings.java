package org.turnpike.training.firstorder;

/**
 * Settings of L-BFGS.
 *
 * @param memory how many pairs are kept
 * @param euclidean whether the first guess of the Hessian is a multiple of the identity, as in libraries that know no function space,
 *     rather than of the Gram matrix of the control space
 */
public record LbfgsSettings(int memory, boolean euclidean) {
    /** 20 pairs in the product of the control space. */
    public static final LbfgsSettings DEFAULT = new LbfgsSettings(20, false);

    public LbfgsSettings {
        if (memory < 1) {
            throw new IllegalArgumentException("L-BFGS keeps at least one pair");
        }
    }
}
