package org.turnpike.learning.classifier;

import java.util.Arrays;

/** Checked samples: row i of {@code x} is the input xᵢ, followed by a 1 if there is a bias. */
record Samples(double[][] x, double[] y, int features, boolean bias) {
    static Samples of(double[][] inputs, double[] y, boolean bias, boolean labels) {
        if (inputs.length == 0 || inputs.length != y.length) {
            throw new IllegalArgumentException(inputs.length + " samples with " + y.length + " targets");
        }
        int features = inputs[0].length;
        double[][] x = new double[inputs.length][];
        for (int i = 0; i < x.length; i++) {
            if (inputs[i].length != features) {
                throw new IllegalArgumentException(
                        "sample " + (i + 1) + " has " + inputs[i].length + " features, not " + features);
            }
            for (int j = 0; j < features; j++) {
                if (!Double.isFinite(inputs[i][j])) {
                    throw new IllegalArgumentException(
                            "sample " + (i + 1) + ", feature " + (j + 1) + ": " + inputs[i][j] + " is not a number");
                }
            }
            if (!Double.isFinite(y[i]) || (labels && Math.abs(y[i]) != 1)) {
                throw new IllegalArgumentException("sample " + (i + 1) + ": expected "
                        + (labels ? "the label -1 or 1" : "a number") + ", found " + y[i]);
            }
            x[i] = Arrays.copyOf(inputs[i], bias ? features + 1 : features);
            if (bias) {
                x[i][features] = 1;
            }
        }
        return new Samples(x, y.clone(), features, bias);
    }

    int count() {
        return y.length;
    }

    /** The number of weights, the bias included. */
    int weights() {
        return bias ? features + 1 : features;
    }

    /** Whether all labels are the same. */
    boolean oneLabel() {
        for (double label : y) {
            if (label != y[0]) {
                return false;
            }
        }
        return true;
    }

    /** yᵢ xᵢ as rows, times {@code factor}. */
    double[][] signed(double factor) {
        double[][] signed = new double[count()][weights()];
        for (int i = 0; i < signed.length; i++) {
            for (int j = 0; j < signed[i].length; j++) {
                signed[i][j] = factor * y[i] * x[i][j];
            }
        }
        return signed;
    }
}
