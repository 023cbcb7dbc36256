package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.State;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;

/** {@code solutions/<name>/reference.json}: final time, initial costates, switches, parameters where they are known. */
final class ReferenceSolution {
    private final Map<String, Double> numbers = new HashMap<>();
    private final Map<String, Map<String, Double>> tables = new HashMap<>();
    private final List<Double> switches = new ArrayList<>();

    ReferenceSolution(Path file) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            String table = null;
            while (json.nextToken() != null) {
                JsonToken token = json.currentToken();
                if (token == JsonToken.START_OBJECT) {
                    table = json.currentName();
                } else if (token == JsonToken.END_OBJECT) {
                    table = null;
                } else if (token.isNumeric() && json.getParsingContext().inArray()) {
                    switches.add(json.getDoubleValue());
                } else if (token.isNumeric() && table != null) {
                    tables.computeIfAbsent(table, key -> new LinkedHashMap<>())
                            .put(json.currentName(), json.getDoubleValue());
                } else if (token.isNumeric()) {
                    numbers.put(json.currentName(), json.getDoubleValue());
                }
            }
        }
    }

    void check(Solution solution) {
        if (numbers.containsKey("finalTime")) {
            assertEquals(
                    numbers.get("finalTime"), solution.finalTime(), numbers.get("finalTimeTolerance"), "final time");
        }
        checkCostates(solution);
        checkSwitches(solution);
        Map<String, Double> parameters = tables.getOrDefault("parameters", Map.of());
        for (int i = 0; i < solution.parameters().length; i++) {
            Parameter parameter = solution.problem().parameters().get(i);
            double expected = parameters.get(parameter.name());
            double relative = numbers.getOrDefault("parameterTolerance", numbers.get("tolerance"));
            double allowed = relative * Math.max(1, Math.abs(expected));
            assertEquals(expected, solution.parameters()[i], allowed, parameter.name());
        }
    }

    private void checkCostates(Solution solution) {
        Map<String, Double> expected = tables.getOrDefault("initialCostates", Map.of());
        double largest = expected.values().stream().mapToDouble(Math::abs).max().orElse(0);
        List<State> states = solution.problem().states();
        for (int i = 0; i < states.size() && !expected.isEmpty(); i++) {
            double difference = solution.trajectory().costates()[i]
                    - expected.get(states.get(i).name());
            double relative = Math.abs(difference) / largest;
            String name = states.get(i).name();
            assertTrue(
                    relative <= numbers.get("costateTolerance"),
                    () -> "initial costate of " + name + " off by " + relative);
        }
    }

    private void checkSwitches(Solution solution) {
        for (double expected : switches) {
            double nearest = Double.POSITIVE_INFINITY;
            for (Arc arc : solution.structure()) {
                nearest = Math.min(nearest, Math.abs(arc.from() - expected));
            }
            double distance = nearest;
            assertTrue(
                    distance <= numbers.get("switchTolerance"),
                    () -> "no switch near " + expected + " (distance " + distance + ") in " + solution.structure());
        }
    }
}
