package org.turnpike.nlp.convex;

/** cᵀx → min over a polyhedron. */
public record LinearProgram(double[] c, LinearConstraints constraints) implements ConvexForm {
    public LinearProgram {
        LinearConstraints.finite("c", c);
        if (c.length != constraints.variables()) {
            throw new IllegalArgumentException("c has " + c.length + " entries, not " + constraints.variables());
        }
    }

    @Override
    public ConvexObjective objective() {
        return new Quadratic(new double[c.length][c.length], c);
    }
}
