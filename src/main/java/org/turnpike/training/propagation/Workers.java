package org.turnpike.training.propagation;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that share a number of tasks again and again. Between jobs they spin for a moment before they sleep: a job may
 * take no more than some ten microseconds, less than it takes to wake a thread.
 */
final class Workers implements AutoCloseable {
    private static final long SPIN_NANOS = 50_000;

    private final Thread[] threads;
    private volatile Job job;
    private volatile boolean closed;

    /** Something to do for each index below a count. */
    @FunctionalInterface
    interface Task {
        /** @param worker which thread, from 0 */
        void run(int index, int worker);
    }

    private static final class Job {
        final Task task;
        final int count;
        final AtomicInteger next = new AtomicInteger();
        final AtomicInteger left;
        volatile @Nullable Throwable failure;

        Job(Task task, int count) {
            this.task = task;
            this.count = count;
            left = new AtomicInteger(count);
        }

        void work(int worker) {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    task.run(i, worker);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    left.decrementAndGet();
                }
            }
        }
    }

    /** @param count of threads, with the caller's */
    Workers(int count) {
        job = new Job((index, worker) -> {}, 0);
        threads = new Thread[count - 1];
        for (int t = 0; t < threads.length; t++) {
            int worker = t + 1;
            threads[t] = new Thread(() -> serve(worker), "training-" + worker);
            threads[t].setDaemon(true);
            threads[t].start();
        }
    }

    int count() {
        return threads.length + 1;
    }

    /** Runs a task for 0 … count − 1, in any order, and waits for all. */
    void run(int count, Task task) {
        if (count == 1 || threads.length == 0) {
            for (int i = 0; i < count; i++) {
                task.run(i, 0);
            }
            return;
        }
        Job fresh = new Job(task, count);
        job = fresh;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        fresh.work(0);
        while (fresh.left.get() > 0) {
            Thread.onSpinWait();
        }
        Throwable failure = fresh.failure;
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void serve(int worker) {
        Job done = job;
        long idle = System.nanoTime();
        while (!closed) {
            Job current = job;
            if (current != done) {
                current.work(worker);
                done = current;
                idle = System.nanoTime();
            } else if (System.nanoTime() - idle < SPIN_NANOS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
