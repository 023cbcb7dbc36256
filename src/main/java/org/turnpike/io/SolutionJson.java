package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.turnpike.pmp.Extremal;
import org.turnpike.pmp.Replay;
import org.turnpike.pmp.ShootingResult;
import org.turnpike.solution.MeshRecord;
import org.turnpike.solution.PhasedSolution;
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
    private final @Nullable ShootingResult shooting;
    private final @Nullable PhasedSolution phased;

    SolutionJson(Solution solution, @Nullable SolutionOrigin origin, @Nullable ShootingResult shooting) {
        this.solution = solution;
        this.origin = origin;
        this.shooting = shooting;
        this.phased = null;
    }

    SolutionJson(PhasedSolution phased, SolutionOrigin origin) {
        this.solution = phased.whole();
        this.origin = origin;
        this.shooting = null;
        this.phased = phased;
    }

    void writeTo(OutputStream out) throws IOException {
        JsonDocument.write(out, json -> {
            head(json);
            solver(json);
            SolutionFields.transcription(json, solution.discretization());
            refinement(json);
            verification(json, solution.verification());
            structure(json, solution);
            if (phased != null) {
                phases(json, phased);
            }
            SolutionFields.reference(
                    json,
                    solution.status(),
                    solution.objective(),
                    solution.problem().reference());
            if (shooting != null) {
                shooting(json, shooting);
            }
            json.writeStringField("signConvention", SIGN_CONVENTION);
            if (origin != null) {
                SolutionFields.origin(json, origin);
            }
        });
    }

    private void head(JsonGenerator json) throws IOException {
        json.writeStringField("problem", solution.problem().name());
        json.writeStringField("status", solution.status().label());
        json.writeStringField("reason", solution.reason());
        SolutionFields.number(json, "objective", solution.objective());
        SolutionFields.number(json, "startTime", solution.startTime());
        SolutionFields.number(json, "finalTime", solution.finalTime());
        json.writeObjectFieldStart("parameters");
        for (int i = 0; i < solution.problem().parameters().size(); i++) {
            if (!solution.problem().parameters().get(i).auxiliary()) {
                SolutionFields.number(
                        json, solution.problem().parameters().get(i).name(), solution.parameters()[i]);
            }
        }
        json.writeEndObject();
    }

    private void solver(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("solver");
        SolutionFields.solver(json, solution.solver(), solution.iterations(), solution.timing());
        json.writeEndObject();
    }

    private void refinement(JsonGenerator json) throws IOException {
        @Nullable Verification checks = solution.verification();
        json.writeArrayFieldStart("refinement");
        for (MeshRecord mesh : solution.meshes()) {
            json.writeStartObject();
            json.writeStringField("scheme", mesh.scheme());
            json.writeNumberField("intervals", mesh.intervals());
            json.writeNumberField("leastDegree", mesh.leastDegree());
            json.writeNumberField("mostDegree", mesh.mostDegree());
            SolutionFields.number(json, "error", mesh.error());
            SolutionFields.number(json, "objectiveError", mesh.objectiveError());
            SolutionFields.number(json, "objective", mesh.objective());
            json.writeNumberField("switches", mesh.switches());
            json.writeNumberField("iterations", mesh.iterations());
            SolutionFields.number(json, "seconds", mesh.seconds());
            json.writeEndObject();
        }
        if (!solution.meshes().isEmpty()) {
            json.writeEndArray();
            return;
        }
        json.writeStartObject();
        json.writeStringField("scheme", solution.discretization().scheme());
        json.writeNumberField("intervals", solution.discretization().intervals());
        SolutionFields.number(json, "error", checks == null ? Double.NaN : checks.dynamicsError());
        SolutionFields.number(json, "objective", solution.objective());
        SolutionFields.number(json, "seconds", solution.timing().solve());
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void phases(JsonGenerator json, PhasedSolution phased) throws IOException {
        json.writeArrayFieldStart("phases");
        for (int i = 0; i < phased.phases().size(); i++) {
            Solution phase = phased.phases().get(i);
            json.writeStartObject();
            json.writeStringField("name", phased.name(i));
            SolutionFields.number(json, "startTime", phase.startTime());
            SolutionFields.number(json, "endTime", phase.finalTime());
            verification(json, phase.verification());
            structure(json, phase);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void verification(JsonGenerator json, @Nullable Verification checks) throws IOException {
        if (checks == null) {
            json.writeNullField("verification");
            return;
        }
        json.writeObjectFieldStart("verification");
        SolutionFields.number(json, "dynamicsError", checks.dynamicsError());
        SolutionFields.number(json, "horizonError", checks.horizonError());
        Verification.@Nullable Violation worst = checks.constraintViolation();
        if (worst == null) {
            json.writeNullField("constraintViolation");
        } else {
            json.writeObjectFieldStart("constraintViolation");
            json.writeStringField("name", worst.name());
            SolutionFields.number(json, "time", worst.time());
            SolutionFields.number(json, "amount", worst.amount());
            json.writeEndObject();
        }
        SolutionFields.number(json, "kktResidual", checks.kktResidual());
        SolutionFields.number(json, "hamiltonianDrift", checks.hamiltonianDrift());
        SolutionFields.number(json, "argminResidual", checks.argminResidual());
        json.writeEndObject();
    }

    private static void structure(JsonGenerator json, Solution solution) throws IOException {
        json.writeArrayFieldStart("structure");
        for (Solution.Arc arc : solution.structure()) {
            json.writeStartObject();
            SolutionFields.number(json, "from", arc.from());
            SolutionFields.number(json, "to", arc.to());
            json.writeStringField("kind", arc.kind());
            json.writeStringField("of", arc.of());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void shooting(JsonGenerator json, ShootingResult shooting) throws IOException {
        json.writeObjectFieldStart("shooting");
        json.writeStringField("start", shooting.origin());
        json.writeNumberField("segments", shooting.segments());
        json.writeNumberField("integrations", shooting.integrations());
        json.writeNumberField("evaluations", shooting.evaluations());
        json.writeArrayFieldStart("costateJumps");
        for (double jump : shooting.jumps()) {
            json.writeNumber(jump);
        }
        json.writeEndArray();
        Replay.@Nullable Result replay = shooting.replay();
        if (replay != null) {
            json.writeObjectFieldStart("replay");
            json.writeArrayFieldStart("switches");
            for (double time : replay.switches()) {
                json.writeNumber(time);
            }
            json.writeEndArray();
            SolutionFields.number(json, "deviation", replay.deviation());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("conditions");
        for (Extremal.ArcCheck check : shooting.checks()) {
            json.writeStartObject();
            json.writeNumberField("arc", check.arc() + 1);
            json.writeStringField("control", check.control());
            json.writeStringField("kind", check.kind());
            json.writeNumberField("order", check.order());
            SolutionFields.number(json, "least", check.least());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
