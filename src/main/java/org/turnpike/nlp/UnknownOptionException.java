package org.turnpike.nlp;

/** An option, or a value of it, that the solver does not accept. The message names both. Bad input, not a numerical failure. */
public final class UnknownOptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String option;

    public UnknownOptionException(String option, String message) {
        super(message);
        this.option = option;
    }

    /** The option as the user wrote it. */
    public String option() {
        return option;
    }
}
