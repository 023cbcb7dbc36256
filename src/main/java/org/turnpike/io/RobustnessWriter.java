package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import org.turnpike.training.robustness.LipschitzBound;
import org.turnpike.training.robustness.ProjectedGradient;
import org.turnpike.training.robustness.Robustness;

/** Writes {@code robustness.json}, {@code robustness.csv} and {@code robustness.html}, all or none. */
public final class RobustnessWriter {
    private RobustnessWriter() {}

    /**
     * Writes beside whatever the folder holds.
     *
     * @param problem the name of the problem
     * @param samples where the samples come from
     * @param page {@code robustness.html}
     */
    public static void write(Path directory, Robustness robustness, String problem, String samples, String page)
            throws IOException {
        try (AtomicFolder folder = AtomicFolder.open(directory)) {
            folder.write("robustness.html", page);
            folder.write("robustness.csv", csv(robustness));
            folder.write(
                    "robustness.json",
                    out -> JsonDocument.write(out, json -> {
                        json.writeStringField("problem", problem);
                        json.writeStringField("data", samples);
                        json(json, robustness);
                    }));
            folder.commit();
        }
    }

    private static String csv(Robustness robustness) {
        StringBuilder out = new StringBuilder("radius,loss,accuracy,certified_accuracy,certified_accuracy_gronwall,"
                + "largest_change,mean_change,change_bound,change_bound_gronwall\n");
        for (Robustness.Level level : robustness.levels()) {
            String separator = "";
            for (double value : values(level)) {
                out.append(separator).append(Double.isNaN(value) ? "" : value);
                separator = ",";
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static double[] values(Robustness.Level level) {
        return new double[] {
            level.radius(),
            level.loss(),
            level.accuracy(),
            level.certified(),
            level.certifiedByGronwall(),
            level.largestChange(),
            level.meanChange(),
            level.changeBound(),
            level.changeBoundByGronwall()
        };
    }

    private static void json(JsonGenerator json, Robustness robustness) throws IOException {
        ProjectedGradient.Settings settings = robustness.settings();
        json.writeStringField("norm", settings.norm().label());
        json.writeNumberField("samples", robustness.samples());
        json.writeNumberField("features", robustness.features());
        json.writeNumberField("steps", settings.steps());
        json.writeNumberField("starts", settings.starts());
        json.writeNumberField("seed", settings.seed());
        SolutionFields.number(json, "loss", robustness.loss());
        SolutionFields.number(json, "accuracy", robustness.accuracy());
        LipschitzBound bound = robustness.bound();
        json.writeObjectFieldStart("lipschitz");
        SolutionFields.number(json, "layers", bound.layers());
        SolutionFields.number(json, "gronwall", bound.gronwall());
        SolutionFields.number(json, "output", bound.output());
        json.writeEndObject();
        json.writeArrayFieldStart("radii");
        for (Robustness.Level level : robustness.levels()) {
            json.writeStartObject();
            SolutionFields.number(json, "radius", level.radius());
            SolutionFields.number(json, "loss", level.loss());
            SolutionFields.number(json, "accuracy", level.accuracy());
            SolutionFields.number(json, "certifiedAccuracy", level.certified());
            SolutionFields.number(json, "certifiedAccuracyGronwall", level.certifiedByGronwall());
            SolutionFields.number(json, "largestChange", level.largestChange());
            SolutionFields.number(json, "meanChange", level.meanChange());
            SolutionFields.number(json, "changeBound", level.changeBound());
            SolutionFields.number(json, "changeBoundGronwall", level.changeBoundByGronwall());
            json.writeEndObject();
        }
        json.writeEndArray();
        certified(json, "certifiedRadii", robustness.certified());
        certified(json, "certifiedRadiiGronwall", robustness.certifiedByGronwall());
    }

    private static void certified(JsonGenerator json, String key, double[] radii) throws IOException {
        json.writeArrayFieldStart(key);
        for (double radius : radii) {
            json.writeNumber(Math.min(radius, Double.MAX_VALUE));
        }
        json.writeEndArray();
    }
}
