package org.turnpike.refinement;

import org.turnpike.mesh.Mesh;
import org.turnpike.solution.Trajectory;

/** Makes the next mesh of a refinement. */
public interface MeshStrategy {
    /** Whether errors inside the intervals count, not only those at nodes. */
    boolean inside();

    /**
     * The next mesh, which keeps {@link Mesh#kept()}.
     *
     * @param mesh the mesh that was solved on
     * @param trajectory its solution
     * @param ratios by interval: error in units of the allowed one
     */
    Mesh next(Mesh mesh, Trajectory trajectory, double[] ratios);
}
