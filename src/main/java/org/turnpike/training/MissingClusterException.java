package org.turnpike.training;

/** What is needed to use a cluster is not installed; the message says how it is. */
public final class MissingClusterException extends RuntimeException {
    public MissingClusterException(String message) {
        super(message);
    }
}
