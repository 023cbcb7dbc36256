package org.turnpike.minimization.nonsmooth;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;

/** The quadratic model of f + g on the manifold of u: gradient, products P(∇²f + ∇²g)P with the manifold's curvature, and its truncated minimiser. */
final class ManifoldModel {
    private final SmoothFunction f;
    private final GroupedNorms g;
    private final int n;
    private final double[] u;
    /** ∇f(u). */
    private final double[] r;

    private final double[] step;
    private final double[] residual;
    private final double[] direction;
    private final double[] image;
    private final double[] covector;
    private long products;
    private int innerSteps;
    private String remark = "";

    ManifoldModel(SmoothFunction f, GroupedNorms g) {
        this.f = f;
        this.g = g;
        n = f.space().size();
        u = new double[n];
        r = new double[n];
        step = new double[n];
        residual = new double[n];
        direction = new double[n];
        image = new double[n];
        covector = new double[n];
    }

    /** At u, where f's last gradient was, with the vector r of that gradient. */
    void at(double[] point, double[] gradient) {
        System.arraycopy(point, 0, u, 0, n);
        System.arraycopy(gradient, 0, r, 0, n);
    }

    double[] step() {
        return step;
    }

    String remark() {
        return remark;
    }

    long products() {
        return products;
    }

    int takeInnerSteps() {
        int taken = innerSteps;
        innerSteps = 0;
        return taken;
    }

    /** out = P(∇²f + ∇²g) v for a tangent v. */
    private void product(double[] v, double[] out) {
        f.product(v, covector);
        products++;
        g.riesz(covector, out);
        g.addCurvature(u, r, v, out);
        g.project(u, out);
    }

    /** Steihaug's step for the gradient along the manifold; the reduction that the model predicts. */
    double newtonStep(double[] gradient, double radius, double relative, BooleanSupplier expired) {
        Arrays.fill(step, 0);
        remark = "";
        for (int j = 0; j < n; j++) {
            residual[j] = gradient[j];
            direction[j] = -gradient[j];
        }
        double rr = g.product(residual, residual);
        double goal = relative * relative * rr;
        double predicted = 0;
        for (int i = 0; i < 2 * n + 20 && rr > goal; i++) {
            product(direction, image);
            innerSteps++;
            double curvature = g.product(direction, image);
            double alpha = rr / curvature;
            double stepDirection = g.product(step, direction);
            double directionDirection = g.product(direction, direction);
            double stepStep = g.product(step, step);
            double reach = stepStep + 2 * alpha * stepDirection + alpha * alpha * directionDirection;
            if (!(curvature > 0) || !(reach < radius * radius)) {
                double disc = stepDirection * stepDirection + directionDirection * (radius * radius - stepStep);
                double tau = (-stepDirection + Math.sqrt(Math.max(0, disc))) / directionDirection;
                add(tau, direction, step);
                remark = curvature > 0 ? "boundary of the trust region" : "negative curvature";
                return predicted + tau * rr - tau * tau * curvature / 2;
            }
            add(alpha, direction, step);
            predicted += alpha * rr / 2;
            add(alpha, image, residual);
            double fresh = g.product(residual, residual);
            double beta = fresh / rr;
            rr = fresh;
            for (int j = 0; j < n; j++) {
                direction[j] = beta * direction[j] - residual[j];
            }
            if (expired.getAsBoolean()) {
                break;
            }
        }
        return predicted;
    }

    /** A step along a direction of negative curvature, downhill; the reduction that the model predicts. */
    double escapeStep(double[] along, double[] gradient, double length) {
        System.arraycopy(along, 0, step, 0, n);
        g.project(u, step);
        double slope = g.product(gradient, step);
        double factor = (slope > 0 ? -length : length) / Math.sqrt(g.product(step, step));
        for (int j = 0; j < n; j++) {
            step[j] *= factor;
        }
        product(step, image);
        remark = "saddle left along negative curvature";
        return -g.product(gradient, step) - 0.5 * g.product(step, image);
    }

    private static void add(double factor, double[] x, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] += factor * x[j];
        }
    }

    /** The second derivative on the manifold, with 1 on its normals, so that its least eigenvalue is the manifold's unless that is above 1. */
    SmoothFunction withNormals() {
        return new SmoothFunction() {
            private final double[] tangent = new double[n];

            @Override
            public InnerProduct space() {
                return f.space();
            }

            @Override
            public double value(double[] v) {
                throw new UnsupportedOperationException();
            }

            @Override
            public double gradient(double[] v, double[] out) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void product(double[] v, double[] out) {
                System.arraycopy(v, 0, tangent, 0, n);
                g.project(u, tangent);
                ManifoldModel.this.product(tangent, image);
                for (int j = 0; j < n; j++) {
                    image[j] += v[j] - tangent[j];
                }
                g.gram(image, out);
            }
        };
    }
}
