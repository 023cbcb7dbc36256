package org.turnpike.linalg;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A square matrix whose entries (i, j) vanish unless −l ≤ j − i ≤ u, and its LU factors with partial pivoting. Rows are stored one
 * after another with room for the fill, 2l + u + 1 entries each.
 *
 * <p>Boundary-value problems with separated conditions, ordered in time, have this form, and elimination with row pivoting is stable
 * for them where compactification is not.
 *
 * @see <a href="https://doi.org/10.1137/1.9781611971231">Ascher, Mattheij, Russell: Numerical Solution of Boundary Value Problems for
 *     Ordinary Differential Equations, section 7.2</a>
 */
public final class BandMatrix {
    private static final double SINGULAR = 1e-15;

    private final int n;
    private final int lower;
    private final int width;
    private final double[] entries;

    /**
     * @param lower l, the number of diagonals below the main one
     * @param upper u, the number above
     */
    public BandMatrix(int n, int lower, int upper) {
        this.n = n;
        this.lower = Math.min(lower, Math.max(0, n - 1));
        width = 2 * this.lower + Math.min(upper, Math.max(0, n - 1)) + 1;
        entries = new double[Math.multiplyExact(n, width)];
    }

    /** A full matrix. */
    public static BandMatrix full(int n) {
        return new BandMatrix(n, n - 1, n - 1);
    }

    public int size() {
        return n;
    }

    private int at(int row, int column) {
        return row * width + column - row + lower;
    }

    public void set(int row, int column, double value) {
        entries[at(row, column)] = value;
    }

    public void add(int row, int column, double value) {
        entries[at(row, column)] += value;
    }

    public double get(int row, int column) {
        return entries[at(row, column)];
    }

    /**
     * Factors in place; afterwards only the factors are there. Null if the matrix is singular to rounding or not finite. Rows are
     * compared by their size relative to their largest entry.
     */
    public @Nullable Factors factor() {
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            double largest = 0;
            for (int q = i * width; q < (i + 1) * width; q++) {
                double entry = Math.abs(entries[q]);
                if (!Double.isFinite(entry)) {
                    return null;
                }
                largest = Math.max(largest, entry);
            }
            if (largest == 0) {
                return null;
            }
            scale[i] = 1 / largest;
            for (int q = i * width; q < (i + 1) * width; q++) {
                entries[q] *= scale[i];
            }
        }
        int[] pivots = new int[n];
        double[] multipliers = new double[n * lower];
        int reach = width - 1 - lower;
        for (int k = 0; k < n; k++) {
            int last = Math.min(n - 1, k + lower);
            int pivot = k;
            double best = Math.abs(entries[at(k, k)]);
            for (int i = k + 1; i <= last; i++) {
                double candidate = Math.abs(entries[at(i, k)]);
                if (candidate > best) {
                    best = candidate;
                    pivot = i;
                }
            }
            if (!(best > SINGULAR)) {
                return null;
            }
            pivots[k] = pivot;
            int end = Math.min(n - 1, k + reach);
            int count = end - k + 1;
            if (pivot != k) {
                int a = at(k, k);
                int b = at(pivot, k);
                for (int q = 0; q < count; q++) {
                    double keep = entries[a + q];
                    entries[a + q] = entries[b + q];
                    entries[b + q] = keep;
                }
            }
            double reciprocal = 1 / entries[at(k, k)];
            for (int i = k + 1; i <= last; i++) {
                int target = at(i, k);
                double factor = entries[target] * reciprocal;
                multipliers[k * lower + i - k - 1] = factor;
                if (factor != 0) {
                    int source = at(k, k);
                    for (int q = 1; q < count; q++) {
                        entries[target + q] -= factor * entries[source + q];
                    }
                }
                entries[target] = 0;
            }
        }
        return new Factors(scale, pivots, multipliers);
    }

    /** LU factors. */
    public final class Factors {
        private final double[] scale;
        private final int[] pivots;
        private final double[] multipliers;

        private Factors(double[] scale, int[] pivots, double[] multipliers) {
            this.scale = scale;
            this.pivots = pivots;
            this.multipliers = multipliers;
        }

        /** Solves A x = b in place; false if the solution is not finite. */
        public boolean solve(double[] b) {
            for (int i = 0; i < n; i++) {
                b[i] *= scale[i];
            }
            for (int k = 0; k < n; k++) {
                double keep = b[k];
                b[k] = b[pivots[k]];
                b[pivots[k]] = keep;
                int last = Math.min(n - 1, k + lower);
                for (int i = k + 1; i <= last; i++) {
                    b[i] -= multipliers[k * lower + i - k - 1] * b[k];
                }
            }
            int reach = width - 1 - lower;
            for (int k = n - 1; k >= 0; k--) {
                double sum = b[k];
                int end = Math.min(n - 1, k + reach);
                for (int j = k + 1; j <= end; j++) {
                    sum -= entries[at(k, j)] * b[j];
                }
                b[k] = sum / entries[at(k, k)];
            }
            return Arrays.stream(b).allMatch(Double::isFinite);
        }
    }
}
