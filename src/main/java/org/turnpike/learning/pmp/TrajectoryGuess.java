package org.turnpike.learning.pmp;

import java.util.Arrays;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.minimization.InnerProduct;

/** Values from which shooting starts: (x, p) and for H1 (u, u′) on a grid of times, linear between. */
final class TrajectoryGuess {
    private final double[] times;
    private final double[][] values;

    private TrajectoryGuess(double[] times, double[][] values) {
        this.times = times;
        this.values = values;
    }

    /** What an extremal, or a failed one, says; its controls are used for H1. */
    static TrajectoryGuess of(Extremal extremal) {
        TrainingTask task = extremal.task();
        int width = task.model().width(0);
        int block = task.samples() * width;
        boolean sobolev = task.regularization() == Regularization.H1;
        int m = sobolev ? task.model().controls(0) : 0;
        double[][] values = new double[extremal.times().length][2 * block + 2 * m];
        for (int k = 0; k < values.length; k++) {
            for (int i = 0; i < task.samples(); i++) {
                System.arraycopy(extremal.states()[k][i], 0, values[k], i * width, width);
                System.arraycopy(extremal.costates()[k][i], 0, values[k], block + i * width, width);
            }
            for (int j = 0; j < m; j++) {
                int left = Math.max(0, k - 1);
                int right = Math.min(values.length - 1, k + 1);
                values[k][2 * block + j] = extremal.controls()[k][j];
                values[k][2 * block + m + j] = k == 0 || k == values.length - 1
                        ? 0
                        : (extremal.controls()[right][j] - extremal.controls()[left][j])
                                / (extremal.times()[right] - extremal.times()[left]);
            }
        }
        return new TrajectoryGuess(extremal.times(), values);
    }

    /** The turnpike: every sample at a state without error for all times, p = 0, u = 0; the start where no state has none. */
    static TrajectoryGuess turnpike(TrainingTask task) {
        double[] y = new double[length(task)];
        int width = task.model().width(0);
        for (int i = 0; i < task.samples(); i++) {
            System.arraycopy(target(task, i), 0, y, i * width, width);
        }
        return new TrajectoryGuess(new double[] {0, task.horizon()}, new double[][] {y, y});
    }

    /** No control: the states stay, p = (T − t)∇φ if the error runs and ∇φ else, which a factor may weaken. */
    static TrajectoryGuess off(TrainingTask task, CanonicalEquations equations) {
        double[] first = new double[length(task)];
        int width = task.model().width(0);
        int block = task.samples() * width;
        for (int i = 0; i < task.samples(); i++) {
            System.arraycopy(task.inputs()[i], 0, first, i * width, width);
        }
        double[] last = first.clone();
        double[] gradient = new double[block];
        equations.errorGradient(first, gradient, new double[0]);
        for (int q = 0; q < block && task.loss().smooth(); q++) {
            first[block + q] = task.formulation().running() ? task.horizon() * gradient[q] : gradient[q];
            last[block + q] = task.formulation().running() ? 0 : gradient[q];
        }
        return new TrajectoryGuess(new double[] {0, task.horizon()}, new double[][] {first, last});
    }

    private static int length(TrainingTask task) {
        int extra =
                task.regularization() == Regularization.H1 ? 2 * task.model().controls(0) : 0;
        return 2 * task.samples() * task.model().width(0) + extra;
    }

    /** The state next to the input with P x = y, if the loss vanishes there and ψ is the identity; else the input. */
    private static double[] target(TrainingTask task, int i) {
        double[] x = task.inputs()[i].clone();
        Output output = task.output();
        if (!task.loss().vanishesAtTarget() || output.nonlinearity() != Output.Nonlinearity.NONE) {
            return x;
        }
        // One Kaczmarz sweep after another: P has few rows, and for orthogonal ones the first sweep ends it.
        for (int sweep = 0; sweep < 200; sweep++) {
            for (int r = 0; r < output.size(); r++) {
                double[] row = output.matrix()[r];
                double square = InnerProduct.dot(row, row);
                double error = InnerProduct.dot(row, x) - task.targets()[i][r];
                for (int c = 0; c < x.length && square > 0; c++) {
                    x[c] -= error / square * row[c];
                }
            }
        }
        return x;
    }

    /** Guesses for other times: the same values at times scaled to [0, end]. */
    TrajectoryGuess stretched(double end) {
        double factor = end / times[times.length - 1];
        double[] scaled = Arrays.stream(times).map(t -> factor * t).toArray();
        return new TrajectoryGuess(scaled, values);
    }

    /** The last time. */
    double end() {
        return times[times.length - 1];
    }

    /** The values at t into {@code y}, from 0 on. */
    void at(double t, double[] y) {
        int k = Arrays.binarySearch(times, t);
        k = k >= 0 ? k : -k - 2;
        k = Math.max(0, Math.min(times.length - 2, k));
        double c = Math.max(0, Math.min(1, (t - times[k]) / (times[k + 1] - times[k])));
        for (int q = 0; q < values[k].length; q++) {
            y[q] = (1 - c) * values[k][q] + c * values[k + 1][q];
        }
    }
}
