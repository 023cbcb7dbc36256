package org.turnpike.expression;

/** Text that is no expression, or a name that means nothing. Says where (offsets of characters in the text) and what was expected. */
public final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int from;
    private final int to;

    public SyntaxException(String message, int from, int to) {
        super(message);
        this.from = from;
        this.to = to;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }
}
