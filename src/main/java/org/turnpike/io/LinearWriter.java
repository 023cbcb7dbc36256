package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.turnpike.learning.evaluation.LinearMeasures;
import org.turnpike.learning.evaluation.LinearSolution;

/**
 * Writes the solution folder of a linear model: {@code solution.json} and other texts, all or none. There is no {@code
 * trajectory.csv}, since nothing moves; one that an earlier solution left in the folder is removed.
 */
public final class LinearWriter {
    private LinearWriter() {}

    /** @param texts further files by name, such as {@code report.html} */
    public static void write(Path directory, LinearSolution solution, SolutionOrigin origin, Map<String, String> texts)
            throws IOException {
        try (AtomicFolder folder = AtomicFolder.open(directory)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                folder.write(text.getKey(), text.getValue());
            }
            // Last: who finds a new solution.json finds the other files new, too.
            folder.write("solution.json", out -> json(out, solution, origin));
            folder.commit();
        }
        java.nio.file.Files.deleteIfExists(directory.resolve("trajectory.csv"));
    }

    private static void json(OutputStream out, LinearSolution solution, SolutionOrigin origin) throws IOException {
        JsonDocument.write(out, json -> {
            json.writeStringField("problem", solution.problem().name());
            json.writeStringField("status", solution.status().label());
            json.writeStringField("reason", solution.reason());
            SolutionFields.number(json, "objective", solution.objective());
            json.writeObjectFieldStart("solver");
            SolutionFields.solver(json, solution.solver(), solution.iterations(), solution.timing());
            json.writeEndObject();
            SolutionFields.transcription(json, solution.discretization());
            json.writeObjectFieldStart("verification");
            SolutionFields.number(json, "kktResidual", solution.kktResidual());
            json.writeEndObject();
            SolutionFields.reference(
                    json,
                    solution.status(),
                    solution.objective(),
                    solution.problem().reference());
            learning(json, solution);
            SolutionFields.origin(json, origin);
        });
    }

    private static void learning(JsonGenerator json, LinearSolution solution) throws IOException {
        LinearMeasures m = solution.measures();
        json.writeObjectFieldStart("learning");
        SolutionFields.number(json, "trainingError", m.trainingError());
        SolutionFields.number(json, "testError", m.testError());
        SolutionFields.number(json, "trainAccuracy", m.trainAccuracy());
        SolutionFields.number(json, "testAccuracy", m.testAccuracy());
        json.writeObjectFieldStart("controlNorm");
        SolutionFields.number(json, "L1", m.l1());
        SolutionFields.number(json, "L2", m.l2());
        SolutionFields.number(json, "max", m.max());
        json.writeEndObject();
        json.writeNumberField("zeros", m.zeros());
        SolutionFields.number(json, "margin", m.margin());
        if (solution.hull().length > 0) {
            json.writeArrayFieldStart("supportVectors");
            for (int i : solution.supportVectors()) {
                json.writeStartObject();
                json.writeNumberField("sample", i + 1);
                json.writeNumberField("weight", solution.hull()[i]);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        SolutionFields.testRows(json, solution.problem().testRows());
        TrainedModelJson.write(json, solution.model());
        json.writeEndObject();
    }
}
