package org.turnpike.training.msa;

import org.turnpike.learning.model.Activation;

/** σ with its first two derivatives of n arguments; 0 for σ″ where it does not exist. */
final class ScalarActivation {
    private final Activation kind;

    ScalarActivation(Activation kind) {
        this.kind = kind;
    }

    /** s = σ(a), d = σ′(a), c = σ″(a). */
    void evaluate(int n, double[] a, int at, double[] s, double[] d, double[] c) {
        for (int i = 0; i < n; i++) {
            double x = a[at + i];
            switch (kind) {
                case TANH -> {
                    double t = Math.tanh(x);
                    s[i] = t;
                    d[i] = 1 - t * t;
                    c[i] = -2 * t * d[i];
                }
                case SIGMOID -> {
                    double t = Math.tanh(x / 2);
                    s[i] = (1 + t) / 2;
                    d[i] = (1 - t * t) / 4;
                    c[i] = -t * d[i];
                }
                case RELU, LEAKY_RELU -> {
                    double leak = kind == Activation.RELU ? 0 : Activation.LEAK;
                    d[i] = x > 0 ? 1 : leak;
                    s[i] = d[i] * x;
                    c[i] = 0;
                }
                case IDENTITY -> {
                    s[i] = x;
                    d[i] = 1;
                    c[i] = 0;
                }
                case SIN -> {
                    s[i] = Math.sin(x);
                    d[i] = Math.cos(x);
                    c[i] = -s[i];
                }
                case ATAN -> {
                    s[i] = Math.atan(x);
                    d[i] = 1 / (1 + x * x);
                    c[i] = -2 * x * d[i] * d[i];
                }
            }
        }
    }
}
