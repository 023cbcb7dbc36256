package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.collocation.TrainedNetwork;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;

/** Writes the solution folder of a learning problem: {@code solution.json} and {@code trajectory.csv}, all or none. */
public final class TrainingWriter {
    private static final int MOST_VALUES = 1_000_000;
    private final TrainingSolution solution;

    private TrainingWriter(TrainingSolution solution) {
        this.solution = solution;
    }

    /** @param texts further files by name, such as {@code report.html} */
    public static void write(Path directory, TrainingSolution solution, Map<String, String> texts) throws IOException {
        TrainingWriter writer = new TrainingWriter(solution);
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

    /** The samples whose trajectories fit under the cap. */
    private int shownSamples() {
        TrainedNetwork network = solution.network();
        int width = network.states()[0][0].length;
        int rows = network.states().length;
        return (int) Math.min(network.states()[0].length, Math.max(1, MOST_VALUES / ((long) rows * width)));
    }

    private void trajectory(OutputStream stream) throws IOException {
        TrainedNetwork network = solution.network();
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        int samples = shownSamples();
        boolean constantWidth =
                network.states()[0][0].length == network.states()[network.states().length - 1][0].length;
        StringBuilder line = new StringBuilder("t,phi,norm_u");
        for (int i = 0; i < samples && constantWidth; i++) {
            for (int c = 0; c < network.states()[0][0].length; c++) {
                line.append(",x").append(i + 1).append('_').append(c + 1);
            }
        }
        out.print(line.append('\n'));
        for (int k = 0; k < network.states().length; k++) {
            line.setLength(0);
            line.append(network.time(k)).append(',').append(phi(k)).append(',').append(normAt(k));
            for (int i = 0; i < samples && constantWidth; i++) {
                for (double value : network.states()[k][i]) {
                    line.append(',').append(value);
                }
            }
            out.print(line.append('\n'));
        }
        if (solution.problem().task().formulation() == Formulation.L1) {
            tail(out, samples, constantWidth);
        }
        out.flush();
        if (out.checkError()) {
            throw new IOException("the trajectory could not be written");
        }
    }

    /** After the switch nothing moves until T. */
    private void tail(PrintWriter out, int samples, boolean constantWidth) {
        TrainedNetwork network = solution.network();
        double horizon = solution.problem().task().horizon();
        if (network.end() >= horizon) {
            return;
        }
        int last = network.states().length - 1;
        for (double t : new double[] {network.end(), horizon}) {
            StringBuilder line = new StringBuilder();
            line.append(t).append(',').append(phi(last)).append(",0.0");
            for (int i = 0; i < samples && constantWidth; i++) {
                for (double value : network.states()[last][i]) {
                    line.append(',').append(value);
                }
            }
            out.print(line.append('\n'));
        }
    }

    /** φ at node k; empty before the last layer of a network whose width changes. */
    private String phi(int k) {
        TrainedNetwork network = solution.network();
        if (network.states()[k][0].length != network.task().output().inputs()) {
            return "";
        }
        return Double.toString(network.error(
                network.outputs(network.states()[k]), network.task().targets()));
    }

    private String normAt(int k) {
        TrainedNetwork network = solution.network();
        return Double.toString(network.norm(Math.min(k, network.controls().length - 1)));
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
            arc(json, 0, horizon, "interior");
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
        SolutionFields.number(json, "decayRate", m.decayRate());
        json.writeArrayFieldStart("decayWindow");
        if (!Double.isNaN(m.decayRate())) {
            json.writeNumber(m.decayFrom());
            json.writeNumber(m.decayTo());
        }
        json.writeEndArray();
        int shown = shownSamples();
        if (shown < solution.network().states()[0].length) {
            json.writeStringField("note", "trajectory.csv shows the first " + shown + " samples");
        }
        NetworkJson.write(json, Network.of(solution.problem(), solution.network()));
        json.writeEndObject();
    }
}
