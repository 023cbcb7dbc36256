package org.turnpike.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.PlacedName;

/** Multipliers far beyond the size of the objective's gradient. */
final class LargeMultipliers {
    private static final double HUGE = 1e8;
    private static final int NAMED = 4;

    private LargeMultipliers() {}

    static Optional<Finding> of(Evidence evidence) {
        NonlinearProgram program = evidence.program();
        double[] gradient = new double[program.variables()];
        program.gradient(evidence.point().z(), gradient);
        double size = 1;
        for (double entry : gradient) {
            size = Math.max(size, Math.abs(entry));
        }
        double[] lambda = evidence.point().multipliers().constraints();
        Map<String, Double> largest = new LinkedHashMap<>();
        double top = 0;
        for (int i = 0; i < lambda.length; i++) {
            double magnitude = Math.abs(lambda[i]);
            top = Math.max(top, magnitude);
            largest.merge(PlacedName.of(program.constraintName(i)).base(), magnitude, Math::max);
        }
        if (!(top > HUGE * size)) {
            return Optional.empty();
        }
        List<Map.Entry<String, Double>> ordered = new ArrayList<>(largest.entrySet());
        double threshold = 1e-2 * top;
        ordered.removeIf(entry -> !(entry.getValue() >= threshold));
        ordered.sort((a, b) -> Double.compare(b.getValue(), a.getValue()));
        List<String> names =
                ordered.stream().limit(NAMED).map(Map.Entry::getKey).toList();
        return Optional.of(new Finding.DependentConstraints(names, top));
    }
}
