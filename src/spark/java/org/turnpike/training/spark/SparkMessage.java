package org.turnpike.training.spark;

/** The line of an exception of Spark's that says what happened. */
final class SparkMessage {
    private static final String MOST_RECENT = "Most recent failure: ";

    private SparkMessage() {}

    /** For jobs that failed, the reason of the last task's failure without its stack trace. */
    static String of(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        int recent = message.indexOf(MOST_RECENT);
        String line = message.substring(recent < 0 ? 0 : recent + MOST_RECENT.length())
                .strip()
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        return line.isEmpty() ? e.getClass().getSimpleName() : line;
    }
}
