package org.turnpike.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C: asks the running solver to stop and lets the main thread write the last iterate before the process ends with
 * {@link ExitStatus#NOT_SOLVED}.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;
    private final @Nullable PrintWriter progress;
    private volatile boolean requested;

    /**
     * @param progress where to say that the wish was understood, or null for silence
     */
    Interruption(@Nullable PrintWriter progress) {
        this.progress = progress;
        hook = new Thread(this::stop, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the user wants to stop. */
    boolean requested() {
        return requested;
    }

    private void stop() {
        requested = true;
        if (progress != null && written.getCount() > 0) {
            progress.println("stopping; the last point will be written ...");
        }
        try {
            if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && progress != null) {
                progress.println("the solver did not stop within " + PATIENCE_SECONDS + " s; nothing was written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Otherwise the status would be that of the signal.
        Runtime.getRuntime().halt(ExitStatus.NOT_SOLVED);
    }

    /** All is written: the process may end. */
    @Override
    public void close() {
        written.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
                return;
            } catch (IllegalStateException shutdownHasBegun) {
                // The hook has not come to its first line yet; it will.
                requested = true;
            }
        }
        // The hook ends the process; a normal exit would race with it.
        try {
            Thread.sleep(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
