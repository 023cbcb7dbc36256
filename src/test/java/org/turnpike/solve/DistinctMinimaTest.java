package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctMinimaTest {
    private static DistinctMinima.Candidate candidate(int number, double objective, double end) {
        return new DistinctMinima.Candidate(number, objective, new double[][] {{0, end / 2, end}});
    }

    private static List<List<Integer>> members(boolean maximize, DistinctMinima.Candidate... candidates) {
        return new DistinctMinima(List.of(candidates), maximize)
                .minima().stream().map(DistinctMinima.Minimum::members).toList();
    }

    @Test
    void equalButForRoundingAreOne() {
        assertEquals(
                List.of(List.of(0, 2), List.of(1)),
                members(false, candidate(0, 1 + 1e-9, 1.0001), candidate(1, 2, 1), candidate(2, 1, 1)));
    }

    @Test
    void aMirrorImageIsAnother() {
        assertEquals(List.of(List.of(0), List.of(1)), members(false, candidate(0, 1, 1), candidate(1, 1, -1)));
    }

    @Test
    void theBestIsTheLargestIfMaximised() {
        assertEquals(List.of(List.of(1), List.of(0)), members(true, candidate(0, 1, 1), candidate(1, 2, 1)));
    }

    @Test
    void withoutCurvesTheObjectiveDecides() {
        DistinctMinima.Candidate a = new DistinctMinima.Candidate(3, 1, new double[0][]);
        DistinctMinima.Candidate b = new DistinctMinima.Candidate(1, 1, new double[0][]);
        assertEquals(List.of(List.of(1, 3)), members(false, a, b));
    }

    @Test
    void nothingHasNoMinima() {
        assertEquals(List.of(), members(false));
    }
}
