package org.turnpike.nlp.convex;

/**
 * The thin factorisation A = Q R of a set of columns that changes one by one: a column joins by Gram and Schmidt's method, applied
 * twice for orthogonality to rounding, and leaves by Givens rotations. Each change costs as much as a product with A, where a new
 * factorisation costs as much as all of them.
 *
 * @see <a href="https://doi.org/10.1090/S0025-5718-1976-0431641-8">Daniel, Gragg, Kaufman, Stewart (1976)</a>
 */
final class ColumnFactorization {
    /** Which column of the whole matrix is the k-th of the set. */
    private final int[] members;
    /** The columns of Q, as rows of the array. */
    private final double[][] q;
    /** R by columns: r[k][i], i ≤ k. */
    private final double[][] r;

    private int count;

    /**
     * @param rows of the matrix
     * @param most the largest number of columns at a time
     */
    ColumnFactorization(int rows, int most) {
        members = new int[most];
        q = new double[most][rows];
        r = new double[most][most];
    }

    int count() {
        return count;
    }

    /** The number that the k-th column was added under. */
    int member(int k) {
        return members[k];
    }

    /** Adds a column; false, and nothing happens, if it depends on the others up to rounding, or if there is no room. */
    boolean add(int number, double[] column) {
        if (count == members.length) {
            return false;
        }
        double[] rest = column.clone();
        double[] coefficients = r[count];
        java.util.Arrays.fill(coefficients, 0);
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < count; i++) {
                double along = Dense.dot(q[i], rest);
                coefficients[i] += along;
                for (int j = 0; j < rest.length; j++) {
                    rest[j] -= along * q[i][j];
                }
            }
        }
        double norm = Dense.norm(rest);
        double largest = norm;
        double smallest = norm;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(r[i][i]));
            smallest = Math.min(smallest, Math.abs(r[i][i]));
        }
        if (!(smallest > Dense.RANK_TOLERANCE * largest)) {
            return false;
        }
        coefficients[count] = norm;
        for (int j = 0; j < rest.length; j++) {
            q[count][j] = rest[j] / norm;
        }
        members[count++] = number;
        return true;
    }

    /** Removes the k-th column; those behind it move up. */
    void remove(int k) {
        double[] gone = r[k];
        for (int c = k; c + 1 < count; c++) {
            r[c] = r[c + 1];
            members[c] = members[c + 1];
        }
        count--;
        r[count] = gone;
        for (int c = k; c < count; c++) {
            double a = r[c][c];
            double b = r[c][c + 1];
            double length = Math.hypot(a, b);
            double cosine = a / length;
            double sine = b / length;
            for (int l = c; l < count; l++) {
                double upper = r[l][c];
                double lower = r[l][c + 1];
                r[l][c] = cosine * upper + sine * lower;
                r[l][c + 1] = cosine * lower - sine * upper;
            }
            double[] upper = q[c];
            double[] lower = q[c + 1];
            for (int j = 0; j < upper.length; j++) {
                double u = upper[j];
                double v = lower[j];
                upper[j] = cosine * u + sine * v;
                lower[j] = cosine * v - sine * u;
            }
        }
    }

    /** The x that minimises |A x − y|, in the order of the set. */
    double[] leastSquares(double[] y) {
        double[] x = new double[count];
        double[] rest = y.clone();
        for (int k = 0; k < count; k++) {
            x[k] = Dense.dot(q[k], rest);
            // As the rest shrinks, so do the errors of a Q that is orthogonal up to rounding only.
            for (int j = 0; j < rest.length; j++) {
                rest[j] -= x[k] * q[k][j];
            }
        }
        for (int k = count - 1; k >= 0; k--) {
            x[k] /= r[k][k];
            for (int i = 0; i < k; i++) {
                x[i] -= r[k][i] * x[k];
            }
        }
        return x;
    }
}
