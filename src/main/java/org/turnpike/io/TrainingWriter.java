package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.evaluation.ExponentialDecay;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;

/** Writes the solution folder of a learning problem: {@code solution.json} and {@code trajectory.csv}, all or none. */
public final class TrainingWriter {
    private static final int MOST_VALUES = 1_000_000;
    private final TrainingSolution solution;
    private final SolutionOrigin origin;

    private TrainingWriter(TrainingSolution solution, SolutionOrigin origin) {
        this.solution = solution;
        this.origin = origin;
    }

    /** @param texts further files by name, such as {@code report.html} */
    public static void write(
            Path directory, TrainingSolution solution, SolutionOrigin origin, Map<String, String> texts)
            throws IOException {
        TrainingWriter writer = new TrainingWriter(solution, origin);
        try (AtomicFolder folder = AtomicFolder.open(directory)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                folder.write(text.getKey(), text.getValue());
            }
            folder.write("trajectory.csv", writer::trajectory);
            // Last: who finds a new solution.json finds the other files new, too.
            folder.write("solution.json", writer::json);
            folder.commit();
        }
    }

    private int widest() {
        int widest = 0;
        for (double[][] node : solution.network().states()) {
            widest = Math.max(widest, node[0].length);
        }
        return widest;
    }

    /** The samples whose trajectories fit under the cap. */
    private int shownSamples() {
        TrainedNetwork network = solution.network();
        int rows = network.states().length;
        return (int) Math.min(network.shown(), Math.max(1, MOST_VALUES / ((long) rows * widest())));
    }

    /** A column for each component of the widest state; cells of components that a state does not have are empty. */
    private void trajectory(OutputStream stream) throws IOException {
        TrainedNetwork network = solution.network();
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        int samples = shownSamples();
        int widest = widest();
        StringBuilder line = new StringBuilder("t,phi,norm_u");
        for (int i = 0; i < samples; i++) {
            for (int c = 0; c < widest; c++) {
                line.append(",x").append(i + 1).append('_').append(c + 1);
            }
        }
        out.print(line.append('\n'));
        int last = network.states().length - 1;
        for (int k = 0; k <= last; k++) {
            double norm = k < last ? network.norm(k) : network.nextNorm(last - 1);
            row(out, network.time(k), norm, k, samples, widest);
        }
        double horizon = solution.problem().task().horizon();
        if (solution.problem().task().formulation() == Formulation.L1 && network.end() < horizon) {
            // After the switch nothing moves until T.
            row(out, network.end(), 0, last, samples, widest);
            row(out, horizon, 0, last, samples, widest);
        }
        out.flush();
        if (out.checkError()) {
            throw new IOException("the trajectory could not be written");
        }
    }

    private void row(PrintWriter out, double t, double norm, int k, int samples, int widest) {
        TrainedNetwork network = solution.network();
        double phi = network.error(k);
        StringBuilder line = new StringBuilder();
        line.append(t)
                .append(',')
                .append(Double.isNaN(phi) ? "" : phi)
                .append(',')
                .append(norm);
        for (int i = 0; i < samples; i++) {
            double[] state = network.states()[k][i];
            for (int c = 0; c < widest; c++) {
                line.append(',').append(c < state.length ? state[c] : "");
            }
        }
        out.print(line.append('\n'));
    }

    private void json(OutputStream out) throws IOException {
        JsonDocument.write(out, json -> {
            json.writeStringField("problem", solution.problem().name());
            json.writeStringField("status", solution.status().label());
            json.writeStringField("reason", solution.reason());
            SolutionFields.number(json, "objective", solution.objective());
            SolutionFields.number(json, "finalTime", solution.problem().task().horizon());
            solver(json);
            verification(json);
            structure(json);
            SolutionFields.reference(
                    json,
                    solution.status(),
                    solution.objective(),
                    solution.problem().reference());
            learning(json);
            SolutionFields.origin(json, origin);
        });
    }

    private void solver(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("solver");
        SolutionFields.solver(json, solution.solver(), solution.iterations(), solution.timing());
        SolutionFields.number(json, "linearAlgebraShare", solution.linearAlgebraShare());
        json.writeEndObject();
        SolutionFields.transcription(json, solution.discretization());
    }

    private void verification(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("verification");
        SolutionFields.number(json, "propagationError", solution.measures().propagationError());
        SolutionFields.number(json, "kktResidual", solution.kktResidual());
        json.writeEndObject();
    }

    private void structure(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("structure");
        double horizon = solution.problem().task().horizon();
        double switchTime = solution.measures().switchTime();
        if (Double.isNaN(switchTime)) {
            double from = 0;
            for (double to : solution.network().switches()) {
                arc(json, from, to, "interior");
                from = to;
            }
            arc(json, from, horizon, "interior");
        } else {
            arc(json, 0, switchTime, "bang");
            if (switchTime < horizon) {
                arc(json, switchTime, horizon, "off");
            }
        }
        json.writeEndArray();
    }

    private static void arc(JsonGenerator json, double from, double to, String kind) throws IOException {
        json.writeStartObject();
        SolutionFields.number(json, "from", from);
        SolutionFields.number(json, "to", to);
        json.writeStringField("kind", kind);
        json.writeStringField("of", "u");
        json.writeEndObject();
    }

    private void learning(JsonGenerator json) throws IOException {
        TrainingMeasures m = solution.measures();
        json.writeObjectFieldStart("learning");
        json.writeStringField("loss", solution.problem().task().loss().label());
        SolutionFields.number(json, "trainingError", m.trainingError());
        SolutionFields.number(json, "testError", m.testError());
        SolutionFields.number(json, "trainAccuracy", m.trainAccuracy());
        SolutionFields.number(json, "testAccuracy", m.testAccuracy());
        json.writeObjectFieldStart("controlNorm");
        SolutionFields.number(json, "L1", m.l1());
        SolutionFields.number(json, "L2", m.l2());
        SolutionFields.number(json, "H1", m.h1());
        SolutionFields.number(json, "max", m.max());
        json.writeEndObject();
        SolutionFields.number(json, "switchTime", m.switchTime());
        json.writeFieldName("switchTimes");
        double[] switches = solution.network().switches();
        json.writeArray(switches, 0, switches.length);
        decay(json, m.decay());
        RefinementJson.write(json, solution);
        SolutionFields.testRows(json, solution.problem().testRows());
        int shown = shownSamples();
        if (shown < solution.problem().samples()) {
            json.writeStringField("note", "trajectory.csv shows the first " + shown + " samples");
        }
        NetworkJson.write(json, Network.of(solution.problem(), solution.network()));
        json.writeEndObject();
    }

    private void decay(JsonGenerator json, ExponentialDecay decay) throws IOException {
        SolutionFields.number(json, "decayRate", decay.rate());
        json.writeArrayFieldStart("decayWindow");
        if (decay.found()) {
            json.writeNumber(decay.from());
            json.writeNumber(decay.to());
        }
        json.writeEndArray();
        SolutionFields.number(json, "decayFloor", decay.floor());
        SolutionFields.number(json, "decaySpread", decay.spread());
        if (!decay.found() && solution.problem().task().formulation() == Formulation.SL_STAR) {
            json.writeStringField("decayReason", decay.reason());
        }
    }
}
