package org.turnpike.training.robustness;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.loss.Loss;

/**
 * Samples whose inputs are perturbed.
 *
 * @param inputs N × d, prepared as the network sees them
 * @param targets N × m
 * @param classes by sample, indices of the coding; null for regression
 * @param loss of the training
 */
public record PerturbedSamples(
        double[][] inputs, double[][] targets, int @Nullable [] classes, @Nullable LabelCoding coding, Loss loss) {
    // Written out because a compact constructor loses the annotation of the array that may be null.
    public PerturbedSamples(
            double[][] inputs, double[][] targets, int @Nullable [] classes, @Nullable LabelCoding coding, Loss loss) {
        if (inputs.length == 0 || inputs.length != targets.length || (classes == null) != (coding == null)) {
            throw new IllegalArgumentException("samples need inputs, as many targets, and a coding of classes");
        }
        this.inputs = inputs;
        this.targets = targets;
        this.classes = classes;
        this.coding = coding;
        this.loss = loss;
    }

    /** N. */
    public int count() {
        return inputs.length;
    }

    /** At most {@code most} of them, evenly. */
    public PerturbedSamples evenly(int most) {
        if (most >= count()) {
            return this;
        }
        double[][] x = new double[most][];
        double[][] y = new double[most][];
        int @Nullable [] c = classes == null ? null : new int[most];
        for (int i = 0; i < most; i++) {
            int row = (int) ((long) i * count() / most);
            x[i] = inputs[row];
            y[i] = targets[row];
            if (c != null && classes != null) {
                c[i] = classes[row];
            }
        }
        return new PerturbedSamples(x, y, c, coding, loss);
    }
}
