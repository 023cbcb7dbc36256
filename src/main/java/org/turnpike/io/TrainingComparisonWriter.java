package org.turnpike.io;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.comparison.Conservation;
import org.turnpike.learning.comparison.DecayRates;
import org.turnpike.learning.comparison.ExtremalGap;
import org.turnpike.learning.comparison.TrainingComparison;
import org.turnpike.learning.comparison.TurnpikeBound;
import org.turnpike.learning.pmp.DiscreteResiduals;
import org.turnpike.learning.pmp.Extremal;

/**
 * Writes {@code comparison.json} of a learning problem, and the extremals as {@code direct.csv}, {@code discrete.csv} and {@code
 * continuous.csv}: t, |u|, the components of the control, then states and costates of the samples.
 */
public final class TrainingComparisonWriter {
    private final TrainingComparison comparison;
    private final String problem;

    private TrainingComparisonWriter(TrainingComparison comparison, String problem) {
        this.comparison = comparison;
        this.problem = problem;
    }

    /** Writes all files, or none; {@code texts} by name. */
    public static void write(Path directory, TrainingComparison comparison, String problem, Map<String, String> texts)
            throws IOException {
        TrainingComparisonWriter writer = new TrainingComparisonWriter(comparison, problem);
        try (AtomicFolder folder = AtomicFolder.open(directory)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                folder.write(text.getKey(), text.getValue());
            }
            folder.write("direct.csv", new ExtremalTable(comparison.direct())::writeTo);
            folder.write("discrete.csv", new ExtremalTable(comparison.discrete())::writeTo);
            folder.write("continuous.csv", new ExtremalTable(comparison.continuous())::writeTo);
            folder.write("comparison.json", writer::json);
            folder.commit();
        }
    }

    private void json(OutputStream out) throws IOException {
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter();
        layout.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        JsonFactory factory = JsonFactory.builder().build();
        factory.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(layout);
            json.writeStartObject();
            json.writeStringField("problem", problem);
            json.writeStringField("verdict", comparison.verdict().agree() ? "agree" : "disagree");
            strings(json, "reasons", comparison.verdict().reasons());
            strings(json, "notes", comparison.verdict().notes());
            gap(json);
            residuals(json);
            json.writeObjectFieldStart("solutions");
            extremal(json, "direct", comparison.direct());
            extremal(json, "discrete", comparison.discrete());
            extremal(json, "continuous", comparison.continuous());
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void gap(JsonGenerator json) throws IOException {
        @Nullable ExtremalGap gap = comparison.gap();
        SolutionFields.number(json, "objectiveGap", gap == null ? Double.NaN : gap.objective());
        SolutionFields.number(json, "controlGap", gap == null ? Double.NaN : gap.control());
        SolutionFields.number(json, "stateGap", gap == null ? Double.NaN : gap.state());
        SolutionFields.number(json, "costateGap", gap == null ? Double.NaN : gap.costate());
        json.writeObjectFieldStart("switchTimes");
        SolutionFields.number(json, "direct", switchTime(comparison.direct()));
        SolutionFields.number(json, "indirect", switchTime(comparison.discrete()));
        SolutionFields.number(json, "continuous", switchTime(comparison.continuous()));
        json.writeEndObject();
        json.writeObjectFieldStart("tolerances");
        SolutionFields.number(json, "objective", comparison.tolerances().objective());
        SolutionFields.number(json, "gap", comparison.tolerances().gap());
        SolutionFields.number(json, "residual", comparison.tolerances().residual());
        json.writeEndObject();
    }

    private static double switchTime(Extremal extremal) {
        return extremal.task().bound() == null ? Double.NaN : extremal.end();
    }

    private void residuals(JsonGenerator json) throws IOException {
        @Nullable DiscreteResiduals residuals = comparison.residuals();
        if (residuals == null) {
            json.writeNullField("directResiduals");
            return;
        }
        json.writeObjectFieldStart("directResiduals");
        SolutionFields.number(json, "state", residuals.state());
        SolutionFields.number(json, "costate", residuals.costate());
        SolutionFields.number(json, "argminResidual", residuals.law());
        json.writeNumberField("layer", residuals.layer() + 1);
        SolutionFields.number(json, "curvature", residuals.curvature());
        json.writeBooleanField("saddle", residuals.saddle());
        json.writeStringField("secondOrder", residuals.secondOrder());
        json.writeEndObject();
    }

    private static void extremal(JsonGenerator json, String key, Extremal extremal) throws IOException {
        json.writeObjectFieldStart(key);
        json.writeStringField("status", extremal.status().label());
        json.writeStringField("reason", extremal.reason());
        SolutionFields.number(json, "objective", extremal.objective());
        SolutionFields.number(json, "residual", extremal.residual());
        json.writeNumberField("iterations", extremal.iterations());
        json.writeNumberField("evaluations", extremal.evaluations());
        SolutionFields.number(json, "seconds", extremal.seconds());
        if (extremal.times().length > 1) {
            DecayRates rates = DecayRates.of(extremal);
            json.writeObjectFieldStart("decayRate");
            SolutionFields.number(json, "error", rates.error());
            SolutionFields.number(json, "control", rates.control());
            SolutionFields.number(json, "predicted", rates.predicted());
            SolutionFields.number(json, "predictedOnLayers", rates.onLayers());
            json.writeBooleanField("controllable", rates.controllable());
            json.writeEndObject();
            TurnpikeBound bound = TurnpikeBound.of(extremal, rates);
            json.writeObjectFieldStart("turnpike");
            SolutionFields.number(json, "rate", bound.rate());
            SolutionFields.number(json, "constant", bound.constant());
            SolutionFields.number(json, "share", bound.share());
            json.writeEndObject();
            Conservation conservation = Conservation.of(extremal);
            json.writeObjectFieldStart("conservation");
            json.writeStringField("law", conservation.law());
            SolutionFields.number(json, "drift", conservation.drift());
            SolutionFields.number(json, "relative", conservation.relative());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String key, List<String> values) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
