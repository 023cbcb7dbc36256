package org.turnpike.learning;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equal inputs have equal outputs, so that no control meets two different targets of theirs. */
public final class ContradictorySamples {
    private ContradictorySamples() {}

    /** Which two samples contradict each other, for a user to read; or null. */
    public static @Nullable String in(TrainingTask task) {
        Map<List<Double>, Integer> first = new HashMap<>();
        for (int i = 0; i < task.samples(); i++) {
            List<Double> input = Arrays.stream(task.inputs()[i]).boxed().toList();
            Integer other = first.putIfAbsent(input, i);
            if (other != null && !Arrays.equals(task.targets()[other], task.targets()[i])) {
                return "The inputs of sample " + (other + 1) + " and sample " + (i + 1)
                        + " are equal and their targets are not: no control meets both.";
            }
        }
        return null;
    }
}
