package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.comparison.ComparedSolutions;
import org.turnpike.comparison.Gap;
import org.turnpike.comparison.MethodComparison;
import org.turnpike.comparison.StructureComparison;
import org.turnpike.comparison.steady.TurnpikeEstimate;
import org.turnpike.comparison.variation.SecondOrderResult;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;

/**
 * Writes the folder of a comparison: both solutions ({@code solution.json}, {@code trajectory.csv} of the direct one,
 * {@code indirect.json}, {@code indirect.csv} of the other), texts of the caller, and last {@code comparison.json}.
 */
public final class ComparisonWriter {
    private final MethodComparison comparison;
    private final ComparedSolutions solutions;

    private ComparisonWriter(MethodComparison comparison) {
        this.comparison = comparison;
        solutions = comparison.solutions();
    }

    /** Writes all files, or none. */
    public static void write(
            Path directory, MethodComparison comparison, SolutionOrigin origin, Map<String, String> texts)
            throws IOException {
        ComparedSolutions solutions = comparison.solutions();
        try (AtomicFolder folder = AtomicFolder.open(directory)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                folder.write(text.getKey(), text.getValue());
            }
            folder.write("trajectory.csv", new TrajectoryTable(solutions.direct())::writeTo);
            folder.write("indirect.csv", new TrajectoryTable(solutions.indirect())::writeTo);
            folder.write("solution.json", new SolutionJson(solutions.direct(), origin, null)::writeTo);
            folder.write("indirect.json", new SolutionJson(solutions.indirect(), origin, null)::writeTo);
            folder.write("comparison.json", new ComparisonWriter(comparison)::writeTo);
            folder.commit();
        }
    }

    private void writeTo(OutputStream out) throws IOException {
        JsonDocument.write(out, json -> {
            head(json);
            gaps(json);
            structure(json);
            checks(json);
            json.writeObjectFieldStart("secondOrder");
            secondOrder(json, "direct", comparison.directOrder());
            secondOrder(json, "indirect", comparison.indirectOrder());
            json.writeEndObject();
            turnpike(json);
        });
    }

    private void head(JsonGenerator json) throws IOException {
        json.writeStringField("problem", solutions.direct().problem().name());
        json.writeStringField("verdict", comparison.verdict().agree() ? "agree" : "disagree");
        strings(json, "reasons", comparison.verdict().reasons());
        strings(json, "notes", comparison.verdict().notes());
        pair(json, "status", () -> {
            json.writeStringField("direct", solutions.direct().status().label());
            json.writeStringField("indirect", solutions.indirect().status().label());
        });
        numbers(
                json,
                "objective",
                solutions.direct().objective(),
                solutions.indirect().objective());
        SolutionFields.number(json, "objectiveGap", solutions.objective().amount());
        numbers(
                json,
                "finalTime",
                solutions.direct().finalTime(),
                solutions.indirect().finalTime());
    }

    private void gaps(JsonGenerator json) throws IOException {
        Gap costate = solutions.costateGap();
        SolutionFields.number(json, "costateGap", costate == null ? Double.NaN : costate.amount());
        gaps(json, "costates", solutions.costates(), solutions.tolerances().costates());
        gaps(json, "states", solutions.states(), solutions.tolerances().states());
        gaps(json, "controls", solutions.controls(), solutions.tolerances().controls());
        gaps(json, "controlsPointwise", solutions.pointwise(), null);
        json.writeObjectFieldStart("tolerances");
        SolutionFields.number(json, "objective", solutions.tolerances().objective());
        SolutionFields.number(json, "finalTime", solutions.tolerances().finalTime());
        json.writeBooleanField("measured", solutions.tolerances().measured());
        json.writeEndObject();
    }

    private static void gaps(JsonGenerator json, String key, List<Gap> gaps, double @Nullable [] tolerances)
            throws IOException {
        json.writeObjectFieldStart(key);
        for (int i = 0; i < gaps.size(); i++) {
            json.writeObjectFieldStart(gaps.get(i).name());
            SolutionFields.number(json, "gap", gaps.get(i).amount());
            SolutionFields.number(json, "time", gaps.get(i).time());
            if (tolerances != null) {
                SolutionFields.number(json, "tolerance", tolerances[i]);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void structure(JsonGenerator json) throws IOException {
        StructureComparison structure = solutions.structure();
        json.writeBooleanField("sameStructure", structure.same());
        pair(json, "structure", () -> {
            arcs(json, "direct", solutions.direct());
            arcs(json, "indirect", solutions.indirect());
        });
        pair(json, "switchTimes", () -> {
            array(json, "direct", switchTimes(solutions.direct()));
            array(json, "indirect", switchTimes(solutions.indirect()));
        });
    }

    private static double[] switchTimes(Solution solution) {
        return solution.structure().stream()
                .mapToDouble(Arc::from)
                .filter(t -> t > solution.startTime())
                .toArray();
    }

    private static void arcs(JsonGenerator json, String key, Solution solution) throws IOException {
        json.writeArrayFieldStart(key);
        for (Arc arc : solution.structure()) {
            json.writeStartObject();
            SolutionFields.number(json, "from", arc.from());
            SolutionFields.number(json, "to", arc.to());
            json.writeStringField("kind", arc.kind());
            json.writeStringField("of", arc.of());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void checks(JsonGenerator json) throws IOException {
        numbers(
                json,
                "hamiltonianDrift",
                solutions.directChecks().hamiltonianDrift(),
                solutions.indirectChecks().hamiltonianDrift());
        numbers(
                json,
                "argminResidual",
                solutions.directChecks().argminResidual(),
                solutions.indirectChecks().argminResidual());
        numbers(
                json,
                "dynamicsError",
                solutions.directChecks().dynamicsError(),
                solutions.indirectChecks().dynamicsError());
    }

    private static void secondOrder(JsonGenerator json, String key, SecondOrderResult result) throws IOException {
        json.writeObjectFieldStart(key);
        json.writeStringField("kind", result.kind().label());
        json.writeStringField("method", result.method());
        json.writeStringField("reason", result.reason());
        SolutionFields.number(json, "legendreClebsch", result.legendreClebsch());
        SolutionFields.number(json, "conjugateTime", result.conjugateTime());
        json.writeEndObject();
    }

    private void turnpike(JsonGenerator json) throws IOException {
        TurnpikeEstimate t = comparison.turnpike();
        json.writeObjectFieldStart("turnpike");
        json.writeStringField("reason", t == null ? comparison.noTurnpike() : t.sentence());
        if (t != null) {
            json.writeBooleanField("holds", t.turnpike());
            staticOptimum(json, t);
            json.writeStringField("linearization", t.linearization().kind().label());
            json.writeArrayFieldStart("eigenvalues");
            for (double[] value : t.linearization().eigenvalues()) {
                json.writeArray(value, 0, 2);
            }
            json.writeEndArray();
            pair(json, "rate", () -> {
                SolutionFields.number(json, "predicted", t.linearization().rate());
                SolutionFields.number(json, "entry", t.entry());
                SolutionFields.number(json, "exit", t.exit());
            });
            array(json, "entryWindow", t.entryWindow());
            array(json, "exitWindow", t.exitWindow());
            pair(json, "constants", () -> {
                SolutionFields.number(json, "state", t.constants()[0]);
                SolutionFields.number(json, "costate", t.constants()[1]);
                SolutionFields.number(json, "control", t.constants()[2]);
            });
            SolutionFields.number(json, "share", t.share());
            array(json, "stay", t.stay());
        }
        json.writeEndObject();
    }

    private void staticOptimum(JsonGenerator json, TurnpikeEstimate t) throws IOException {
        OptimalControlProblem problem = solutions.direct().problem();
        pair(json, "staticOptimum", () -> {
            SolutionFields.number(json, "cost", t.optimum().cost());
            for (int i = 0; i < problem.states().size(); i++) {
                SolutionFields.number(
                        json, problem.states().get(i).name(), t.optimum().state()[i]);
            }
            for (int i = 0; i < problem.controls().size(); i++) {
                SolutionFields.number(
                        json, problem.controls().get(i).name(), t.optimum().control()[i]);
            }
            for (int i = 0; i < problem.states().size(); i++) {
                SolutionFields.number(
                        json, "p_" + problem.states().get(i).name(), t.optimum().costate()[i]);
            }
        });
    }

    private static void array(JsonGenerator json, String key, double[] values) throws IOException {
        json.writeFieldName(key);
        json.writeArray(values, 0, values.length);
    }

    private static void strings(JsonGenerator json, String key, List<String> values) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void numbers(JsonGenerator json, String key, double direct, double indirect) throws IOException {
        pair(json, key, () -> {
            SolutionFields.number(json, "direct", direct);
            SolutionFields.number(json, "indirect", indirect);
        });
    }

    private interface Fields {
        void write() throws IOException;
    }

    private static void pair(JsonGenerator json, String key, Fields fields) throws IOException {
        json.writeObjectFieldStart(key);
        fields.write();
        json.writeEndObject();
    }
}
