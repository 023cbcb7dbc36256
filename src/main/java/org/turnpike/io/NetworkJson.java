package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Output;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.data.PrincipalComponents;
import org.turnpike.learning.data.Standardization;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.mesh.Integrators;
import org.turnpike.problem.InputException;

/** A network in {@code solution.json}, under {@code learning.network}: all that prediction needs, so that no problem file is asked. */
public final class NetworkJson {
    private NetworkJson() {}

    /** Writes the object {@code network}. */
    static void write(JsonGenerator json, Network network) throws IOException {
        ModelSpecification model = network.specification();
        json.writeObjectFieldStart("network");
        json.writeStringField("kind", model.kind());
        json.writeStringField("activation", model.activation().label());
        numbers(
                json,
                "widths",
                java.util.Arrays.stream(model.widths()).asDoubleStream().toArray());
        json.writeBooleanField("weights", model.weights());
        json.writeBooleanField("bias", model.bias());
        json.writeBooleanField("continuous", model.continuous());
        numbers(json, "quadrature", model.quadrature());
        json.writeNumberField("layers", network.layers());
        json.writeNumberField("end", network.end());
        json.writeStringField("integrator", network.integrator().name());
        json.writeStringField("control", network.linearControl() ? "linear" : "constant");
        matrix(json, "controls", network.controls());
        matrix(json, "outputMatrix", network.output().matrix());
        json.writeStringField(
                "nonlinearity", network.output().nonlinearity().name().toLowerCase(Locale.ROOT));
        preparation(json, network.preparation());
        LabelCoding coding = network.coding();
        if (coding != null) {
            json.writeStringField("coding", label(coding.kind()));
            texts(json, "classes", coding.classNames());
        }
        json.writeEndObject();
    }

    private static void preparation(JsonGenerator json, Preparation preparation) throws IOException {
        texts(json, "features", preparation.featureNames());
        Standardization standardization = preparation.standardization();
        if (standardization != null) {
            json.writeObjectFieldStart("standardization");
            numbers(json, "mean", standardization.mean());
            numbers(json, "deviation", standardization.deviation());
            json.writeEndObject();
        }
        PrincipalComponents components = preparation.components();
        if (components != null) {
            json.writeObjectFieldStart("principalComponents");
            numbers(json, "center", components.center());
            matrix(json, "axes", components.axes());
            numbers(json, "variance", components.variance());
            json.writeEndObject();
        }
    }

    private static String label(LabelCoding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void texts(JsonGenerator json, String key, List<String> texts) throws IOException {
        json.writeArrayFieldStart(key);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void numbers(JsonGenerator json, String key, double[] values) throws IOException {
        json.writeFieldName(key);
        json.writeArray(values, 0, values.length);
    }

    private static void matrix(JsonGenerator json, String key, double[][] rows) throws IOException {
        json.writeArrayFieldStart(key);
        for (double[] row : rows) {
            json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
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
        double[] widths = json.numbers("widths");
        ModelSpecification model = new ModelSpecification(
                json.text("kind"),
                Activation.valueOf(constant(json.text("activation"))),
                java.util.Arrays.stream(widths).mapToInt(w -> (int) w).toArray(),
                json.truth("weights"),
                json.truth("bias"),
                json.truth("continuous"),
                json.numbers("quadrature"));
        ButcherTableau integrator = Integrators.named(json.text("integrator"));
        if (integrator == null) {
            throw new IllegalArgumentException("there is no integrator '" + json.text("integrator") + "'");
        }
        List<String> classes = json.texts("classes");
        return new Network(
                model,
                json.count("layers"),
                json.number("end"),
                integrator,
                json.text("control").equals("linear"),
                json.matrix("controls"),
                new Output(
                        json.matrix("outputMatrix"),
                        false,
                        Output.Nonlinearity.valueOf(constant(json.text("nonlinearity")))),
                preparation(json),
                classes.isEmpty()
                        ? null
                        : new LabelCoding(LabelCoding.Kind.valueOf(constant(json.text("coding"))), classes));
    }

    private static String constant(String label) {
        return label.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Preparation preparation(JsonTree json) {
        @Nullable JsonTree standardization = json.find("standardization");
        @Nullable JsonTree components = json.find("principalComponents");
        return new Preparation(
                json.texts("features"),
                standardization == null
                        ? null
                        : new Standardization(standardization.numbers("mean"), standardization.numbers("deviation")),
                components == null
                        ? null
                        : new PrincipalComponents(
                                components.numbers("center"),
                                components.matrix("axes"),
                                components.numbers("variance")));
    }
}
