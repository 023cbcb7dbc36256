package org.turnpike.diagnosis;

import java.util.List;
import java.util.stream.Collectors;

/** Why a problem was not solved: findings, the most telling first. */
public record Explanation(List<Finding> findings) {
    public Explanation {
        findings = List.copyOf(findings);
    }

    /** Whether a constraint was found that cannot be met. */
    public boolean contradiction() {
        return findings.stream().anyMatch(Finding.UnmeetableConstraint.class::isInstance);
    }

    /** One paragraph that a user can act on; empty if there is no finding. */
    public String paragraph() {
        return findings.stream().map(Finding::sentence).collect(Collectors.joining(" "));
    }
}
