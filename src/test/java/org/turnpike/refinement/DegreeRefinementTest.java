package org.turnpike.refinement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.turnpike.mesh.Mesh;

class DegreeRefinementTest extends MeshStrategyContract {
    @Override
    MeshStrategy strategy() {
        return new DegreeRefinement(3);
    }

    @Test
    void smoothSolutionsGetAHigherDegree() {
        Mesh mesh = Mesh.uniform(2);
        Mesh next = strategy().next(mesh, trajectory(mesh, 5, Math::exp), new double[] {50, 50});
        assertEquals(2, next.intervals());
        assertTrue(next.stages(0) > 3);
    }

    @Test
    void stepsAreSplit() {
        Mesh mesh = Mesh.uniform(1);
        Mesh next = strategy().next(mesh, trajectory(mesh, 5, t -> t < 0.4 ? 1 : -1), new double[] {50});
        assertTrue(next.intervals() > 1, () -> next.intervals() + " intervals of degree " + next.stages(0));
    }

    @Test
    void degreesAreBounded() {
        Mesh mesh = new Mesh(new double[] {0, 1}, new int[] {DegreeRefinement.MOST}, new double[0]);
        Mesh next = strategy().next(mesh, trajectory(mesh, DegreeRefinement.MOST, Math::exp), new double[] {50});
        assertTrue(next.intervals() > 1);
        assertTrue(next.stages(0) <= DegreeRefinement.MOST);
    }

    /** The coefficients of exp fall by more than half a digit a degree, those of a step hardly. */
    @Test
    void decayTellsSmoothFromStep() {
        Mesh mesh = Mesh.uniform(1);
        assertTrue(DegreeRefinement.decay(trajectory(mesh, 6, Math::exp), 0) > 0.8);
        assertTrue(DegreeRefinement.decay(trajectory(mesh, 6, t -> t < 0.4 ? 1 : -1), 0) < 0.3);
    }
}
