package org.turnpike.learning.classifier;

/** The norm in which a margin is measured: the separator has unit norm. */
public enum Norm {
    L1,
    L2;

    /** |w|ₚ. */
    public double of(double[] w) {
        double sum = 0;
        double largest = 0;
        for (double v : w) {
            largest = Math.max(largest, Math.abs(v));
        }
        if (this == L1 || largest == 0) {
            for (double v : w) {
                sum += Math.abs(v);
            }
            return sum;
        }
        for (double v : w) {
            sum += (v / largest) * (v / largest);
        }
        return largest * Math.sqrt(sum);
    }
}
