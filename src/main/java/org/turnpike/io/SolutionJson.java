package org.turnpike.io;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Verification;

/**
 * {@code solution.json}: one object, keys in one order. NaN (does not apply) is null; an infinite number, which JSON cannot say,
 * is the largest finite one, so that a failed check is never mistaken for one that does not apply.
 */
final class SolutionJson {
    private static final String SIGN_CONVENTION =
            "minimise; H = l + p*f; p' = -dH/dx; u = argmin H; p = gradient of the minimised cost-to-go"
                    + " (of -objective if the problem maximises)";

    private final Solution solution;
    private final @Nullable SolutionOrigin origin;

    SolutionJson(Solution solution, @Nullable SolutionOrigin origin) {
        this.solution = solution;
        this.origin = origin;
    }

    void writeTo(OutputStream out) throws IOException {
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter();
        layout.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        JsonFactory factory = JsonFactory.builder().build();
        // The caller owns the stream.
        factory.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(layout);
            json.writeStartObject();
            head(json);
            solver(json);
            transcription(json);
            refinement(json);
            verification(json);
            structure(json);
            reference(json);
            json.writeStringField("signConvention", SIGN_CONVENTION);
            if (origin != null) {
                json.writeObjectFieldStart("origin");
                json.writeStringField(
                        "file", origin.file().toAbsolutePath().normalize().toString());
                json.writeArrayFieldStart("set");
                for (String override : origin.overrides()) {
                    json.writeString(override);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void head(JsonGenerator json) throws IOException {
        json.writeStringField("problem", solution.problem().name());
        json.writeStringField("status", solution.status().label());
        json.writeStringField("reason", solution.reason());
        number(json, "objective", solution.objective());
        number(json, "startTime", solution.startTime());
        number(json, "finalTime", solution.finalTime());
        json.writeObjectFieldStart("parameters");
        for (int i = 0; i < solution.problem().parameters().size(); i++) {
            if (!solution.problem().parameters().get(i).auxiliary()) {
                number(json, solution.problem().parameters().get(i).name(), solution.parameters()[i]);
            }
        }
        json.writeEndObject();
    }

    private void solver(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("solver");
        json.writeStringField("name", solution.solver().name());
        json.writeStringField("version", solution.solver().version());
        json.writeStringField("linearSolver", solution.solver().linearSolver());
        json.writeNumberField("iterations", solution.iterations());
        json.writeObjectFieldStart("seconds");
        number(json, "parse", solution.timing().parse());
        number(json, "transcribe", solution.timing().transcribe());
        number(json, "solve", solution.timing().solve());
        number(json, "total", solution.timing().total());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void transcription(JsonGenerator json) throws IOException {
        Solution.Discretization sizes = solution.discretization();
        json.writeObjectFieldStart("transcription");
        json.writeStringField("scheme", sizes.scheme());
        json.writeNumberField("intervals", sizes.intervals());
        json.writeNumberField("variables", sizes.variables());
        json.writeNumberField("constraints", sizes.constraints());
        json.writeNumberField("jacobianNonzeros", sizes.jacobianNonzeros());
        json.writeNumberField("hessianNonzeros", sizes.hessianNonzeros());
        json.writeEndObject();
    }

    private void refinement(JsonGenerator json) throws IOException {
        @Nullable Verification checks = solution.verification();
        json.writeArrayFieldStart("refinement");
        json.writeStartObject();
        json.writeStringField("scheme", solution.discretization().scheme());
        json.writeNumberField("intervals", solution.discretization().intervals());
        number(json, "error", checks == null ? Double.NaN : checks.dynamicsError());
        number(json, "objective", solution.objective());
        number(json, "seconds", solution.timing().solve());
        json.writeEndObject();
        json.writeEndArray();
    }

    private void verification(JsonGenerator json) throws IOException {
        @Nullable Verification checks = solution.verification();
        if (checks == null) {
            json.writeNullField("verification");
            return;
        }
        json.writeObjectFieldStart("verification");
        number(json, "dynamicsError", checks.dynamicsError());
        number(json, "horizonError", checks.horizonError());
        Verification.@Nullable Violation worst = checks.constraintViolation();
        if (worst == null) {
            json.writeNullField("constraintViolation");
        } else {
            json.writeObjectFieldStart("constraintViolation");
            json.writeStringField("name", worst.name());
            number(json, "time", worst.time());
            number(json, "amount", worst.amount());
            json.writeEndObject();
        }
        number(json, "kktResidual", checks.kktResidual());
        number(json, "hamiltonianDrift", checks.hamiltonianDrift());
        number(json, "argminResidual", checks.argminResidual());
        json.writeEndObject();
    }

    private void structure(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("structure");
        for (Solution.Arc arc : solution.structure()) {
            json.writeStartObject();
            number(json, "from", arc.from());
            number(json, "to", arc.to());
            json.writeStringField("kind", arc.kind());
            json.writeStringField("of", arc.of());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void reference(JsonGenerator json) throws IOException {
        @Nullable Reference reference = solution.problem().reference();
        if (reference == null) {
            json.writeNullField("reference");
            return;
        }
        Comparison comparison = Comparison.of(solution, reference);
        json.writeObjectFieldStart("reference");
        number(json, "objective", reference.objective());
        number(json, "relativeError", comparison.relativeError());
        number(json, "tolerance", reference.tolerance());
        json.writeStringField("source", reference.source());
        json.writeBooleanField("passed", comparison.passed());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String key, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNullField(key);
        } else {
            json.writeNumberField(key, Math.max(-Double.MAX_VALUE, Math.min(value, Double.MAX_VALUE)));
        }
    }
}
