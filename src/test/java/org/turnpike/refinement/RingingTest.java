package org.turnpike.refinement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.mesh.Mesh;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Trajectory;

/** Oscillations that were put in are found where they are, and smooth controls, kinks and switches are none. */
class RingingTest {
    private static final OptimalControlProblem PROBLEM = Solved.read(
                    """
                    turnpike: 1
                    time: {start: 0, end: 1}
                    states: {x: {start: 1}}
                    controls: {u: {lower: -1, upper: 1}}
                    dynamics: {x: u}
                    minimize: {integral: x^2}
                    """)
            .problem();

    private static @Nullable Ringing ringing(int intervals, int points, java.util.function.DoubleUnaryOperator u) {
        Mesh mesh = Mesh.uniform(intervals);
        return Ringing.of(PROBLEM, MeshStrategyContract.trajectory(mesh, points, u));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void smoothControlsAndSwitchesDoNotRing(int points) {
        assertNull(ringing(60, points, t -> 0.5 * Math.sin(12 * t)));
        assertNull(ringing(60, points, t -> t < 0.31 ? 1 : t < 0.33 ? -1 : 0.2));
        assertNull(ringing(60, points, t -> Math.abs(t - 0.5)));
    }

    @Test
    void alternatingNodesRingWhereTheyAlternate() {
        Mesh mesh = Mesh.uniform(100);
        Trajectory smooth = MeshStrategyContract.trajectory(mesh, 1, t -> 0.3 * t);
        double[] u = smooth.controls().clone();
        for (int k = 40; k < 70; k++) {
            u[k] += k % 2 == 0 ? 0.02 : -0.02;
        }
        Trajectory rung = new Trajectory(
                smooth.mesh(),
                1,
                1,
                smooth.states(),
                smooth.slopePoints(),
                smooth.slopes(),
                smooth.controlPoints(),
                u,
                smooth.costates(),
                smooth.stageCostates());
        Ringing found = Ringing.of(PROBLEM, rung);
        assertNotNull(found);
        assertEquals("u", found.control());
        assertEquals(0.4, found.from(), 0.02);
        assertEquals(0.7, found.to(), 0.02);
        assertEquals(0.04, found.amplitude(), 0.005);
        assertEquals(0, found.index());
    }
}
