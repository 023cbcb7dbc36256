package org.turnpike.nlp.ipopt;

import com.sun.jna.Pointer;
import java.util.Arrays;
import org.ejml.data.DMatrixSparseCSC;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.IterationListener.Iteration;
import org.turnpike.nlp.NonlinearProgram;

/**
 * One solve's side of the callbacks: evaluates the program and copies between Ipopt's memory and arrays that are allocated
 * once. Each function answers 1, or 0 if a value is not finite, whereupon Ipopt shortens its step. Nothing is thrown through
 * Ipopt: what the program or the listener throws is kept, and the solve is stopped.
 */
final class IpoptEvaluation {
    private static final int DONE = 1;
    private static final int FAILED = 0;

    private final NonlinearProgram program;
    private final IterationListener listener;
    private final long deadline;
    private final int n;
    private final int m;
    private final double[] z;
    private final double[] gradient;
    private final double[] constraints;
    private final double[] multipliers;
    private final double[] undefinedAt;
    private final DMatrixSparseCSC jacobian;
    private final DMatrixSparseCSC hessian;

    private long nanoseconds;
    private int iterations;
    private boolean started;
    private boolean undefined;
    private boolean undefinedAtStart;
    private boolean stoppedByListener;
    private boolean outOfTime;
    private @Nullable Throwable thrown;

    /** @param deadline on the clock of {@link System#nanoTime()}; {@link Long#MAX_VALUE} for none */
    IpoptEvaluation(NonlinearProgram program, IterationListener listener, long deadline) {
        this.program = program;
        this.listener = listener;
        this.deadline = deadline;
        n = program.variables();
        m = program.constraints();
        z = new double[n];
        gradient = new double[n];
        constraints = new double[m];
        multipliers = new double[m];
        undefinedAt = new double[n];
        jacobian = program.newJacobian();
        hessian = program.newHessian();
    }

    int variables() {
        return n;
    }

    int constraints() {
        return m;
    }

    /** Ipopt refuses a Jacobian without entries when there are constraints; then it gets one explicit zero. */
    int jacobianNonzeros() {
        return m > 0 ? Math.max(1, jacobian.nz_length) : 0;
    }

    int hessianNonzeros() {
        return hessian.nz_length;
    }

    int objective(Pointer x, Pointer value) {
        if (thrown != null) {
            return FAILED;
        }
        long start = System.nanoTime();
        try {
            x.read(0, z, 0, n);
            double f = program.objective(z);
            value.setDouble(0, f);
            return Double.isFinite(f) ? DONE : undefined();
        } catch (Throwable error) {
            return failed(error);
        } finally {
            nanoseconds += System.nanoTime() - start;
        }
    }

    int gradient(Pointer x, Pointer values) {
        if (thrown != null) {
            return FAILED;
        }
        long start = System.nanoTime();
        try {
            x.read(0, z, 0, n);
            program.gradient(z, gradient);
            values.write(0, gradient, 0, n);
            return allFinite(gradient, n) ? DONE : undefined();
        } catch (Throwable error) {
            return failed(error);
        } finally {
            nanoseconds += System.nanoTime() - start;
        }
    }

    int constraints(Pointer x, Pointer values) {
        if (thrown != null) {
            return FAILED;
        }
        if (m == 0) {
            return DONE;
        }
        long start = System.nanoTime();
        try {
            x.read(0, z, 0, n);
            program.constraints(z, constraints);
            values.write(0, constraints, 0, m);
            return allFinite(constraints, m) ? DONE : undefined();
        } catch (Throwable error) {
            return failed(error);
        } finally {
            nanoseconds += System.nanoTime() - start;
        }
    }

    int jacobian(Pointer x, Pointer values) {
        if (thrown != null) {
            return FAILED;
        }
        if (jacobian.nz_length == 0) {
            if (m > 0) {
                values.setDouble(0, 0);
            }
            return DONE;
        }
        long start = System.nanoTime();
        try {
            x.read(0, z, 0, n);
            program.jacobian(z, jacobian);
            values.write(0, jacobian.nz_values, 0, jacobian.nz_length);
            return allFinite(jacobian.nz_values, jacobian.nz_length) ? DONE : undefined();
        } catch (Throwable error) {
            return failed(error);
        } finally {
            nanoseconds += System.nanoTime() - start;
        }
    }

    int hessian(Pointer x, double objectiveFactor, @Nullable Pointer lambda, Pointer values) {
        if (thrown != null) {
            return FAILED;
        }
        if (hessian.nz_length == 0) {
            return DONE;
        }
        long start = System.nanoTime();
        try {
            x.read(0, z, 0, n);
            if (lambda != null && m > 0) {
                lambda.read(0, multipliers, 0, m);
            }
            program.hessian(z, objectiveFactor, multipliers, hessian);
            values.write(0, hessian.nz_values, 0, hessian.nz_length);
            return allFinite(hessian.nz_values, hessian.nz_length) ? DONE : undefined();
        } catch (Throwable error) {
            return failed(error);
        } finally {
            nanoseconds += System.nanoTime() - start;
        }
    }

    int jacobianStructure(Pointer rows, Pointer columns) {
        if (m > 0 && jacobian.nz_length == 0) {
            rows.setInt(0, 0);
            columns.setInt(0, 0);
            return DONE;
        }
        return structure(jacobian, rows, columns);
    }

    int hessianStructure(Pointer rows, Pointer columns) {
        return structure(hessian, rows, columns);
    }

    /** Compressed columns to triplets, once for a solve. */
    private static int structure(DMatrixSparseCSC matrix, Pointer rows, Pointer columns) {
        if (matrix.nz_length == 0) {
            return DONE;
        }
        int[] column = new int[matrix.nz_length];
        for (int j = 0; j < matrix.numCols; j++) {
            Arrays.fill(column, matrix.col_idx[j], matrix.col_idx[j + 1], j);
        }
        rows.write(0, matrix.nz_rows, 0, matrix.nz_length);
        columns.write(0, column, 0, matrix.nz_length);
        return DONE;
    }

    int iteration(
            int mode,
            int number,
            double objective,
            double infeasibility,
            double dualInfeasibility,
            double barrier,
            double step,
            double regularization) {
        started = true;
        iterations = number;
        if (thrown != null) {
            return FAILED;
        }
        try {
            String phase = mode == 0 ? "regular" : "restoration";
            stoppedByListener = !listener.iteration(new Iteration(
                    number, phase, objective, infeasibility, dualInfeasibility, barrier, step, regularization));
        } catch (Throwable error) {
            return failed(error);
        }
        outOfTime = deadline != Long.MAX_VALUE && System.nanoTime() - deadline >= 0;
        return stoppedByListener || outOfTime ? FAILED : DONE;
    }

    private int undefined() {
        System.arraycopy(z, 0, undefinedAt, 0, n);
        undefined = true;
        undefinedAtStart |= !started;
        listener.undefined(undefinedAt);
        return FAILED;
    }

    private int failed(Throwable error) {
        thrown = error;
        return FAILED;
    }

    private static boolean allFinite(double[] values, int length) {
        // 0·v is 0 for finite v and NaN otherwise; a sum without a branch lets the loop be vectorised.
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += 0 * values[i];
        }
        return sum == 0;
    }

    double seconds() {
        return 1e-9 * nanoseconds;
    }

    int iterations() {
        return iterations;
    }

    boolean stoppedByListener() {
        return stoppedByListener;
    }

    boolean outOfTime() {
        return outOfTime;
    }

    /** Whether a value was undefined before the first iteration. */
    boolean undefinedAtStart() {
        return undefinedAtStart;
    }

    /** The last point with an undefined value, or null. */
    double @Nullable [] undefinedAt() {
        return undefined ? undefinedAt : null;
    }

    /** What the program or the listener threw, or null. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }
}
