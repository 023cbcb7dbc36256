package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.turnpike.learning.classifier.LinearClassifier;
import org.turnpike.learning.evaluation.LinearModel;
import org.turnpike.learning.evaluation.TrainedModel;
import org.turnpike.problem.InputException;

/**
 * A trained model of any kind in {@code solution.json}: under {@code learning.linear} if it is linear, else under {@code
 * learning.network}, see {@link NetworkJson}. It is all that prediction needs.
 */
public final class TrainedModelJson {
    private TrainedModelJson() {}

    /** Writes the object {@code linear}. */
    static void write(JsonGenerator json, LinearModel model) throws IOException {
        json.writeObjectFieldStart("linear");
        PreparationJson.numbers(json, "weights", model.classifier().weights());
        json.writeNumberField("bias", model.classifier().bias());
        PreparationJson.write(json, model);
        json.writeEndObject();
    }

    /**
     * The model of a solution.
     *
     * @param solution a solution folder, or its {@code solution.json}
     * @throws InputException if there is none
     */
    public static TrainedModel read(Path solution) {
        Path file = file(solution);
        JsonTree learning = JsonTree.read(file).find("learning");
        JsonTree linear = learning == null ? null : learning.find("linear");
        if (linear == null) {
            return NetworkJson.read(file);
        }
        try {
            return linear(linear);
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": the linear model is damaged: " + e.getMessage());
        }
    }

    /** What the solution's status is called. */
    public static String status(Path solution) {
        return JsonTree.read(file(solution)).text("status");
    }

    private static Path file(Path solution) {
        return Files.isDirectory(solution) ? solution.resolve("solution.json") : solution;
    }

    private static LinearModel linear(JsonTree json) {
        double[] weights = json.numbers("weights");
        LinearModel model = new LinearModel(
                new LinearClassifier(weights, json.number("bias")),
                PreparationJson.preparation(json),
                PreparationJson.coding(json));
        int features = model.preparation().outputNames().size();
        if (weights.length != features) {
            throw new IllegalArgumentException(weights.length + " weights for " + features + " features");
        }
        return model;
    }
}
