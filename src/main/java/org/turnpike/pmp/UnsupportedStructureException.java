package org.turnpike.pmp;

/** The maximum principle cannot be set up for this problem or structure; the message is one sentence that says why. */
public final class UnsupportedStructureException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnsupportedStructureException(String reason) {
        super(reason);
    }
}
