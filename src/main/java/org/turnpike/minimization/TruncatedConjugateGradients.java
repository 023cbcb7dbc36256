package org.turnpike.minimization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Conjugate gradients for ∇²J s = −g in the inner product of the space, cut off where they leave a trust region or find curvature that is not
 * positive: Steihaug's step.
 *
 * <p>The iterates' norms increase, so a smaller region cuts the same path earlier. The path is kept: after a step that was rejected the
 * shorter one costs no product.
 *
 * @see <a href="https://doi.org/10.1137/0720042">Steihaug: The conjugate gradient method and trust regions in large scale optimization, 1983</a>
 */
public final class TruncatedConjugateGradients {
    /** Iterates that are kept; a path longer than that is seldom walked again. */
    private static final int KEPT = 200;

    private final SmoothFunction function;
    private final InnerProduct space;
    private final BooleanSupplier expired;
    private final int n;
    private final double[] image;
    private final double[] z;
    private final double[] residual;
    private final double[] direction;
    /** s. */
    final double[] step;
    /** The reduction of J that the quadratic model predicts for s. */
    double predicted;
    /** How the last path ended, or empty. */
    String remark = "";

    long products;

    private final List<Segment> path = new ArrayList<>();

    /** From {@code from} to {@code to} = from + α d, along which the model falls by τ ρ − τ² κ/2, τ from 0 to α. */
    private record Segment(
            double[] from, double[] to, double alpha, double rho, double kappa, double before, double length) {}

    /** @param expired ends the path early */
    public TruncatedConjugateGradients(SmoothFunction function, BooleanSupplier expired) {
        this.function = function;
        this.expired = expired;
        space = function.space();
        n = space.size();
        image = new double[n];
        z = new double[n];
        residual = new double[n];
        direction = new double[n];
        step = new double[n];
    }

    /**
     * The step in a region of a radius.
     *
     * @param relative reduction of the residual's norm that is enough
     */
    public void solve(double[] g, double radius, double relative) {
        path.clear();
        remark = "";
        Arrays.fill(step, 0);
        predicted = 0;
        System.arraycopy(g, 0, residual, 0, n);
        space.riesz(residual, z);
        double rho = InnerProduct.dot(residual, z);
        double goal = relative * relative * rho;
        for (int j = 0; j < n; j++) {
            direction[j] = -z[j];
        }
        double stepStep = 0;
        double stepDirection = 0;
        double directionDirection = rho;
        for (int i = 0; i < 2 * n + 20 && rho > goal && !expired.getAsBoolean(); i++) {
            function.product(direction, image);
            products++;
            double kappa = InnerProduct.dot(direction, image);
            double alpha = rho / kappa;
            double reach = stepStep + 2 * alpha * stepDirection + alpha * alpha * directionDirection;
            // A NaN of an overflowing product ends here, too.
            boolean leaves = !(kappa > 0) || !(reach < radius * radius);
            if (leaves) {
                double disc = stepDirection * stepDirection + directionDirection * (radius * radius - stepStep);
                alpha = (-stepDirection + Math.sqrt(Math.max(0, disc))) / directionDirection;
                reach = radius * radius;
                remark = kappa > 0 ? "boundary of the trust region" : "negative curvature";
            }
            advance(alpha, rho, kappa, Math.sqrt(Math.max(0, reach)));
            if (leaves) {
                return;
            }
            for (int j = 0; j < n; j++) {
                residual[j] += alpha * image[j];
            }
            space.riesz(residual, z);
            double fresh = InnerProduct.dot(residual, z);
            double beta = fresh / rho;
            rho = fresh;
            stepStep = reach;
            stepDirection = beta * (stepDirection + alpha * directionDirection);
            directionDirection = fresh + beta * beta * directionDirection;
            for (int j = 0; j < n; j++) {
                direction[j] = beta * direction[j] - z[j];
            }
        }
    }

    /** s of the last {@link #solve} or {@link #shorten}. */
    public double[] step() {
        return step;
    }

    /** The reduction of J that the quadratic model predicts for it. */
    public double predicted() {
        return predicted;
    }

    /** How its path ended, or empty. */
    public String remark() {
        return remark;
    }

    /** Products with ∇²J so far. */
    public long products() {
        return products;
    }

    private void advance(double alpha, double rho, double kappa, double length) {
        boolean keep = path.size() < KEPT;
        double[] from = path.isEmpty() ? new double[n] : path.get(path.size() - 1).to;
        for (int j = 0; j < n; j++) {
            step[j] += alpha * direction[j];
        }
        if (keep) {
            path.add(new Segment(from, step.clone(), alpha, rho, kappa, predicted, length));
        }
        predicted += alpha * rho - alpha * alpha * kappa / 2;
    }

    /** The step in a smaller region, on the path of the last {@link #solve}; false if that part is not known. */
    public boolean shorten(double radius) {
        for (Segment segment : path) {
            if (segment.length >= radius) {
                double theta = crossing(segment, radius);
                for (int j = 0; j < n; j++) {
                    step[j] = segment.from[j] + theta * (segment.to[j] - segment.from[j]);
                }
                double tau = theta * segment.alpha;
                predicted = segment.before + tau * segment.rho - tau * tau * segment.kappa / 2;
                remark = "boundary of the trust region";
                return true;
            }
        }
        return false;
    }

    /** θ with |from + θ (to − from)| = radius. */
    private double crossing(Segment segment, double radius) {
        double[] difference = new double[n];
        for (int j = 0; j < n; j++) {
            difference[j] = segment.to[j] - segment.from[j];
        }
        space.gram(difference, image);
        double a = InnerProduct.dot(difference, image);
        double b = InnerProduct.dot(segment.from, image);
        space.gram(segment.from, image);
        double c = InnerProduct.dot(segment.from, image) - radius * radius;
        return Math.max(0, Math.min(1, (-b + Math.sqrt(Math.max(0, b * b - a * c))) / a));
    }
}
