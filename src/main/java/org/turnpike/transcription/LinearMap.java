package org.turnpike.transcription;

import java.util.Arrays;

/** Terms row ← coefficient · source, gathered in flat arrays; row −1 is the objective. */
public final class LinearMap {
    /** The row that stands for the objective. */
    public static final int OBJECTIVE = -1;

    int count;
    int[] row = new int[64];
    int[] source = new int[64];
    double[] coefficient = new double[64];

    void add(int r, int s, double value) {
        if (value == 0) {
            return;
        }
        if (count == row.length) {
            row = Arrays.copyOf(row, 2 * count);
            source = Arrays.copyOf(source, 2 * count);
            coefficient = Arrays.copyOf(coefficient, 2 * count);
        }
        row[count] = r;
        source[count] = s;
        coefficient[count] = value;
        count++;
    }
}
