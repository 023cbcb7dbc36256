package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;
import org.turnpike.solution.Solution;

/** What {@code solution.json} says of every solution alike. */
final class SolutionFields {
    private SolutionFields() {}

    /** NaN is null; an infinite value the largest number, so that a failed check is not read as one that does not apply. */
    static void number(JsonGenerator json, String key, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNullField(key);
        } else {
            json.writeNumberField(key, Math.max(-Double.MAX_VALUE, Math.min(value, Double.MAX_VALUE)));
        }
    }

    /** Identity, iterations and seconds, inside the object {@code solver}. */
    static void solver(JsonGenerator json, SolverIdentity solver, int iterations, Solution.Timing timing)
            throws IOException {
        json.writeStringField("name", solver.name());
        json.writeStringField("version", solver.version());
        json.writeStringField("linearSolver", solver.linearSolver());
        json.writeNumberField("iterations", iterations);
        json.writeObjectFieldStart("seconds");
        number(json, "parse", timing.parse());
        number(json, "transcribe", timing.transcribe());
        number(json, "solve", timing.solve());
        number(json, "total", timing.total());
        json.writeEndObject();
    }

    /** The object {@code reference}, null if the file states no optimum. */
    static void reference(JsonGenerator json, NlpStatus status, double objective, @Nullable Reference reference)
            throws IOException {
        if (reference == null) {
            json.writeNullField("reference");
            return;
        }
        Comparison comparison = Comparison.of(status, objective, reference);
        json.writeObjectFieldStart("reference");
        number(json, "objective", reference.objective());
        number(json, "relativeError", comparison.relativeError());
        number(json, "tolerance", reference.tolerance());
        json.writeStringField("source", reference.source());
        json.writeBooleanField("passed", comparison.passed());
        json.writeEndObject();
    }

    /** The object {@code origin}. */
    static void origin(JsonGenerator json, SolutionOrigin origin) throws IOException {
        json.writeObjectFieldStart("origin");
        json.writeStringField("file", origin.file().toAbsolutePath().normalize().toString());
        json.writeArrayFieldStart("set");
        for (String override : origin.overrides()) {
            json.writeString(override);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The object {@code transcription}. */
    static void transcription(JsonGenerator json, Solution.Discretization sizes) throws IOException {
        json.writeObjectFieldStart("transcription");
        json.writeStringField("scheme", sizes.scheme());
        json.writeNumberField("intervals", sizes.intervals());
        json.writeNumberField("variables", sizes.variables());
        json.writeNumberField("constraints", sizes.constraints());
        json.writeNumberField("jacobianNonzeros", sizes.jacobianNonzeros());
        json.writeNumberField("hessianNonzeros", sizes.hessianNonzeros());
        json.writeEndObject();
    }

    /** The rows that were held out, counted from 1 as {@code predict} counts them. */
    static void testRows(JsonGenerator json, int[] rows) throws IOException {
        json.writeArrayFieldStart("testRows");
        for (int row : rows) {
            json.writeNumber(row + 1);
        }
        json.writeEndArray();
    }
}
