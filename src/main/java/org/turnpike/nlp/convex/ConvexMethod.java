package org.turnpike.nlp.convex;

import org.turnpike.nlp.SolverIdentity;

/** A way to solve convex programs. */
public interface ConvexMethod {
    /** Solves {@code form}. A failure is a status with a reason, never an exception. */
    ConvexSolution solve(ConvexForm form);

    /** Who solves. */
    SolverIdentity identity();
}
