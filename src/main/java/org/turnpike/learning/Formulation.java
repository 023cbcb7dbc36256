package org.turnpike.learning;

/** Which cost a training task has; see the package description. */
public enum Formulation {
    SL1("SL1"),
    SL_STAR("SL*"),
    L1("L1"),
    EXACT("exact");

    private final String label;

    Formulation(String label) {
        this.label = label;
    }

    /** How it is written in problem files. */
    public String label() {
        return label;
    }

    /** Whether the training error is integrated over time. */
    public boolean running() {
        return this == SL_STAR || this == L1;
    }
}
