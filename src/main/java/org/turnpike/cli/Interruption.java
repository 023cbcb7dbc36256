package org.turnpike.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: asks the running solver to stop and lets the main thread write the last iterate before the process ends with
 * {@link ExitStatus#NOT_SOLVED}.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    Interruption() {
        hook = new Thread(this::stop, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the user wants to stop. */
    boolean requested() {
        return requested;
    }

    private void stop() {
        requested = true;
        try {
            if (written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitStatus.NOT_SOLVED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All is written: the process may end. */
    @Override
    public void close() {
        written.countDown();
        if (requested) {
            // The hook ends the process; a normal exit would race with it.
            try {
                Thread.sleep(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
