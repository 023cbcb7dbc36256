package org.turnpike.nlp.convex;

import java.util.List;

/** A convex program in one of the forms that {@link ConvexSolver} solves: f(x) → min over a polyhedron and cones. */
public sealed interface ConvexForm permits LinearProgram, QuadraticProgram, SecondOrderConeProgram, ConvexProgram {
    /** f. */
    ConvexObjective objective();

    /** The linear constraints. */
    LinearConstraints constraints();

    /** The second-order cones; none but in {@link SecondOrderConeProgram}. */
    default List<Cone> cones() {
        return List.of();
    }
}
