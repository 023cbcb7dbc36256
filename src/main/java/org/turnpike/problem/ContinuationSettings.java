package org.turnpike.problem;

import java.util.List;

/**
 * A chain of problems that differ in one number.
 *
 * @param key of the problem file, such as {@code constants.Tmax}
 * @param values in the order in which they are solved; the last one is the problem's
 */
public record ContinuationSettings(String key, List<Double> values) {
    public ContinuationSettings {
        values = List.copyOf(values);
    }
}
