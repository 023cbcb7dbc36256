package org.turnpike.learning.pmp;

import java.util.Locale;

/** How the solution of the conditions of the maximum principle ended. */
public enum IndirectStatus {
    CONVERGED("The conditions of the maximum principle hold to the tolerance."),
    STALLED("The iteration stopped moving before the conditions held."),
    DIVERGED("No damped Newton step comes nearer to a solution."),
    SINGULAR("The Jacobian is singular."),
    OVERFLOW("States or costates are not finite."),
    UNDEFINED_LAW("u = argmin H is not determined."),
    LIMIT("A limit on time, evaluations or iterations was reached."),
    NOT_APPLICABLE("The conditions are not written for this task.");

    private final String meaning;

    IndirectStatus(String meaning) {
        this.meaning = meaning;
    }

    /** The name in output files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether there is an extremal. */
    public boolean converged() {
        return this == CONVERGED;
    }
}
