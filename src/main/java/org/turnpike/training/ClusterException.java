package org.turnpike.training;

/** A cluster stopped working, and repeating did not help; the message is for the user. */
public final class ClusterException extends RuntimeException {
    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
