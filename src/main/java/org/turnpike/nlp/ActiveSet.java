package org.turnpike.nlp;

import java.util.Arrays;

/**
 * Which unknowns move and which rows hold them at a first-order point. A limit is active if its multiplier exceeds its slack, or, if
 * those without a multiplier are to count too, if its slack is nearly zero.
 */
final class ActiveSet {
    /** Slack below which a limit without a multiplier counts as reached, relative to 1 + |limit|. */
    private static final double REACHED = 1e-5;

    private final boolean[] fixed;
    private final boolean[] held;
    private int free;

    ActiveSet(NonlinearProgram program, double[] z, Multipliers multipliers, boolean weakToo) {
        double[] lower = program.variableLower();
        double[] upper = program.variableUpper();
        fixed = new boolean[z.length];
        for (int j = 0; j < z.length; j++) {
            fixed[j] = lower[j] == upper[j]
                    || active(multipliers.lower()[j], z[j] - lower[j], lower[j], weakToo)
                    || active(multipliers.upper()[j], upper[j] - z[j], upper[j], weakToo);
            free += fixed[j] ? 0 : 1;
        }
        double[] c = new double[program.constraints()];
        program.constraints(z, c);
        double[] rowLower = program.constraintLower();
        double[] rowUpper = program.constraintUpper();
        held = new boolean[c.length];
        for (int i = 0; i < c.length; i++) {
            double lambda = multipliers.constraints()[i];
            held[i] = rowLower[i] == rowUpper[i]
                    || active(-lambda, c[i] - rowLower[i], rowLower[i], weakToo)
                    || active(lambda, rowUpper[i] - c[i], rowUpper[i], weakToo);
        }
    }

    private static boolean active(double multiplier, double slack, double limit, boolean weakToo) {
        if (Double.isInfinite(limit)) {
            return false;
        }
        return multiplier > Math.max(slack, 0) && multiplier > 0 || weakToo && slack < REACHED * (1 + Math.abs(limit));
    }

    private static int[] numbers(boolean[] taken, boolean value) {
        int[] result = new int[taken.length];
        int count = 0;
        for (int i = 0; i < taken.length; i++) {
            if (taken[i] == value) {
                result[count++] = i;
            }
        }
        return Arrays.copyOf(result, count);
    }

    int[] keptColumns() {
        return numbers(fixed, false);
    }

    int[] keptRows() {
        return numbers(held, true);
    }

    /** The number of unknowns that move. */
    int free() {
        return free;
    }

    boolean holds(int row) {
        return held[row];
    }
}
