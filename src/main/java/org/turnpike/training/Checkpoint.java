package org.turnpike.training;

import java.util.Map;
import org.turnpike.minimization.DescentListener;

/**
 * An iterate with all that is needed to go on from it in another process.
 *
 * @param digest of the problem that it belongs to
 * @param method the name of the method
 * @param iteration the iterate's number
 * @param seconds that training has taken up to here, in all runs together
 * @param value J
 * @param gradientNorm that of the control space's dual
 * @param memory what the method must know beside u, see {@link DescentListener.Iterate#memory}
 */
public record Checkpoint(
        String digest,
        String method,
        int iteration,
        double seconds,
        double value,
        double gradientNorm,
        double[] u,
        Map<String, double[]> memory) {}
