package org.turnpike.nlp;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a diagnosis needs of a solver's iterations, and hands them on. */
public final class IterationTrace implements IterationListener {
    private static final int KEPT = 200;

    private final IterationListener next;
    private final ArrayDeque<Iteration> last = new ArrayDeque<>();
    private int count;
    private int restorations;
    private int countAtUndefined;
    private double @Nullable [] undefinedAt;

    public IterationTrace(IterationListener next) {
        this.next = next;
    }

    @Override
    public boolean iteration(Iteration iteration) {
        if (iteration.number() == 0) {
            // Another solve begins, as on a finer mesh.
            last.clear();
            count = 0;
            restorations = 0;
            undefinedAt = null;
        }
        count++;
        restorations += iteration.phase().equals("restoration") ? 1 : 0;
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(iteration);
        return next.iteration(iteration);
    }

    @Override
    public void undefined(double[] z) {
        undefinedAt = z.clone();
        countAtUndefined = count;
        next.undefined(z);
    }

    /** The last iterations, in order. */
    public List<Iteration> last() {
        return List.copyOf(last);
    }

    /** All iterations. */
    public int count() {
        return count;
    }

    /** Those in the restoration phase. */
    public int restorations() {
        return restorations;
    }

    /** The last point at which the program was undefined; null if none was met. */
    public double @Nullable [] undefinedAt() {
        return undefinedAt == null ? null : undefinedAt.clone();
    }

    /** Iterations since then; all if none was met. */
    public int sinceUndefined() {
        return undefinedAt == null ? count : count - countAtUndefined;
    }
}
