package org.turnpike.minimization.nonsmooth;

import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;

/**
 * f + g along the manifold of u, as far as Newton's method needs it: products P(∇²f + ∇²g)P v with the manifold's curvature, as covectors. With 1 on its
 * normals their least eigenvalue is the manifold's unless that is above 1, and tangent vectors stay tangent.
 */
final class ManifoldModel implements SmoothFunction {
    private final SmoothFunction f;
    private final GroupedNorms g;
    private final double[] u;
    /** ∇f(u). */
    private final double[] r;

    private final double[] tangent;
    private final double[] image;

    ManifoldModel(SmoothFunction f, GroupedNorms g) {
        this.f = f;
        this.g = g;
        int n = f.space().size();
        u = new double[n];
        r = new double[n];
        tangent = new double[n];
        image = new double[n];
    }

    /** At u, where f's last gradient was, with the vector r of that gradient. */
    void at(double[] point, double[] gradient) {
        System.arraycopy(point, 0, u, 0, u.length);
        System.arraycopy(gradient, 0, r, 0, r.length);
    }

    @Override
    public InnerProduct space() {
        return f.space();
    }

    @Override
    public double value(double[] v) {
        throw new UnsupportedOperationException("only a second derivative");
    }

    @Override
    public double gradient(double[] v, double[] out) {
        throw new UnsupportedOperationException("only a second derivative");
    }

    @Override
    public void product(double[] v, double[] out) {
        System.arraycopy(v, 0, tangent, 0, v.length);
        g.project(u, tangent);
        f.product(tangent, out);
        g.riesz(out, image);
        g.addCurvature(u, r, tangent, image);
        g.project(u, image);
        for (int j = 0; j < v.length; j++) {
            image[j] += v[j] - tangent[j];
        }
        g.gram(image, out);
    }
}
