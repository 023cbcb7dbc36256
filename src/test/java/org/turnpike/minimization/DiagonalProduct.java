package org.turnpike.minimization;

/** Σ h_j u_j v_j. */
record DiagonalProduct(double[] h) implements InnerProduct {
    @Override
    public int size() {
        return h.length;
    }

    @Override
    public void gram(double[] u, double[] out) {
        for (int j = 0; j < h.length; j++) {
            out[j] = h[j] * u[j];
        }
    }

    @Override
    public void riesz(double[] g, double[] out) {
        for (int j = 0; j < h.length; j++) {
            out[j] = g[j] / h[j];
        }
    }
}
