package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;

/** Collects points of the plane that belong to one of two classes. */
final class PlanarSamples {
    private final double[][] inputs;
    private final int[] classes;
    private int count;

    PlanarSamples(int samples) {
        inputs = new double[samples][2];
        classes = new int[samples];
    }

    /** Adds a point; {@code label} is −1 or 1. */
    void add(double x1, double x2, int label) {
        inputs[count][0] = x1;
        inputs[count][1] = x2;
        classes[count] = label > 0 ? 1 : 0;
        count++;
    }

    /** Adds a point moved by normal noise. */
    void add(double x1, double x2, int label, double noise, RandomNumbers random) {
        double first = noise * random.normal();
        double second = noise * random.normal();
        add(x1 + first, x2 + second, label);
    }

    Dataset build() {
        LabelCoding coding = new LabelCoding(LabelCoding.Kind.NEAREST_CODE, List.of("-1", "1"));
        return new Dataset(inputs, coding.targets(classes), classes, coding.classNames(), List.of("x1", "x2"));
    }
}
