package org.turnpike.solution;

/**
 * What a refinement found on one mesh.
 *
 * @param scheme that was used there
 * @param intervals K
 * @param leastDegree smallest degree of the states' polynomials
 * @param mostDegree largest degree
 * @param error largest relative local error of the states
 * @param objectiveError estimated error of the objective, relative to its size
 * @param objective in the user's sense
 * @param switches jumps of controls that are enclosed by short intervals
 * @param iterations of the solver
 * @param seconds in the solver
 */
public record MeshRecord(
        String scheme,
        int intervals,
        int leastDegree,
        int mostDegree,
        double error,
        double objectiveError,
        double objective,
        int switches,
        int iterations,
        double seconds) {}
