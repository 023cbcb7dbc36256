package org.turnpike.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.minimization.DescentListener;
import org.turnpike.problem.SolutionMethod;

/**
 * Iterates of a training: on a terminal one line that is written over, else a table with the first few, then about five lines a second, and
 * always the last.
 */
final class TrainingProgress implements DescentListener {
    private static final int ALWAYS = 5;
    private static final long PAUSE = 200_000_000L;
    private static final int WIDTH = 100;

    private final @Nullable PrintWriter out;
    private final boolean live;
    private final String steps;
    private final double before;
    private final RemainingTime remaining;
    private final long begin = System.nanoTime();
    private long lastPrinted;
    private int printed;
    private String unprinted = "";
    private boolean headed;

    /**
     * @param out where to print, or null for silence
     * @param live whether that is a terminal, on which a line can be written over
     * @param before seconds that earlier runs took
     */
    TrainingProgress(
            @Nullable PrintWriter out, boolean live, SolutionMethod method, double before, RemainingTime remaining) {
        this.out = out;
        this.live = live;
        this.before = before;
        this.remaining = remaining;
        steps = method == SolutionMethod.REDUCED ? "cg" : "steps";
    }

    /** Whether standard error is a terminal, as the launcher knows; Java cannot ask. */
    static boolean onTerminal() {
        return Boolean.getBoolean("turnpike.terminal");
    }

    @Override
    public boolean iterate(Iterate iterate) {
        if (out != null) {
            long now = System.nanoTime();
            double elapsed = (now - begin) * 1e-9;
            remaining.add(iterate.number(), iterate.gradientNorm(), elapsed);
            unprinted = line(iterate, before + elapsed);
            if (live || printed < ALWAYS || now - lastPrinted > PAUSE) {
                print(out);
                lastPrinted = now;
                printed++;
            }
        }
        return true;
    }

    private String line(Iterate i, double elapsed) {
        return String.format(
                Locale.ROOT,
                "%6d %14.7e %9.2e %6d %9.2e %10s %10s%s",
                i.number(),
                i.value(),
                i.gradientNorm(),
                i.innerSteps(),
                i.step(),
                RemainingTime.text(elapsed),
                RemainingTime.text(remaining.seconds()),
                i.remark().isEmpty() ? "" : "  " + i.remark());
    }

    private void print(PrintWriter writer) {
        if (!headed) {
            writer.printf(
                    Locale.ROOT,
                    "%6s %14s %9s %6s %9s %10s %10s%n",
                    "iter",
                    "objective",
                    "gradient",
                    steps,
                    "step",
                    "elapsed",
                    "remaining");
            headed = true;
        }
        if (live) {
            // Blanks cover what a longer line left behind.
            String line = unprinted.length() > WIDTH ? unprinted.substring(0, WIDTH) : unprinted;
            writer.print("\r" + line + " ".repeat(WIDTH - line.length()) + "\r" + line);
            writer.flush();
        } else {
            writer.println(unprinted);
        }
        unprinted = "";
    }

    /** Prints the last iterate if it has not been, and ends the line. */
    void finish() {
        if (out != null && !unprinted.isEmpty()) {
            print(out);
        }
        if (out != null && live && headed) {
            out.println();
        }
        headed = false;
    }
}
