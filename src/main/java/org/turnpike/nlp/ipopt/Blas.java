package org.turnpike.nlp.ipopt;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The dense linear algebra that a library is linked with: which one it is, and whether it computes right.
 *
 * <p>A BLAS with kernels of its own for each processor can be wrong on one that it does not know, and Ipopt would turn that into a
 * wrong answer or none. So products are checked here before they are relied on: C = AB must agree with C v = A (B v), and likewise
 * for the other routines that sparse factorizations spend their time in. v has entries of both signs, so that a wrong entry of C
 * is seen; the cost is that of matrix times vector.
 *
 * @see <a href="https://doi.org/10.1007/3-540-09526-8_5">Freivalds: Fast probabilistic algorithms, MFCS 1979</a>
 */
class Blas {
    /** Rounding errors of the products below are some 1e-15. */
    private static final double TOLERANCE = 1e-11;

    private static final String OPENBLAS_IDENTITY = "openblas_get_config";

    /**
     * No multiples of any block. The second is beyond the kernels for small matrices (OpenBLAS: up to 100³), and still a matter of
     * some 15 ms in a cold process.
     */
    private static final int[][] SIZES = {{5, 3, 7}, {83, 61, 251}};

    private static final int[] LARGE = {331, 293, 541};

    private final NativeLibrary library;

    Blas(NativeLibrary library) {
        this.library = library;
    }

    /** What it is, or null if it does not tell: OpenBLAS does, the reference BLAS does not. */
    @Nullable
    String identity() {
        Function config = function(OPENBLAS_IDENTITY);
        if (config == null) {
            return null;
        }
        String name = config.invokeString(new Object[0], false)
                .strip()
                .replaceFirst("^(OpenBLAS [0-9]\\S*).*", "$1")
                .replaceFirst("^(?!OpenBLAS).*", "OpenBLAS");
        Function core = function("openblas_get_corename");
        String kernels = core == null ? "" : " (" + core.invokeString(new Object[0], false) + ")";
        Function threads = function("openblas_get_num_threads");
        int count = threads == null ? 1 : threads.invokeInt(new Object[0]);
        return name + kernels + ", " + count + (count == 1 ? " thread" : " threads");
    }

    /**
     * Takes one thread if it would take as many as there are processors only because nobody said how many: in the small products of
     * sparse factorizations they are in each other's way.
     */
    void useOneThread() {
        Function threads = function("openblas_set_num_threads");
        if (threads != null
                && System.getenv("OPENBLAS_NUM_THREADS") == null
                && System.getenv("OMP_NUM_THREADS") == null) {
            threads.invokeVoid(new Object[] {1});
        }
    }

    /** Whether its routines can be seen from here. */
    boolean visible() {
        return function("dgemm_") != null;
    }

    /** What is wrong with it; null if nothing is, or if no routine can be seen from here. */
    @Nullable
    String fault() {
        for (int[] size : SIZES) {
            String fault = fault(size[0], size[1], size[2]);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /** As {@link #fault()}, but with larger matrices, too. */
    @Nullable
    String faultInLargeProducts() {
        String fault = fault();
        return fault != null ? fault : fault(LARGE[0], LARGE[1], LARGE[2]);
    }

    private @Nullable String fault(int m, int n, int k) {
        double product = 0;
        for (boolean transposed : new boolean[] {false, true}) {
            product = Math.max(product, productError(m, n, k, transposed));
        }
        double[] errors = {product, rankUpdateError(m, k), triangularError(m, n), factorizationError(m)};
        String[] names = {"dgemm", "dsyrk", "dtrsm", "dgetrf"};
        for (int i = 0; i < errors.length; i++) {
            // NaN counts as wrong.
            if (!(errors[i] < TOLERANCE)) {
                return String.format(
                        Locale.ROOT, "%s on %d x %d x %d has a relative error of %.0e", names[i], m, n, k, errors[i]);
            }
        }
        return null;
    }

    /** C ← C₀ − A op(B), A m × k. */
    private double productError(int m, int n, int k, boolean transposed) {
        if (function("dgemm_") == null) {
            return 0;
        }
        double[] a = numbers(m * k, 1);
        double[] b = numbers(k * n, 2);
        double[] before = numbers(m * n, 3);
        double[] c = before.clone();
        int rows = transposed ? n : k;
        call("dgemm_", "N", transposed ? "T" : "N", m, n, k, -1.0, a, m, b, rows, 1.0, c, m);
        double[] v = numbers(n, 4);
        double[] expected = times(before, m, n, v, false);
        double[] bv = times(b, rows, transposed ? k : n, v, transposed);
        double[] abv = times(a, m, k, bv, false);
        for (int i = 0; i < m; i++) {
            expected[i] -= abv[i];
        }
        return difference(times(c, m, n, v, false), expected);
    }

    /** The lower half of C ← A Aᵀ, A m × k. */
    private double rankUpdateError(int m, int k) {
        if (function("dsyrk_") == null) {
            return 0;
        }
        double[] a = numbers(m * k, 5);
        double[] c = new double[m * m];
        call("dsyrk_", "L", "N", m, k, 1.0, a, m, 0.0, c, m);
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < j; i++) {
                c[i + j * m] = c[j + i * m];
            }
        }
        double[] v = numbers(m, 6);
        return difference(times(c, m, m, v, false), times(a, m, k, times(a, m, k, v, true), false));
    }

    /** X of L X = B, L m × m with unit diagonal, B m × n: L (X v) against B v. */
    private double triangularError(int m, int n) {
        if (function("dtrsm_") == null) {
            return 0;
        }
        double[] l = numbers(m * m, 7);
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                l[i + j * m] = i > j ? l[i + j * m] / m : i == j ? 1 : 0;
            }
        }
        double[] b = numbers(m * n, 8);
        double[] x = b.clone();
        call("dtrsm_", "L", "L", "N", "U", m, n, 1.0, l, m, x, m);
        double[] v = numbers(n, 9);
        return difference(times(l, m, m, times(x, m, n, v, false), false), times(b, m, n, v, false));
    }

    /** P L U against A, times a vector. */
    private double factorizationError(int m) {
        if (function("dgetrf_") == null) {
            return 0;
        }
        double[] a = numbers(m * m, 10);
        double[] lu = a.clone();
        int[] pivots = new int[m];
        call("dgetrf_", m, m, lu, m, pivots, 0);
        double[] v = numbers(m, 11);
        double[] uv = new double[m];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i <= j; i++) {
                uv[i] += lu[i + j * m] * v[j];
            }
        }
        double[] luv = uv.clone();
        for (int j = 0; j < m; j++) {
            for (int i = j + 1; i < m; i++) {
                luv[i] += lu[i + j * m] * uv[j];
            }
        }
        for (int i = m - 1; i >= 0; i--) {
            int other = pivots[i] - 1;
            if (other < 0 || other >= m) {
                return Double.NaN;
            }
            double kept = luv[i];
            luv[i] = luv[other];
            luv[other] = kept;
        }
        return difference(luv, times(a, m, m, v, false));
    }

    private @Nullable Function function(String name) {
        try {
            return library.getFunction(name);
        } catch (UnsatisfiedLinkError absent) {
            return null;
        }
    }

    /** Fortran takes all arguments by reference and the lengths of strings, each 1 here, behind them. */
    void call(String name, Object... arguments) {
        Function routine = function(name);
        if (routine == null) {
            throw new IllegalArgumentException(name);
        }
        int strings = 0;
        Object[] passed = new Object[2 * arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Integer number) {
                passed[i] = new int[] {number};
            } else if (arguments[i] instanceof Double number) {
                passed[i] = new double[] {number};
            } else {
                passed[i] = arguments[i];
            }
        }
        for (Object argument : arguments) {
            if (argument instanceof String) {
                passed[arguments.length + strings++] = 1L;
            }
        }
        routine.invokeVoid(Arrays.copyOf(passed, arguments.length + strings));
    }

    /** Numbers on [−1, 1) from a linear congruential generator. */
    private static double[] numbers(int count, long seed) {
        double[] result = new double[count];
        long state = seed * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < count; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            result[i] = (state >> 11) * 0x1p-52;
        }
        return result;
    }

    /** A x or Aᵀ x, A by columns. */
    private static double[] times(double[] a, int rows, int columns, double[] x, boolean transposed) {
        double[] y = new double[transposed ? columns : rows];
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                if (transposed) {
                    y[j] += a[i + j * rows] * x[i];
                } else {
                    y[i] += a[i + j * rows] * x[j];
                }
            }
        }
        return y;
    }

    /** The largest difference, relative to the largest entry. */
    private static double difference(double[] a, double[] b) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            // A NaN stays.
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
            size = Math.max(size, Math.abs(b[i]));
        }
        return difference / size;
    }
}
