package org.turnpike.training.propagation;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.StateMap;

/** The error of the states of n samples at one place, z = P E x, with derivatives by x and, where it is trained, by P. */
final class OutputPropagation {
    private final int m;
    private final int d;
    private final boolean trained;
    /** P where it is given, row by row. */
    private final double[] matrix;

    private final @Nullable MapPropagation passage;
    private final LossLoops loss;

    /**
     * @param passage E, what becomes of a state that is not in the last layer's width; null for the identity
     * @param epsilon smooths losses with kinks
     */
    OutputPropagation(TrainingTask task, @Nullable StateMap passage, double epsilon) {
        m = task.output().size();
        d = task.output().inputs();
        trained = task.output().trained();
        matrix = new double[m * d];
        for (int r = 0; r < m; r++) {
            System.arraycopy(task.output().matrix()[r], 0, matrix, r * d, d);
        }
        this.passage = passage == null ? null : new MapPropagation(passage);
        loss = new LossLoops(task.loss(), task.output().nonlinearity(), m, epsilon);
    }

    /** Arrays of one place for n samples. */
    Site site(int n) {
        return new Site(
                passage == null ? new double[0][] : new double[d][n],
                new double[m][n],
                new double[m][n],
                new double[trained ? d : 0][n],
                new double[m][n]);
    }

    /**
     * What products need at one place.
     *
     * @param x E x, or empty where it is x
     * @param z outputs
     * @param g ∂ℓ/∂z
     * @param dx E δx of the last tangent, only where P is trained
     * @param dg the change of g along the last tangent; scratch
     */
    record Site(double[][] x, double[][] z, double[][] g, double[][] dx, double[][] dg) {}

    /** Scratch of a thread. */
    record Scratch(double[][] image, double[][] dz) {}

    Scratch scratch(int n) {
        return new Scratch(new double[d][n], new double[m][n]);
    }

    private double[] matrix(double[] u) {
        return trained ? u : matrix;
    }

    private int first(int at) {
        return trained ? at : 0;
    }

    /** Σ_i ℓ; P in u from {@code at} if it is trained. */
    double forward(int n, double[] u, int at, double[][] x, double[][] y, Site site) {
        double[][] seen = x;
        if (passage != null) {
            passage.forward(n, x, site.x);
            seen = site.x;
        }
        image(n, matrix(u), first(at), seen, site.z);
        return loss.evaluate(n, site.z, y, site.g);
    }

    /** ψ(z) of the last {@link #forward} into rows {@code out[from …]}. */
    void outputs(int n, Site site, double[][] out, int from) {
        for (int i = 0; i < n; i++) {
            loss.output(i, site.z, out[from + i]);
        }
    }

    /** out = P x. */
    private void image(int n, double[] p, int at, double[][] x, double[][] out) {
        for (int r = 0; r < m; r++) {
            java.util.Arrays.fill(out[r], 0, n, 0);
            addRow(n, p, at + r * d, x, out[r]);
        }
    }

    private void addRow(int n, double[] p, int at, double[][] x, double[] out) {
        for (int c = 0; c < d; c++) {
            // Most matrices select.
            if (p[at + c] != 0) {
                SampleLoops.add1(n, p[at + c], x[c], out);
            }
        }
    }

    /** x̄ += weight Eᵀ Pᵀ ∂ℓ/∂z, and the same by P into g. */
    void backward(
            int n,
            double weight,
            double[] u,
            int at,
            double[][] x,
            Site site,
            double[][] xBar,
            double[] g,
            Scratch scratch) {
        pull(n, weight, matrix(u), first(at), site.g, xBar, scratch);
        if (trained) {
            double[][] seen = site.x.length == 0 ? x : site.x;
            for (int r = 0; r < m; r++) {
                SampleLoops.scale(n, weight, site.g[r], scratch.dz[r]);
                SampleLoops.dots(n, scratch.dz[r], seen, d, g, at + r * d);
            }
        }
    }

    /** x̄ += weight Eᵀ pᵀ v. */
    private void pull(int n, double weight, double[] p, int at, double[][] v, double[][] xBar, Scratch scratch) {
        double[][] target = passage == null ? xBar : scratch.image;
        for (int c = 0; c < d; c++) {
            if (passage != null) {
                java.util.Arrays.fill(target[c], 0, n, 0);
            }
            for (int r = 0; r < m; r++) {
                double entry = weight * p[at + r * d + c];
                if (entry != 0) {
                    SampleLoops.add1(n, entry, v[r], target[c]);
                }
            }
        }
        if (passage != null) {
            passage.addTransposed(n, scratch.image, xBar);
        }
    }

    /** The change of ∂ℓ/∂z along δx (and δP) into the site. */
    void tangent(
            int n,
            double[] u,
            double[] du,
            int at,
            double[][] x,
            double[][] y,
            double[][] dx,
            Site site,
            Scratch scratch) {
        double[][] seen = dx;
        if (passage != null) {
            double[][] kept = trained ? site.dx : scratch.image;
            passage.forward(n, dx, kept);
            seen = kept;
        } else if (trained) {
            for (int c = 0; c < d; c++) {
                System.arraycopy(dx[c], 0, site.dx[c], 0, n);
            }
        }
        image(n, matrix(u), first(at), seen, scratch.dz);
        if (trained) {
            double[][] state = site.x.length == 0 ? x : site.x;
            for (int r = 0; r < m; r++) {
                addRow(n, du, at + r * d, state, scratch.dz[r]);
            }
        }
        loss.second(n, site.z, y, scratch.dz, site.dg);
    }

    /** δx̄ and δg by P, the linearised {@link #backward}. */
    void second(
            int n,
            double weight,
            double[] u,
            double[] du,
            int at,
            double[][] x,
            Site site,
            double[][] dxBar,
            double[] g,
            Scratch scratch) {
        pull(n, weight, matrix(u), first(at), site.dg, dxBar, scratch);
        if (!trained) {
            return;
        }
        pull(n, weight, du, at, site.g, dxBar, scratch);
        double[][] seen = site.x.length == 0 ? x : site.x;
        for (int r = 0; r < m; r++) {
            SampleLoops.scale(n, weight, site.dg[r], scratch.dz[r]);
            SampleLoops.dots(n, scratch.dz[r], seen, d, g, at + r * d);
            SampleLoops.scale(n, weight, site.g[r], scratch.dz[r]);
            SampleLoops.dots(n, scratch.dz[r], site.dx, d, g, at + r * d);
        }
    }
}
