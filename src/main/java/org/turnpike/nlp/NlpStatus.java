package org.turnpike.nlp;

/** How a solver ended. Every status has a one-sentence meaning; a solver adds its own reason to it. */
public enum NlpStatus {
    OPTIMAL("optimal", "A point that satisfies the first-order conditions to the tolerance was found."),
    ACCEPTABLE(
            "acceptable",
            "The iteration stalled at a point that satisfies the first-order conditions to a looser tolerance."),
    INFEASIBLE(
            "infeasible", "The constraints cannot be met near the last point: it minimises their violation locally."),
    UNBOUNDED("unbounded", "The iterates diverge: the objective or an unknown runs off to infinity."),
    ITERATION_LIMIT("iteration-limit", "The limit on iterations or time was reached before convergence."),
    NUMERICAL_FAILURE(
            "numerical-failure", "The iteration cannot go on: undefined values, or a step that cannot be computed."),
    INTERRUPTED("interrupted", "The user stopped the iteration; the last iterate is kept.");

    private final String label;
    private final String meaning;

    NlpStatus(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** The name in solution files. */
    public String label() {
        return label;
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether the point is a solution. */
    public boolean solved() {
        return this == OPTIMAL || this == ACCEPTABLE;
    }
}
