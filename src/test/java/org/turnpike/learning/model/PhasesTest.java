package org.turnpike.learning.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which layer is in which phase, when, and how wide. */
class PhasesTest {
    private static final Phases PHASES = new Phases(new int[] {2, 3, 1}, new double[] {1, 4}, false, 0);

    @Test
    void layersHaveTheirPhases() {
        assertArrayEquals(
                new int[] {0, 0, 1, 1, 1, 2},
                IntStream.range(0, 6).map(PHASES::of).toArray());
        assertEquals(
                List.of(1, 4, 5),
                IntStream.range(0, 6).filter(PHASES::endsWith).boxed().toList());
        assertArrayEquals(
                new int[] {0, 1, 3, 4, 5, 7},
                IntStream.range(0, 6).map(k -> PHASES.controlRow(k, true)).toArray());
    }

    @Test
    void layersOfAPhaseHaveOneLength() {
        assertArrayEquals(new double[] {1, 3, 2}, PHASES.durations(6), 0);
        assertArrayEquals(new double[] {0, 0.5, 1, 2, 3, 4, 6}, PHASES.nodes(6), 1e-15);
        assertEquals(0.5, PHASES.step(1, 6), 0);
        assertEquals(2, PHASES.step(5, 6), 0);
        assertArrayEquals(new double[] {0, 2, 4}, Phases.single(2).nodes(4), 0);
    }

    @Test
    void widthsChangeAtTheSwitches() {
        SwitchedSystem system = new SwitchedSystem(
                List.of(plane(2), plane(3), plane(1)), List.of(StateMap.padding(2, 3), StateMap.padding(3, 1)), PHASES);
        assertArrayEquals(
                new int[] {2, 2, 3, 3, 3, 1, 1},
                IntStream.rangeClosed(0, 6).map(system::width).toArray());
        assertNull(system.transfer(0));
        assertArrayEquals(
                new double[] {5, 6, 0},
                Objects.requireNonNull(system.transfer(1)).of(new double[] {5, 6}),
                0);
        assertArrayEquals(
                new double[] {5}, Objects.requireNonNull(system.passage(0, 6)).of(new double[] {5, 6}), 0);
        assertNull(system.passage(5, 6));
    }

    @Test
    void mapsThatDoNotFitAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SwitchedSystem(
                        List.of(plane(2), plane(3), plane(1)),
                        List.of(StateMap.padding(2, 3), StateMap.padding(2, 1)),
                        PHASES));
    }

    private static Model plane(int dimension) {
        return new NeuralOde2(dimension, Activation.TANH, true, true);
    }
}
