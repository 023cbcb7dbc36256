package org.turnpike.cli;

/** Exit statuses of the program. */
final class ExitStatus {
    static final int SOLVED = 0;
    static final int NOT_SOLVED = 1;
    static final int WRONG_INPUT = 2;
    static final int MISSING_COMPONENT = 3;

    private ExitStatus() {}
}
