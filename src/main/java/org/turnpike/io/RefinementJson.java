package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.turnpike.learning.evaluation.AdaptiveMeasures;
import org.turnpike.learning.evaluation.RefinedMesh;
import org.turnpike.learning.evaluation.TrainingSolution;

/** How well the layers stand for the differential equation: {@code adaptive} and {@code refinement}, inside {@code learning}. */
final class RefinementJson {
    private RefinementJson() {}

    static void write(JsonGenerator json, TrainingSolution solution) throws IOException {
        AdaptiveMeasures flow = solution.adaptive();
        if (flow == null) {
            json.writeNullField("adaptive");
        } else {
            adaptive(json, flow);
        }
        json.writeArrayFieldStart("refinement");
        for (RefinedMesh mesh : solution.meshes()) {
            json.writeStartObject();
            json.writeNumberField("layers", mesh.layers());
            SolutionFields.number(json, "objective", mesh.objective());
            SolutionFields.number(json, "estimate", mesh.estimate());
            SolutionFields.number(json, "richardson", mesh.richardson());
            SolutionFields.number(json, "order", mesh.order());
            SolutionFields.number(json, "observedOrder", mesh.observedOrder());
            SolutionFields.number(json, "propagation", mesh.propagation());
            SolutionFields.number(json, "stateDifference", mesh.largestDifference());
            json.writeNumberField("iterations", mesh.iterations());
            SolutionFields.number(json, "seconds", mesh.seconds());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void adaptive(JsonGenerator json, AdaptiveMeasures flow) throws IOException {
        json.writeObjectFieldStart("adaptive");
        SolutionFields.number(json, "tolerance", flow.tolerance());
        json.writeNumberField("samples", flow.samples());
        SolutionFields.number(json, "evaluations", flow.evaluations());
        json.writeObjectFieldStart("stateDifference");
        SolutionFields.number(json, "largest", flow.largestDifference());
        SolutionFields.number(json, "mean", flow.meanDifference());
        json.writeEndObject();
        SolutionFields.number(json, "trainingError", flow.trainingError());
        SolutionFields.number(json, "layersError", flow.layersError());
        SolutionFields.number(json, "trainAccuracy", flow.trainAccuracy());
        SolutionFields.number(json, "layersAccuracy", flow.layersAccuracy());
        SolutionFields.number(json, "runningError", flow.runningError());
        if (!flow.failure().isEmpty()) {
            json.writeStringField("failure", flow.failure());
        }
        json.writeEndObject();
    }
}
