package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.turnpike.learning.Output;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.mesh.Integrators;
import org.turnpike.problem.InputException;

/** A network in {@code solution.json}, under {@code learning.network}: all that prediction needs, so that no problem file is asked. */
public final class NetworkJson {
    private NetworkJson() {}

    /** Writes the object {@code network}. */
    static void write(JsonGenerator json, Network network) throws IOException {
        json.writeObjectFieldStart("network");
        ModelJson.write(json, network.specification());
        json.writeNumberField("layers", network.layers());
        json.writeNumberField("end", network.end());
        json.writeStringField("integrator", network.integrator().name());
        json.writeStringField("control", network.linearControl() ? "linear" : "constant");
        PreparationJson.matrix(json, "controls", network.controls());
        PreparationJson.matrix(json, "outputMatrix", network.output().matrix());
        json.writeStringField(
                "nonlinearity", network.output().nonlinearity().name().toLowerCase(Locale.ROOT));
        PreparationJson.write(json, network);
        json.writeEndObject();
    }

    /**
     * The network of a solution.
     *
     * @param solution a solution folder, or its {@code solution.json}
     * @throws InputException if there is none
     */
    public static Network read(Path solution) {
        Path file = Files.isDirectory(solution) ? solution.resolve("solution.json") : solution;
        JsonTree learning = JsonTree.read(file).find("learning");
        if (learning == null) {
            throw new InputException(
                    file + ": this is no solution of a learning problem; there is nothing to predict with");
        }
        try {
            return network(learning.object("network"));
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": the network is damaged: " + e.getMessage());
        }
    }

    private static Network network(JsonTree json) {
        ButcherTableau integrator = Integrators.named(json.text("integrator"));
        if (integrator == null) {
            throw new IllegalArgumentException("there is no integrator '" + json.text("integrator") + "'");
        }
        return new Network(
                ModelJson.model(json),
                json.count("layers"),
                json.number("end"),
                integrator,
                json.text("control").equals("linear"),
                json.matrix("controls"),
                new Output(
                        json.matrix("outputMatrix"),
                        false,
                        Output.Nonlinearity.valueOf(PreparationJson.constant(json.text("nonlinearity")))),
                PreparationJson.preparation(json),
                PreparationJson.coding(json));
    }
}
