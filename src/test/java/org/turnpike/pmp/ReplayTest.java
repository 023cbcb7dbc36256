package org.turnpike.pmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.pmp.shooting.Budget;
import org.turnpike.solution.Solution;

@Tag("slow")
class ReplayTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double-integrator-time",
                "double-integrator-fuel",
                "exponential-fuel",
                "moon-lander",
                "robot-arm"
            })
    void findsTheSwitchesFromTheInitialCostateAlone(String name) throws UnsupportedStructureException {
        Solution direct = PackProblem.direct(PackProblem.file(name));
        CanonicalSystem system = new CanonicalSystem(direct.problem());
        Extremal extremal =
                new ExtremalSearch(system, ShootingOptions.DEFAULT, new Budget(10_000_000, 60)).from(direct, e -> true);
        assertTrue(extremal.converged());
        Replay.Result replay = new Replay(system, 1e-12).of(extremal);
        assertNotNull(replay);
        double[] times = extremal.structure().times();
        assertArrayEquals(Arrays.copyOfRange(times, 1, times.length - 1), replay.switches(), 1e-7);
        assertTrue(replay.deviation() < 1e-7, "deviation " + replay.deviation());
    }

    @Test
    void isNotForArcsInsideTheBounds() throws UnsupportedStructureException {
        Solution direct = PackProblem.direct(PackProblem.file("nonsmooth-turnpike"));
        CanonicalSystem system = new CanonicalSystem(direct.problem());
        Extremal extremal =
                new ExtremalSearch(system, ShootingOptions.DEFAULT, new Budget(10_000_000, 60)).from(direct, e -> true);
        assertEquals(3, extremal.structure().size());
        assertNull(new Replay(system, 1e-12).of(extremal));
    }
}
