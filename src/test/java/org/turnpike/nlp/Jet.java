package org.turnpike.nlp;

/** A value with its exact gradient and Hessian in n unknowns (second-order forward differentiation). */
final class Jet {
    final double value;
    final double[] gradient;
    final double[][] hessian;

    private Jet(double value, double[] gradient, double[][] hessian) {
        this.value = value;
        this.gradient = gradient;
        this.hessian = hessian;
    }

    /** Unknown i of z. */
    static Jet unknown(double[] z, int i) {
        double[] gradient = new double[z.length];
        gradient[i] = 1;
        return new Jet(z[i], gradient, new double[z.length][z.length]);
    }

    Jet plus(Jet other) {
        return combine(other, value + other.value, 1, 1, 0, 0, 0);
    }

    Jet plus(double constant) {
        return apply(value + constant, 1, 0);
    }

    Jet minus(Jet other) {
        return combine(other, value - other.value, 1, -1, 0, 0, 0);
    }

    Jet minus(double constant) {
        return plus(-constant);
    }

    Jet times(Jet other) {
        return combine(other, value * other.value, other.value, value, 0, 1, 0);
    }

    Jet times(double constant) {
        return apply(constant * value, constant, 0);
    }

    /** To the power of k ≥ 1. */
    Jet power(int k) {
        return apply(Math.pow(value, k), k * Math.pow(value, k - 1), k == 1 ? 0 : k * (k - 1) * Math.pow(value, k - 2));
    }

    Jet squared() {
        return power(2);
    }

    Jet log() {
        return apply(Math.log(value), 1 / value, -1 / (value * value));
    }

    /** g(this) by the chain rule. */
    private Jet apply(double g, double first, double second) {
        return combine(this, g, first, 0, second, 0, 0);
    }

    /** g(this, other) from the partial derivatives of g. */
    private Jet combine(Jet other, double g, double ga, double gb, double gaa, double gab, double gbb) {
        int n = gradient.length;
        double[] first = new double[n];
        double[][] second = new double[n][n];
        for (int i = 0; i < n; i++) {
            first[i] = ga * gradient[i] + gb * other.gradient[i];
            for (int j = 0; j < n; j++) {
                second[i][j] = ga * hessian[i][j]
                        + gb * other.hessian[i][j]
                        + gaa * gradient[i] * gradient[j]
                        + gab * (gradient[i] * other.gradient[j] + other.gradient[i] * gradient[j])
                        + gbb * other.gradient[i] * other.gradient[j];
            }
        }
        return new Jet(g, first, second);
    }
}
