package org.turnpike.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.IterationListener;

/**
 * A solver's iterations as a compact table: the first few, then about five lines a second, and always the last. Stops the
 * solver when asked to.
 */
final class IterationTable implements IterationListener {
    private static final int ALWAYS = 5;
    private static final long PAUSE = 200_000_000L;
    private static final String HEAD = "  iter      objective   infeas.    optim.        mu      step";

    private final @Nullable PrintWriter out;
    private final double sign;
    private final Interruption interruption;
    private long lastPrinted;
    private @Nullable Iteration unprinted;
    private boolean headed;

    /**
     * @param out where to print, or null for silence
     * @param maximize whether the user's objective is the negative of the solver's
     */
    IterationTable(@Nullable PrintWriter out, boolean maximize, Interruption interruption) {
        this.out = out;
        this.sign = maximize ? -1 : 1;
        this.interruption = interruption;
    }

    @Override
    public boolean iteration(Iteration iteration) {
        if (out != null) {
            long now = System.nanoTime();
            if (iteration.number() < ALWAYS || now - lastPrinted > PAUSE) {
                print(out, iteration);
                lastPrinted = now;
            } else {
                unprinted = iteration;
            }
        }
        return !interruption.requested();
    }

    /** Prints the last iteration if it has not been. */
    void finish() {
        if (out != null && unprinted != null) {
            print(out, unprinted);
        }
    }

    private void print(PrintWriter writer, Iteration i) {
        if (!headed) {
            writer.println(HEAD);
            headed = true;
        }
        unprinted = null;
        writer.printf(
                Locale.ROOT,
                "%s%5d %14.7e %9.2e %9.2e %9.2e %9.2e%n",
                "restoration".equals(i.phase()) ? "r" : " ",
                i.number(),
                sign * i.objective(),
                i.infeasibility(),
                i.dualInfeasibility(),
                i.barrier(),
                i.step());
    }
}
