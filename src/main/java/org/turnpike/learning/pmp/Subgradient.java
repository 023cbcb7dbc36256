package org.turnpike.learning.pmp;

import org.turnpike.learning.loss.Loss;
import org.turnpike.linalg.BandMatrix;
import org.turnpike.minimization.InnerProduct;

/** The subdifferential of |P x − y| and |P x − y|₁ at P x = y: Pᵀq with |q| ≤ 1, |q|_∞ ≤ 1. */
final class Subgradient {
    private Subgradient() {}

    /** The norm of q in p = Pᵀq; P has full row rank and p is in the range of Pᵀ. */
    static double size(double[][] matrix, double[] p, Loss loss) {
        int m = matrix.length;
        BandMatrix gram = BandMatrix.full(m);
        double[] q = new double[m];
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                gram.set(r, c, InnerProduct.dot(matrix[r], matrix[c]));
            }
            q[r] = InnerProduct.dot(matrix[r], p);
        }
        BandMatrix.Factors factors = gram.factor();
        if (factors == null || !factors.solve(q)) {
            return Double.NaN;
        }
        double largest = 0;
        for (double value : q) {
            largest = Math.max(largest, Math.abs(value));
        }
        return loss == Loss.ABSOLUTE ? largest : Math.sqrt(InnerProduct.dot(q, q));
    }
}
