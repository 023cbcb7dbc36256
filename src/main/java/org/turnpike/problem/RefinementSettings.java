package org.turnpike.problem;

/**
 * How far a mesh is refined.
 *
 * @param tolerance on the relative local error of the states, and relative on the objective
 * @param meshes the largest number of meshes
 * @param intervals the largest number of intervals of a mesh
 */
public record RefinementSettings(double tolerance, int meshes, int intervals) {
    /** 1e-6 with at most 15 meshes of 5,000 intervals. */
    public static final RefinementSettings DEFAULT = new RefinementSettings(1e-6, 15, 5_000);

    /** With another tolerance. */
    public RefinementSettings to(double other) {
        return new RefinementSettings(other, meshes, intervals);
    }
}
