package org.turnpike.learning.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.InputException;

/**
 * Samples with their targets: all of them, or the part for training or for testing. The arrays are shared, not copied, and
 * must not be changed.
 *
 * @param inputs N × d
 * @param targets N × m: numbers, or the codes of the classes
 * @param classes index into {@code classNames} by sample, or null for regression
 * @param classNames empty for regression
 * @param featureNames d names
 */
public record Dataset(
        double[][] inputs,
        double[][] targets,
        int @Nullable [] classes,
        List<String> classNames,
        List<String> featureNames) {

    // Written out because a compact constructor loses the annotation of the array that may be null.
    public Dataset(
            double[][] inputs,
            double[][] targets,
            int @Nullable [] classes,
            List<String> classNames,
            List<String> featureNames) {
        require(inputs.length == targets.length, "as many targets as inputs");
        require((classes == null) == classNames.isEmpty(), "classes and their names");
        for (double[] row : inputs) {
            require(row.length == featureNames.size(), "a name for each feature");
        }
        for (double[] row : targets) {
            require(row.length == targets[0].length, "targets of one size");
        }
        if (classes != null) {
            require(classes.length == inputs.length, "as many classes as inputs");
            for (int c : classes) {
                require(c >= 0 && c < classNames.size(), "classes that have names");
            }
        }
        this.inputs = inputs;
        this.targets = targets;
        this.classes = classes;
        this.classNames = List.copyOf(classNames);
        this.featureNames = List.copyOf(featureNames);
    }

    /** Samples for regression; features are called x1, x2, … */
    public static Dataset regression(double[][] inputs, double[][] targets) {
        return new Dataset(inputs, targets, null, List.of(), numbered("x", inputs.length == 0 ? 0 : inputs[0].length));
    }

    /** name1, …, namen. */
    static List<String> numbered(String name, int n) {
        String[] names = new String[n];
        Arrays.setAll(names, j -> name + (j + 1));
        return List.of(names);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("a data set needs " + what);
        }
    }

    /** N. */
    public int samples() {
        return inputs.length;
    }

    /** d. */
    public int features() {
        return featureNames.size();
    }

    /** m. */
    public int outputs() {
        return targets.length == 0 ? 0 : targets[0].length;
    }

    public boolean isClassification() {
        return classes != null;
    }

    /** These samples, in this order. */
    public Dataset rows(int[] rows) {
        double[][] x = new double[rows.length][];
        double[][] y = new double[rows.length][];
        int @Nullable [] c = classes == null ? null : new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            x[i] = inputs[rows[i]];
            y[i] = targets[rows[i]];
            if (c != null && classes != null) {
                c[i] = classes[rows[i]];
            }
        }
        return new Dataset(x, y, c, classNames, featureNames);
    }

    /** The same samples with other inputs. */
    public Dataset withInputs(double[][] others, List<String> names) {
        return new Dataset(others, targets, classes, classNames, names);
    }

    /** How outputs for these samples become classes, or null for regression. */
    public @Nullable LabelCoding coding(LabelCoding.Kind kind) {
        return isClassification() ? new LabelCoding(kind, classNames) : null;
    }

    /**
     * The same samples with the targets that a loss takes. Classes get their codes. Numbers are classes if they are such codes
     * already: −1 and 1, or one-hot vectors; otherwise they stay numbers, if the loss takes numbers.
     *
     * @throws InputException if the loss cannot take the targets
     */
    public Dataset coded(LabelCoding.Kind kind) {
        if (classes != null) {
            return new Dataset(
                    inputs, new LabelCoding(kind, classNames).targets(classes), classes, classNames, featureNames);
        }
        return switch (kind) {
            case NEAREST_CODE -> areSigns(true) ? signed() : this;
            case SIGN -> {
                if (!areSigns(false)) {
                    throw new InputException(
                            "the logistic loss and max-margin take two classes or the labels -1 and 1, found "
                                    + firstNot(this::isSign));
                }
                yield signed();
            }
            case ONE_HOT -> oneHot();
        };
    }

    private Dataset signed() {
        int[] c = new int[samples()];
        for (int i = 0; i < c.length; i++) {
            c[i] = targets[i][0] > 0 ? 1 : 0;
        }
        return new Dataset(inputs, targets, c, List.of("-1", "1"), featureNames);
    }

    private Dataset oneHot() {
        int[] c = new int[samples()];
        for (int i = 0; i < c.length; i++) {
            if (!isOneHot(i)) {
                throw new InputException(
                        "the cross-entropy loss takes classes or one-hot targets, found " + firstNot(this::isOneHot));
            }
            while (targets[i][c[i]] == 0) {
                c[i]++;
            }
        }
        return new Dataset(inputs, targets, c, numbered("", outputs()), featureNames);
    }

    /** Whether all targets are −1 or 1, and each occurs if {@code both}. */
    private boolean areSigns(boolean both) {
        boolean negative = false;
        boolean positive = false;
        for (int i = 0; i < samples(); i++) {
            if (!isSign(i)) {
                return false;
            }
            negative |= targets[i][0] < 0;
            positive |= targets[i][0] > 0;
        }
        return !both || negative && positive;
    }

    private boolean isSign(int i) {
        return targets[i].length == 1 && Math.abs(targets[i][0]) == 1;
    }

    private boolean isOneHot(int i) {
        int ones = 0;
        for (double y : targets[i]) {
            if (y != 0 && y != 1) {
                return false;
            }
            ones += y == 1 ? 1 : 0;
        }
        return ones == 1 && targets[i].length > 1;
    }

    private String firstNot(IntPredicate fits) {
        int i = 0;
        while (fits.test(i)) {
            i++;
        }
        return Arrays.toString(targets[i]) + " as the target of sample " + (i + 1);
    }
}
