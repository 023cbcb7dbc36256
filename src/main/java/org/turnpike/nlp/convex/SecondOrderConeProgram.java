package org.turnpike.nlp.convex;

import java.util.List;

/** cᵀx → min over a polyhedron and second-order cones. */
public record SecondOrderConeProgram(double[] c, List<Cone> cones, LinearConstraints constraints)
        implements ConvexForm {
    public SecondOrderConeProgram {
        LinearConstraints.finite("c", c);
        cones = List.copyOf(cones);
        if (c.length != constraints.variables() || cones.stream().anyMatch(k -> k.c().length != c.length)) {
            throw new IllegalArgumentException("c or a cone is not of size " + constraints.variables());
        }
    }

    @Override
    public ConvexObjective objective() {
        return new Quadratic(new double[c.length][c.length], c);
    }
}
