package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.classifier.LinearClassifier;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.evaluation.LinearModel;
import org.turnpike.learning.evaluation.TrainedModel;
import org.turnpike.learning.loss.Loss;
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

    /** The loss of the training where the solution tells it, else the one that goes with the coding of its labels. */
    public static Loss loss(Path solution, TrainedModel model) {
        JsonTree learning = JsonTree.read(file(solution)).find("learning");
        String label = learning != null && learning.holds("loss") ? learning.text("loss") : "";
        for (Loss loss : Loss.values()) {
            if (loss.label().equals(label)) {
                return loss;
            }
        }
        LabelCoding coding = model.coding();
        LabelCoding.Kind kind = coding == null ? LabelCoding.Kind.NEAREST_CODE : coding.kind();
        return switch (kind) {
            case NEAREST_CODE -> Loss.SQUARED;
            case SIGN -> Loss.LOGISTIC;
            case ONE_HOT -> Loss.CROSS_ENTROPY;
        };
    }

    /** The name of the problem that a solution is of. */
    public static String problem(Path solution) {
        return JsonTree.read(file(solution)).text("problem");
    }

    /** The problem file that a solution belongs to; null if it is not told. */
    public static @Nullable SolutionOrigin origin(Path solution) {
        JsonTree origin = JsonTree.read(file(solution)).find("origin");
        return origin == null ? null : new SolutionOrigin(Path.of(origin.text("file")), origin.texts("set"));
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
