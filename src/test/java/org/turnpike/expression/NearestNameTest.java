package org.turnpike.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void findsSlips() {
        List<String> names = List.of("lower", "upper", "start", "end", "guess");
        assertEquals("lower", NearestName.to("lowr", names));
        assertEquals("upper", NearestName.to("uppre", names));
        assertEquals("guess", NearestName.to("Guess", names));
        assertEquals("start", NearestName.to("strat", names));
        assertEquals("; did you mean 'end'?", NearestName.hint("ends", names));
    }

    @Test
    void keepsQuietWhenNothingIsNear() {
        assertNull(NearestName.to("banana", List.of("lower", "upper")));
        assertNull(NearestName.to("x", List.of("y", "z")));
        assertEquals("", NearestName.hint("q".repeat(1000), List.of("q")));
    }
}
