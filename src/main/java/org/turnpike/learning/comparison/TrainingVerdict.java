package org.turnpike.learning.comparison;

import java.util.List;

/**
 * Whether a direct solution is one by the maximum principle too.
 *
 * @param reasons why not, one sentence each; empty if they agree
 * @param notes what a reader should know all the same
 */
public record TrainingVerdict(boolean agree, List<String> reasons, List<String> notes) {
    public TrainingVerdict {
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
    }
}
