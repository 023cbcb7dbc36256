package org.turnpike.refinement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalSplittingTest extends MeshStrategyContract {
    @Override
    MeshStrategy strategy() {
        return new IntervalSplitting(4);
    }

    /** n with C (h/n)^p within the safety of 0.3, at least 2 and at most 4. */
    @ParameterizedTest
    @CsvSource({"1, 3, 1", "1.1, 3, 2", "8, 3, 3", "19, 3, 4", "1e6, 3, 4", "70, 5, 3"})
    void partsFollowFromTheOrder(double ratio, int power, int parts) {
        assertEquals(parts, IntervalSplitting.parts(ratio, power));
    }
}
