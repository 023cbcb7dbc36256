package org.turnpike.learning.evaluation;

/**
 * What was found on one of a sequence of meshes; NaN for what does not apply.
 *
 * @param layers K
 * @param objective J_K
 * @param richardson the error of J_K by the difference to the mesh before, |J_{K/2} − J_K|/(2^q − 1)
 * @param order q that this assumes
 * @param observedOrder by three meshes: log₂ of the ratio of successive differences
 * @param propagation the difference between the costs of the control's flow and of its layers
 * @param estimate the larger of both
 * @param largestDifference of last states, as in {@link AdaptiveMeasures}
 * @param seconds wall
 */
public record RefinedMesh(
        int layers,
        double objective,
        double richardson,
        double order,
        double observedOrder,
        double propagation,
        double estimate,
        double largestDifference,
        int iterations,
        double seconds) {}
