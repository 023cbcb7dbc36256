package org.turnpike.minimization;

/** ⟨u, v⟩ = Σ m_j u_j v_j, m_j &gt; 0. */
public final class WeightedProduct implements InnerProduct {
    private final double[] weight;

    /** @param weight m */
    public WeightedProduct(double[] weight) {
        this.weight = weight.clone();
    }

    @Override
    public int size() {
        return weight.length;
    }

    @Override
    public void gram(double[] u, double[] out) {
        for (int j = 0; j < weight.length; j++) {
            out[j] = weight[j] * u[j];
        }
    }

    @Override
    public void riesz(double[] g, double[] out) {
        for (int j = 0; j < weight.length; j++) {
            out[j] = g[j] / weight[j];
        }
    }
}
