package org.turnpike.minimization;

import java.util.Map;

/** What an earlier descent remembered, read back. */
public final class Memory {
    private Memory() {}

    /**
     * Copies a remembered vector, if there is one.
     *
     * @throws IllegalArgumentException if it has another length
     */
    public static void copy(Map<String, double[]> memory, String name, double[] to) {
        double[] given = memory.get(name);
        if (given == null) {
            return;
        }
        if (given.length != to.length) {
            throw new IllegalArgumentException(
                    "'" + name + "' of another space: " + given.length + " numbers, not " + to.length);
        }
        System.arraycopy(given, 0, to, 0, to.length);
    }
}
