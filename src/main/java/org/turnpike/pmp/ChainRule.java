package org.turnpike.pmp;

/** dF/dy = ∂F/∂y + ∂F/∂u ∂u/∂y. */
final class ChainRule {
    private ChainRule() {}

    /**
     * @param motion ∂F/∂(y, t, u), n × (n + 1 + m)
     * @param law ∂u/∂(y, t), m × (n + 1)
     * @param total receives dF/dy, n × n
     */
    static void total(double[] motion, double[] law, int n, int m, double[] total) {
        int width = n + 1 + m;
        for (int r = 0; r < n; r++) {
            System.arraycopy(motion, r * width, total, r * n, n);
            for (int i = 0; i < m; i++) {
                double weight = motion[r * width + n + 1 + i];
                for (int c = 0; weight != 0 && c < n; c++) {
                    total[r * n + c] += weight * law[i * (n + 1) + c];
                }
            }
        }
    }
}
