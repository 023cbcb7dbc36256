package org.turnpike.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.turnpike.problem.InputException;

/**
 * What an earlier run left in its folder, as a guess for the next.
 *
 * @param trajectory states and controls over time, from {@code trajectory.csv}
 * @param parameters values by name, from {@code solution.json}
 */
record EarlierSolution(Table trajectory, Map<String, Double> parameters) {
    private static final int LARGEST = 64;

    /** Reads a {@code solution.json}, or the folder that holds it, and the trajectory beside it. */
    static EarlierSolution read(Path path) {
        Path json = Files.isDirectory(path) ? path.resolve("solution.json") : path;
        Map<String, Double> parameters = parameters(json);
        return new EarlierSolution(Table.read(json.resolveSibling("trajectory.csv")), parameters);
    }

    private static Map<String, Double> parameters(Path json) {
        Map<String, Double> values = new HashMap<>();
        String text = TextFile.read(json, LARGEST);
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InputException(json + ": this is no solution.json: expected a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!name.equals("parameters") || value != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String parameter = parser.currentName();
                    if (parser.nextToken().isNumeric()) {
                        values.put(parameter, parser.getDoubleValue());
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            int end = reason.indexOf('\n');
            throw new InputException(
                    json + ": this is not valid JSON: " + (end < 0 ? reason : reason.substring(0, end)));
        }
        return values;
    }
}
