package org.turnpike.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.problem.InputException;

class GridTest {
    private static final Grid GRID =
            new Grid(List.of(Axis.parse("a=1,2,3"), Axis.parse("b.c=[1, 2],{x: 'p,q'}"), Axis.parse("d=0.5,1e-3")));

    @Test
    void theLastKeyVariesFastest() {
        assertEquals(12, GRID.points());
        assertEquals(List.of("a=1", "b.c=[1, 2]", "d=0.5"), GRID.overrides(0));
        assertEquals(List.of("a=1", "b.c=[1, 2]", "d=1e-3"), GRID.overrides(1));
        assertEquals(List.of("a=3", "b.c={x: 'p,q'}", "d=1e-3"), GRID.overrides(11));
    }

    /** One step along one axis, to a point with a smaller number: a tree with its root at 0. */
    @Test
    void predecessorsAreNeighbours() {
        assertEquals(-1, GRID.predecessor(0));
        for (int point = 1; point < GRID.points(); point++) {
            int[] here = GRID.coordinates(point);
            int[] there = GRID.coordinates(GRID.predecessor(point));
            int last = 2;
            while (here[last] == 0) {
                last--;
            }
            there[last]++;
            assertArrayEquals(here, there);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a=", "a=1,,2", "a=1,1", ""})
    void whatIsNoAxisIsRefused(String text) {
        InputException e = assertThrows(InputException.class, () -> Axis.parse(text));
        assertTrue(String.valueOf(e.getMessage()).startsWith("--over " + text), e.getMessage());
    }

    @Test
    void aKeyStandsThereOnce() {
        assertThrows(InputException.class, () -> new Grid(List.of(Axis.parse("a=1"), Axis.parse("a=2"))));
    }
}
