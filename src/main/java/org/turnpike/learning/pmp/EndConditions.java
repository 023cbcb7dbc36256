package org.turnpike.learning.pmp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.minimization.InnerProduct;

/** What the maximum principle asks of y at the ends. */
final class EndConditions {
    private EndConditions() {}

    /** x_i(0) = input i, and v(0) = 0 for H1, t = 0 where y has the time. */
    static Junction start(TrainingTask task, boolean timed) {
        int block = task.samples() * task.model().width(0);
        int m = task.regularization() == Regularization.H1 ? task.model().controls(0) : 0;
        int n = 2 * block + 2 * m + (timed ? 2 : 0);
        List<Integer> components = new ArrayList<>();
        double[] values = new double[block + m + (timed ? 1 : 0)];
        for (int q = 0; q < block; q++) {
            components.add(q);
            values[q] =
                    task.inputs()[q / task.model().width(0)][q % task.model().width(0)];
        }
        for (int j = 0; j < m; j++) {
            components.add(2 * block + m + j);
        }
        if (timed) {
            components.add(n - 2);
        }
        return new Fixed(n, components.stream().mapToInt(i -> i).toArray(), values);
    }

    /** y_c = value. */
    private record Fixed(int n, int[] components, double[] values) implements Junction {
        @Override
        public int count() {
            return components.length;
        }

        @Override
        public void residual(double[] left, double[] right, double[] out, int at) {
            for (int q = 0; q < components.length; q++) {
                out[at + q] = left[components[q]] - values[q];
            }
        }

        @Override
        public void jacobian(double[] left, double[] right, double[] byLeft, double[] byRight) {
            for (int q = 0; q < components.length; q++) {
                byLeft[q * n + components[q]] = 1;
            }
        }
    }

    /**
     * p = c ∇φ(x) with c = 1 (SL1), 0 (SL*), T − t (after a switch), and v = 0 for H1.
     *
     * @param switching further conditions |g| = λ, or null
     */
    record Transversality(
            TrainingTask task,
            CanonicalEquations equations,
            boolean timed,
            @org.jspecify.annotations.Nullable SwitchingCondition switching)
            implements Junction {
        private int block() {
            return task.samples() * task.model().width(0);
        }

        private int velocities() {
            return task.regularization() == Regularization.H1 ? task.model().controls(0) : 0;
        }

        @Override
        public int count() {
            return block() + velocities() + (switching == null ? 0 : 1);
        }

        private double factor(double[] y) {
            if (timed) {
                return task.horizon() - y[y.length - 2];
            }
            return task.formulation() == Formulation.SL1 ? 1 : 0;
        }

        @Override
        public void residual(double[] left, double[] right, double[] out, int at) {
            int block = block();
            double factor = factor(left);
            double[] gradient = new double[block];
            if (factor != 0) {
                equations.errorGradient(left, gradient, new double[0]);
            }
            for (int q = 0; q < block; q++) {
                out[at + q] = left[block + q] - factor * gradient[q];
            }
            int m = velocities();
            for (int j = 0; j < m; j++) {
                out[at + block + j] = left[2 * block + m + j];
            }
            if (switching != null) {
                out[at + block + m] = switching.value(left);
            }
        }

        @Override
        public void jacobian(double[] left, double[] right, double[] byLeft, double[] byRight) {
            int n = left.length;
            int block = block();
            int width = task.model().width(0);
            double factor = factor(left);
            double[] gradient = new double[block];
            double[] second = new double[block * width];
            if (factor != 0) {
                equations.errorGradient(left, gradient, second);
            }
            for (int q = 0; q < block; q++) {
                byLeft[q * n + block + q] = 1;
                for (int c = 0; c < width; c++) {
                    byLeft[q * n + q / width * width + c] -= factor * second[q * width + c];
                }
                if (timed) {
                    byLeft[q * n + n - 2] += gradient[q];
                }
            }
            int m = velocities();
            for (int j = 0; j < m; j++) {
                byLeft[(block + j) * n + 2 * block + m + j] = 1;
            }
            if (switching != null) {
                System.arraycopy(switching.gradient(left), 0, byLeft, (block + m) * n, n);
            }
        }
    }

    /**
     * P x_i = y_i and p_i in the range of Pᵀ, and v = 0 for H1: the end of an exact control, and of one that stops at the targets of a loss with a kink there.
     *
     * @param kernel an orthonormal basis of the kernel of P, by row
     */
    record Target(TrainingTask task, double[][] kernel, @org.jspecify.annotations.Nullable SwitchingCondition switching)
            implements Junction {
        private int velocities() {
            return task.regularization() == Regularization.H1 ? task.model().controls(0) : 0;
        }

        @Override
        public int count() {
            return task.samples() * task.model().width(0) + velocities() + (switching == null ? 0 : 1);
        }

        @Override
        public void residual(double[] left, double[] right, double[] out, int at) {
            int width = task.model().width(0);
            int block = task.samples() * width;
            double[][] matrix = task.output().matrix();
            int row = at;
            for (int i = 0; i < task.samples(); i++) {
                for (int r = 0; r < matrix.length; r++) {
                    out[row] = -task.targets()[i][r];
                    for (int c = 0; c < width; c++) {
                        out[row] += matrix[r][c] * left[i * width + c];
                    }
                    row++;
                }
                for (double[] direction : kernel) {
                    out[row] = 0;
                    for (int c = 0; c < width; c++) {
                        out[row] += direction[c] * left[block + i * width + c];
                    }
                    row++;
                }
            }
            int m = velocities();
            for (int j = 0; j < m; j++) {
                out[row++] = left[2 * block + m + j];
            }
            if (switching != null) {
                out[row] = switching.value(left);
            }
        }

        @Override
        public void jacobian(double[] left, double[] right, double[] byLeft, double[] byRight) {
            int n = left.length;
            int width = task.model().width(0);
            int block = task.samples() * width;
            int row = 0;
            for (int i = 0; i < task.samples(); i++) {
                for (double[] line : task.output().matrix()) {
                    System.arraycopy(line, 0, byLeft, row * n + i * width, width);
                    row++;
                }
                for (double[] direction : kernel) {
                    System.arraycopy(direction, 0, byLeft, row * n + block + i * width, width);
                    row++;
                }
            }
            int m = velocities();
            for (int j = 0; j < m; j++) {
                byLeft[row++ * n + 2 * block + m + j] = 1;
            }
            if (switching != null) {
                System.arraycopy(switching.gradient(left), 0, byLeft, row * n, n);
            }
        }
    }

    /** Inside a control that consists of several bangs: x, p and t go on, and a switching condition holds. */
    record Continuity(int n, SwitchingCondition switching) implements Junction {
        @Override
        public int count() {
            return n;
        }

        @Override
        public void residual(double[] left, double[] right, double[] out, int at) {
            for (int q = 0; q < n - 1; q++) {
                out[at + q] = left[q] - right[q];
            }
            out[at + n - 1] = switching.value(left);
        }

        @Override
        public void jacobian(double[] left, double[] right, double[] byLeft, double[] byRight) {
            for (int q = 0; q < n - 1; q++) {
                byLeft[q * n + q] = 1;
                byRight[q * n + q] = -1;
            }
            System.arraycopy(switching.gradient(left), 0, byLeft, (n - 1) * n, n);
        }
    }

    /**
     * Where a control switches: weights·|g|_sel = level, as the Euclidean norm of g, or a signed sum of two components.
     *
     * @param weights by component of g, for the linear kind; empty for the norm
     */
    record SwitchingCondition(CanonicalEquations equations, double[] weights, double level) {
        double value(double[] y) {
            double[] g = new double[equations.controls()];
            equations.switching(y, g, new double[0]);
            return (weights.length == 0 ? Math.sqrt(InnerProduct.dot(g, g)) : InnerProduct.dot(weights, g)) - level;
        }

        double[] gradient(double[] y) {
            int n = y.length;
            double[] g = new double[equations.controls()];
            double[] slope = new double[g.length * n];
            equations.switching(y, g, slope);
            double size = Math.sqrt(InnerProduct.dot(g, g));
            double[] result = new double[n];
            for (int j = 0; j < g.length; j++) {
                double factor = weights.length == 0 ? g[j] / size : weights[j];
                for (int q = 0; q < n; q++) {
                    result[q] += factor * slope[j * n + q];
                }
            }
            return result;
        }

        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof SwitchingCondition c
                    && c.equations == equations
                    && Arrays.equals(c.weights, weights)
                    && c.level == level;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(weights);
        }
    }
}
