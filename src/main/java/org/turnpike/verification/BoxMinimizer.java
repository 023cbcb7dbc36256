package org.turnpike.verification;

import java.util.Arrays;

/**
 * Looks for a lower value of a function of few variables in a box, from a given point: the box's corners, the point nearest
 * to 0 (where |u| has its kink), Newton steps on the exact derivatives projected onto the box (Bertsekas 1982), and for
 * functions with kinks or admissible sets other than the box a search along each coordinate.
 *
 * <p>What it finds is admissible, so that it never overstates a decrease; a nonconvex function may hide a lower minimum from it.
 */
final class BoxMinimizer {
    private static final int CORNER_DIMENSIONS = 6;
    private static final int NEWTON_STEPS = 20;
    private static final int BISECTIONS = 40;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** What is minimised. */
    interface Target {
        /** NaN or infinite where undefined or not admissible. */
        double value(double[] v);

        /** Gradient (n) and Hessian (n × n, both triangles) at v. */
        void derivatives(double[] v, double[] gradient, double[] hessian);

        /** Whether the derivatives say all: no kinks, and every point of the box is admissible. */
        boolean smoothOnBox();
    }

    private final int n;
    private final Target target;
    private final double[] lower;
    private final double[] upper;
    private final double[] best;
    private final double[] trial;
    private final double[] gradient;
    private final double[] hessian;
    private final double[] factor;
    private final double[] step;
    private double bestValue;

    BoxMinimizer(int n, Target target) {
        this.n = n;
        this.target = target;
        lower = new double[n];
        upper = new double[n];
        best = new double[n];
        trial = new double[n];
        gradient = new double[n];
        hessian = new double[n * n];
        factor = new double[n * n];
        step = new double[n];
    }

    /** The lowest value found, at most the one at {@code start}. */
    double minimum(double[] start, double[] lowerBounds, double[] upperBounds) {
        for (int i = 0; i < n; i++) {
            lower[i] = Math.min(lowerBounds[i], start[i]);
            upper[i] = Math.max(upperBounds[i], start[i]);
        }
        System.arraycopy(start, 0, best, 0, n);
        bestValue = target.value(best);
        newton();
        double[] origin = start.clone();
        if (n <= CORNER_DIMENSIONS) {
            for (int corner = 0; corner < 1 << n; corner++) {
                for (int i = 0; i < n; i++) {
                    trial[i] = (corner >> i & 1) == 0 ? lowerBounds[i] : upperBounds[i];
                }
                tryTowards(origin);
            }
        }
        for (int i = 0; i < n; i++) {
            trial[i] = Math.max(lowerBounds[i], Math.min(0, upperBounds[i]));
        }
        tryTowards(origin);
        newton();
        if (!target.smoothOnBox()) {
            for (int sweep = 0; sweep < 2; sweep++) {
                for (int i = 0; i < n; i++) {
                    along(i);
                }
            }
            newton();
        }
        return bestValue;
    }

    private boolean accept(double value) {
        if (value < bestValue) {
            bestValue = value;
            System.arraycopy(trial, 0, best, 0, n);
            return true;
        }
        return false;
    }

    /** Tries {@code trial}, or where it is not admissible the last admissible point on the way to it from {@code origin}. */
    private void tryTowards(double[] origin) {
        double value = target.value(trial);
        if (Double.isFinite(value) || target.smoothOnBox()) {
            accept(value);
            return;
        }
        double[] goal = trial.clone();
        double inside = 0;
        double outside = 1;
        for (int b = 0; b < BISECTIONS; b++) {
            double s = (inside + outside) / 2;
            for (int i = 0; i < n; i++) {
                trial[i] = origin[i] + s * (goal[i] - origin[i]);
            }
            value = target.value(trial);
            if (Double.isFinite(value)) {
                inside = s;
                accept(value);
            } else {
                outside = s;
            }
        }
    }

    private void newton() {
        for (int iteration = 0; iteration < NEWTON_STEPS; iteration++) {
            target.derivatives(best, gradient, hessian);
            if (!newtonDirection()) {
                return;
            }
            double before = bestValue;
            double length = 1;
            boolean accepted = false;
            for (int halving = 0; halving < 12 && !accepted; halving++) {
                for (int i = 0; i < n; i++) {
                    trial[i] = Math.max(lower[i], Math.min(best[i] + length * step[i], upper[i]));
                }
                accepted = accept(target.value(trial));
                length *= 0.5;
            }
            if (!accepted || before - bestValue <= 1e-15 * (1 + Math.abs(bestValue))) {
                return;
            }
        }
    }

    /** Solves H d = −g over the components that are not held by a bound, H shifted until it is positive definite. */
    private boolean newtonDirection() {
        double scale = 0;
        boolean any = false;
        for (int i = 0; i < n; i++) {
            boolean held = (best[i] <= lower[i] && gradient[i] >= 0) || (best[i] >= upper[i] && gradient[i] <= 0);
            step[i] = held ? Double.NaN : -gradient[i];
            any |= !held && gradient[i] != 0;
            scale = Math.max(scale, Math.abs(hessian[i * n + i]) + Math.abs(gradient[i]));
        }
        if (!any || !Double.isFinite(scale)) {
            return false;
        }
        double shift = 0;
        for (int attempt = 0; attempt < 20; attempt++) {
            if (factorise(shift)) {
                solve();
                return true;
            }
            shift = shift == 0 ? 1e-6 * scale : 10 * shift;
        }
        return false;
    }

    /** Cholesky; rows of held components (marked by a NaN step) are those of the identity. */
    private boolean factorise(double shift) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                boolean coupled = !Double.isNaN(step[i]) && !Double.isNaN(step[j]);
                double sum = i == j ? (coupled ? hessian[i * n + i] + shift : 1) : (coupled ? hessian[i * n + j] : 0);
                for (int m = 0; m < j; m++) {
                    sum -= factor[i * n + m] * factor[j * n + m];
                }
                if (i != j) {
                    factor[i * n + j] = sum / factor[j * n + j];
                } else if (sum > 1e-14 * Math.abs(hessian[i * n + i]) && sum > 1e-300) {
                    factor[i * n + i] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    private void solve() {
        for (int i = 0; i < n; i++) {
            double sum = Double.isNaN(step[i]) ? 0 : step[i];
            for (int m = 0; m < i; m++) {
                sum -= factor[i * n + m] * step[m];
            }
            step[i] = sum / factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = step[i];
            for (int m = i + 1; m < n; m++) {
                sum -= factor[m * n + i] * step[m];
            }
            step[i] = sum / factor[i * n + i];
        }
    }

    /** Golden-section search along coordinate i, over the admissible part of the box around the best point. */
    private void along(int i) {
        double[] centre = best.clone();
        double a = admissibleEnd(centre, i, lower[i]);
        double b = admissibleEnd(centre, i, upper[i]);
        if (!(b > a)) {
            return;
        }
        double c = b - GOLDEN * (b - a);
        double d = a + GOLDEN * (b - a);
        double atC = valueAt(centre, i, c);
        double atD = valueAt(centre, i, d);
        for (int b2 = 0; b2 < BISECTIONS; b2++) {
            if (atC <= atD) {
                b = d;
                d = c;
                atD = atC;
                c = b - GOLDEN * (b - a);
                atC = valueAt(centre, i, c);
            } else {
                a = c;
                c = d;
                atC = atD;
                d = a + GOLDEN * (b - a);
                atD = valueAt(centre, i, d);
            }
        }
    }

    private double admissibleEnd(double[] centre, int i, double bound) {
        if (Double.isFinite(valueAt(centre, i, bound))) {
            return bound;
        }
        double inside = centre[i];
        double outside = bound;
        for (int b = 0; b < BISECTIONS; b++) {
            double middle = (inside + outside) / 2;
            if (Double.isFinite(valueAt(centre, i, middle))) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private double valueAt(double[] centre, int i, double coordinate) {
        Arrays.setAll(trial, j -> centre[j]);
        trial[i] = coordinate;
        double value = target.value(trial);
        accept(value);
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }
}
