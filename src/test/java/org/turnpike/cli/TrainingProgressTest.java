package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.turnpike.minimization.DescentListener.Iterate;
import org.turnpike.problem.SolutionMethod;

class TrainingProgressTest {
    private final StringWriter text = new StringWriter();

    private TrainingProgress progress(boolean live) {
        return new TrainingProgress(
                new PrintWriter(text), live, SolutionMethod.REDUCED, 0, new RemainingTime(1e-8, 100_000));
    }

    private static Iterate iterate(int number, String remark) {
        return new Iterate(number, 1.5, Math.pow(10, -number), 7, 0.25, 1, remark, new double[0], Map::of);
    }

    @Test
    void aTableHasTheFirstFewAndTheLast() {
        TrainingProgress progress = progress(false);
        for (int n = 0; n <= 1000; n++) {
            assertTrue(progress.iterate(iterate(n, "")));
        }
        progress.finish();
        progress.finish();
        List<String> lines = text.toString().lines().toList();
        assertEquals("  iter      objective  gradient     cg      step    elapsed  remaining", lines.get(0));
        assertTrue(lines.get(1).startsWith("     0  1.5000000e+00  1.00e+00      7  2.50e-01"), lines.get(1));
        assertEquals(lines.get(0).length(), lines.get(1).length());
        assertTrue(lines.size() < 100);
        assertTrue(lines.get(lines.size() - 1).startsWith("  1000 "));
        assertEquals(lines.size(), lines.stream().distinct().count(), "none twice");
    }

    /** Every iterate, all on one line, and a longer one leaves nothing behind. */
    @Test
    void onATerminalALineIsWrittenOver() {
        TrainingProgress progress = progress(true);
        progress.iterate(iterate(0, "boundary of the trust region"));
        progress.iterate(iterate(1, ""));
        progress.finish();
        List<String> lines = text.toString().lines().toList();
        String all = text.toString();
        assertEquals(2, all.chars().filter(c -> c == '\n').count(), all);
        assertTrue(all.contains("\r     1 "), all);
        assertTrue(lines.get(0).startsWith("  iter "), all);
        int second = all.indexOf("     1 ");
        assertEquals(100, all.indexOf('\r', second) - second, "blanks cover the first");
    }
}
