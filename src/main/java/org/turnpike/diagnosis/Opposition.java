package org.turnpike.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.turnpike.nlp.Multipliers;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.PlacedName;

/** What keeps a relaxed problem from being satisfied: inequalities with a multiplier, other than those that gave way. */
final class Opposition {
    /** Relative to the largest multiplier. */
    private static final double FELT = 1e-3;

    private static final int NAMED = 4;

    private Opposition() {}

    /**
     * @param elastic the names of all groups
     * @param relaxed the numbers of the groups that gave way
     */
    static List<String> of(
            NonlinearProgram program,
            NlpSolution solution,
            int rows,
            Set<String> elastic,
            List<Integer> relaxed,
            List<String> groups) {
        List<String> gaveWay = relaxed.stream().map(groups::get).toList();
        Map<String, Double> felt = new LinkedHashMap<>();
        Multipliers multipliers = solution.multipliers();
        double[] lower = program.constraintLower();
        double[] upper = program.constraintUpper();
        for (int i = 0; i < program.constraints(); i++) {
            String name = PlacedName.of(program.constraintName(i)).base();
            double lambda = multipliers.constraints()[i];
            // An equation of motion always has a multiplier, and elastic bounds are named as such.
            String shown = elastic.contains(name) ? name : bound(name, elastic);
            if (lower[i] != upper[i] && !shown.isEmpty() && !gaveWay.contains(shown)) {
                felt.merge(shown, Math.abs(lambda), Double::sum);
            }
        }
        double[] zLower = program.variableLower();
        double[] zUpper = program.variableUpper();
        for (int j = 0; j < program.variables(); j++) {
            String name = PlacedName.of(program.variableName(j)).base();
            if (zLower[j] != zUpper[j] && !name.startsWith("relaxation ")) {
                felt.merge(name + " (lower bound)", multipliers.lower()[j], Double::sum);
                felt.merge(name + " (upper bound)", multipliers.upper()[j], Double::sum);
            }
        }
        double largest = felt.values().stream().mapToDouble(v -> v).max().orElse(0);
        List<Map.Entry<String, Double>> ordered = new ArrayList<>(felt.entrySet());
        ordered.removeIf(entry -> !(entry.getValue() > FELT * largest) || !(entry.getValue() > 1e-6));
        ordered.sort((a, b) -> Double.compare(b.getValue(), a.getValue()));
        return ordered.stream().limit(NAMED).map(Map.Entry::getKey).toList();
    }

    private static String bound(String state, Set<String> elastic) {
        String name = "the bound of " + state;
        return elastic.contains(name) ? name : "";
    }
}
