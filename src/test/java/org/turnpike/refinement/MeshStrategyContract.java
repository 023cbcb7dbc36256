package org.turnpike.refinement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.Mesh;
import org.turnpike.solution.Trajectory;

/** What every strategy owes its callers. */
abstract class MeshStrategyContract {
    abstract MeshStrategy strategy();

    /** A trajectory on a mesh with x = u = a given function of t. */
    static Trajectory trajectory(Mesh mesh, int stages, java.util.function.DoubleUnaryOperator curve) {
        double[] c = CollocationPoints.radau(stages).points();
        int intervals = mesh.intervals();
        double[] values = new double[intervals * stages];
        double[] nodes = new double[intervals + 1];
        for (int k = 0; k < intervals; k++) {
            nodes[k] = curve.applyAsDouble(mesh.fraction(k));
            for (int j = 0; j < stages; j++) {
                values[k * stages + j] = curve.applyAsDouble(mesh.at(k, c[j]));
            }
        }
        nodes[intervals] = curve.applyAsDouble(1);
        return new Trajectory(mesh.fractions(), 1, 1, nodes, c, values, c, values, nodes, values);
    }

    private Mesh next(Mesh mesh, double... ratios) {
        return strategy().next(mesh, trajectory(mesh, 3, Math::exp), ratios);
    }

    /** Unknowns: points in all intervals. */
    private static int points(Mesh mesh, double from, double to) {
        int points = 0;
        for (int k = 0; k < mesh.intervals(); k++) {
            if (mesh.fraction(k) >= from - 1e-12 && mesh.fraction(k + 1) <= to + 1e-12) {
                points += Math.max(3, mesh.stages(k));
            }
        }
        return points;
    }

    @Test
    void whatIsFineEnoughStays() {
        Mesh mesh = new Mesh(new double[] {0, 0.2, 0.5, 1});
        assertArrayEquals(mesh.fractions(), next(mesh, 0.9, 1, 0.5).fractions());
    }

    @Test
    void whatIsTooCoarseGetsMorePointsAndOnlyThat() {
        Mesh mesh = Mesh.uniform(4);
        Mesh next = next(mesh, 0.5, 40, 0.5, 0.5);
        assertTrue(points(next, 0.25, 0.5) > 3);
        assertEquals(3, points(next, 0, 0.25));
        assertEquals(6, points(next, 0.5, 1));
    }

    @Test
    void growthIsLimited() {
        Mesh next = next(Mesh.uniform(10), filled(10, 1e30));
        assertTrue(next.intervals() <= 10 * IntervalSplitting.MOST_PARTS, () -> next.intervals() + " intervals");
    }

    @Test
    void intervalsWithoutErrorAreMerged() {
        assertEquals(5, next(Mesh.uniform(10), filled(10, 0)).intervals());
    }

    @Test
    void keptNodesStayOnRandomMeshes() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 50; trial++) {
            int intervals = 2 + random.nextInt(20);
            Mesh mesh = Mesh.uniform(intervals).keeping(random.nextDouble(), random.nextDouble());
            double[] ratios = new double[mesh.intervals()];
            Arrays.setAll(ratios, k -> Math.pow(10, 8 * random.nextDouble() - 6));
            Mesh next = strategy().next(mesh, trajectory(mesh, 3, Math::sin), ratios);
            for (double node : mesh.kept()) {
                assertTrue(Arrays.binarySearch(next.fractions(), node) >= 0, "lost " + node);
            }
            assertArrayEquals(mesh.kept(), next.kept());
        }
    }

    static double[] filled(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
