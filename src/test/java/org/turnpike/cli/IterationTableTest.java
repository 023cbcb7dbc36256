package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnpike.nlp.IterationListener.Iteration;

class IterationTableTest {
    private final StringWriter text = new StringWriter();

    private List<String> lines(boolean maximize, Iteration... iterations) {
        try (Interruption interruption = new Interruption(null)) {
            IterationTable table = new IterationTable(new PrintWriter(text), maximize, interruption);
            for (Iteration iteration : iterations) {
                assertTrue(table.iteration(iteration));
            }
            table.finish();
            table.finish();
        }
        return text.toString().lines().toList();
    }

    private static Iteration iteration(int number, String phase, double objective) {
        return new Iteration(number, phase, objective, 1e-3, 2e-2, 1e-1, 1, 0);
    }

    @Test
    void columnsStandUnderTheirHeads() {
        assertEquals(
                List.of(
                        "  iter      objective   infeas.    optim.        mu      step",
                        "     0 -1.5000000e+00  1.00e-03  2.00e-02  1.00e-01  1.00e+00"),
                lines(false, iteration(0, "regular", -1.5)));
    }

    @Test
    void aMaximisedObjectiveHasTheUsersSign() {
        assertTrue(lines(true, iteration(0, "regular", -1.5)).get(1).startsWith("     0  1.5000000e+00"));
    }

    @Test
    void restorationIsMarkedAndUndefinedValuesKeepTheColumns() {
        Iteration undefined =
                new Iteration(12345, "restoration", Double.NaN, Double.POSITIVE_INFINITY, 1e-300, 1e-9, 1e-300, 0);
        List<String> lines = lines(false, undefined);
        assertEquals("r12345            NaN  Infinity 1.00e-300  1.00e-09 1.00e-300", lines.get(1));
        assertEquals(lines.get(0).length(), lines.get(1).length());
    }

    /** Quick iterations: five in full, then the last. */
    @Test
    void theFirstFewAndTheLastAreShown() {
        Iteration[] many = new Iteration[1001];
        for (int i = 0; i < many.length; i++) {
            many[i] = iteration(i, "regular", i);
        }
        List<String> lines = lines(false, many);
        assertTrue(lines.size() < 100, () -> lines.size() + " lines");
        for (int i = 0; i < 5; i++) {
            assertTrue(lines.get(1 + i).startsWith("     " + i + " "));
        }
        assertTrue(lines.get(lines.size() - 1).startsWith("  1000 "));
        assertEquals(lines.size(), lines.stream().distinct().count(), "none twice");
    }
}
