package org.turnpike.solve;

import java.util.Map;
import java.util.function.Consumer;
import org.turnpike.minimization.DescentListener;
import org.turnpike.training.Checkpoint;

/**
 * Hands over checkpoints: every so many seconds, whenever an iteration was so long that its loss would be felt, and where the run may end
 * without having converged.
 */
final class CheckpointSchedule implements DescentListener {
    /** An iteration of so many seconds is never lost. */
    private static final double LONG = 5;

    private final DescentListener listener;
    private final Consumer<Checkpoint> sink;
    private final String digest;
    private final String method;
    private final double interval;
    private final int iterationLimit;
    private final double timeLimit;
    /** Of earlier runs. */
    private final double before;

    private final long begin = System.nanoTime();
    private double written;
    private double last;

    CheckpointSchedule(
            DescentListener listener,
            Consumer<Checkpoint> sink,
            String digest,
            String method,
            double interval,
            int iterationLimit,
            double timeLimit,
            double before) {
        this.listener = listener;
        this.sink = sink;
        this.digest = digest;
        this.method = method;
        this.interval = interval;
        this.iterationLimit = iterationLimit;
        this.timeLimit = timeLimit;
        this.before = before;
    }

    /** Seconds of this run and those before. */
    double seconds() {
        return before + elapsed();
    }

    private double elapsed() {
        return (System.nanoTime() - begin) * 1e-9;
    }

    @Override
    public boolean iterate(Iterate iterate) {
        boolean goOn = listener.iterate(iterate);
        double now = elapsed();
        boolean mayEnd = !goOn || iterate.number() >= iterationLimit || now >= timeLimit;
        if (mayEnd || now - written >= interval || now - last >= LONG) {
            Map<String, double[]> memory = iterate.memory().get();
            sink.accept(new Checkpoint(
                    digest,
                    method,
                    iterate.number(),
                    before + now,
                    iterate.value(),
                    iterate.gradientNorm(),
                    iterate.u().clone(),
                    memory));
            written = elapsed();
        }
        last = elapsed();
        return goOn;
    }
}
