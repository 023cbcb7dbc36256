package org.turnpike.learning.data;

import java.io.Serializable;
import java.util.List;
import org.turnpike.problem.InputException;

/**
 * How classes become targets and outputs become classes.
 *
 * <table>
 * <caption>Codes and decisions</caption>
 * <tr><th>kind</th><th>losses</th><th>code of two classes</th><th>of more</th><th>decision</th></tr>
 * <tr><td>nearest code</td><td>squared, distance, absolute</td><td>−1, 1</td><td>one-hot</td><td>nearest code</td></tr>
 * <tr><td>sign</td><td>logistic</td><td>−1, 1</td><td>refused</td><td>sign</td></tr>
 * <tr><td>one-hot</td><td>cross-entropy</td><td>one-hot</td><td>one-hot</td><td>largest output</td></tr>
 * </table>
 *
 * <p>The nearest of −1 and 1 is told by the sign; the nearest one-hot code e_c is the largest output, in the Euclidean norm as
 * |z − e_c|² = |z|² − 2 z_c + 1, and in the sum norm as |z_c − 1| − |z_c| does not increase in z_c.
 *
 * @param classNames at least two
 */
public record LabelCoding(Kind kind, List<String> classNames) implements Serializable {
    /** What {@link #decide} returns for an output that is no number. */
    public static final int UNDECIDED = -1;

    /** The losses that share a coding. */
    public enum Kind {
        /** Squared, distance, absolute. */
        NEAREST_CODE,
        /** Logistic. */
        SIGN,
        /** Cross-entropy. */
        ONE_HOT;

        /** Whether numbers as labels mean classes. */
        public boolean asksForClasses() {
            return this != NEAREST_CODE;
        }
    }

    public LabelCoding {
        classNames = List.copyOf(classNames);
        if (classNames.size() < 2) {
            throw new InputException("classification needs at least two classes, found " + classNames);
        }
        if (kind == Kind.SIGN && classNames.size() > 2) {
            throw new InputException(
                    "the logistic loss and max-margin take two classes, found " + classNames.size() + ": "
                            + String.join(", ", classNames.subList(0, Math.min(5, classNames.size())))
                            + (classNames.size() > 5 ? ", …" : "") + "; use cross-entropy");
        }
    }

    /** m: 1 for −1 and 1, the number of classes for one-hot codes. */
    public int outputs() {
        return kind == Kind.ONE_HOT || classNames.size() > 2 ? classNames.size() : 1;
    }

    /** The target of a class. */
    public double[] code(int c) {
        double[] code = new double[outputs()];
        if (code.length == 1) {
            code[0] = c == 0 ? -1 : 1;
        } else {
            code[c] = 1;
        }
        return code;
    }

    /** The targets of samples, N × m; samples of one class share a row. */
    public double[][] targets(int[] classes) {
        double[][] codes = new double[classNames.size()][];
        for (int c = 0; c < codes.length; c++) {
            codes[c] = code(c);
        }
        double[][] targets = new double[classes.length][];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = codes[classes[i]];
        }
        return targets;
    }

    /** The class of an output; the first of equally good ones; {@link #UNDECIDED} if the output holds a NaN. */
    public int decide(double[] output) {
        if (output.length != outputs()) {
            throw new IllegalArgumentException("expected " + outputs() + " outputs, got " + output.length);
        }
        int best = 0;
        for (int c = 0; c < output.length; c++) {
            if (Double.isNaN(output[c])) {
                return UNDECIDED;
            }
            best = output[c] > output[best] ? c : best;
        }
        return output.length > 1 ? best : output[0] > 0 ? 1 : 0;
    }

    /** The share of outputs that are decided rightly, in [0, 1]; NaN for no outputs. */
    public double accuracy(double[][] outputs, int[] classes) {
        int right = 0;
        for (int i = 0; i < outputs.length; i++) {
            right += decide(outputs[i]) == classes[i] ? 1 : 0;
        }
        return (double) right / outputs.length;
    }
}
