package org.turnpike.problem;

/**
 * The input is wrong. The message is complete for a user: file, line, column, the offending text, what was expected, and the
 * nearest valid name where there is one. The command line prints it and exits with 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
