package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.mesh.Integrators;
import org.turnpike.problem.InputException;

/** A network in {@code solution.json}, under {@code learning.network}: all that prediction needs, so that no problem file is asked. */
public final class NetworkJson {
    private NetworkJson() {}

    /** Writes the object {@code network}. */
    static void write(JsonGenerator json, Network network) throws IOException {
        json.writeObjectFieldStart("network");
        model(json, network.specification());
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

    /** The keys of a model; a switched one has its phases and the times of its switches. */
    private static void model(JsonGenerator json, ModelSpecification model) throws IOException {
        json.writeStringField("kind", model.kind());
        json.writeStringField("activation", model.activation().label());
        numbers(json, "widths", decimals(model.widths()));
        json.writeBooleanField("weights", model.weights());
        json.writeBooleanField("bias", model.bias());
        json.writeBooleanField("continuous", model.continuous());
        matrix(
                json,
                "grids",
                model.grids().stream()
                        .map(grid -> grid.points().stream()
                                .mapToDouble(Integer::doubleValue)
                                .toArray())
                        .toArray(double[][]::new));
        ModelSpecification.Switching switching = model.switching();
        if (switching == null) {
            return;
        }
        json.writeArrayFieldStart("phases");
        for (int j = 0; j < switching.fields().size(); j++) {
            json.writeStartObject();
            model(json, switching.fields().get(j));
            json.writeNumberField("layers", switching.phases().layers()[j]);
            if (j > 0) {
                matrix(json, "enter", switching.transfers().get(j - 1).matrix());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        numbers(json, "switches", switching.phases().switches());
    }

    private static double[] decimals(int[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    private static ModelSpecification model(JsonTree json) {
        List<Grid> grids = new ArrayList<>();
        for (double[] points : json.matrix("grids")) {
            grids.add(new Grid(Arrays.stream(points).mapToObj(n -> (int) n).toList()));
        }
        return new ModelSpecification(
                json.text("kind"),
                Activation.valueOf(constant(json.text("activation"))),
                Arrays.stream(json.numbers("widths")).mapToInt(w -> (int) w).toArray(),
                json.truth("weights"),
                json.truth("bias"),
                json.truth("continuous"),
                grids,
                switching(json));
    }

    private static ModelSpecification.@Nullable Switching switching(JsonTree json) {
        List<JsonTree> phases = json.objects("phases");
        if (phases.isEmpty()) {
            return null;
        }
        return new ModelSpecification.Switching(
                phases.stream().map(NetworkJson::model).toList(),
                phases.stream()
                        .skip(1)
                        .map(phase -> new StateMap(phase.matrix("enter")))
                        .toList(),
                new Phases(
                        phases.stream().mapToInt(phase -> phase.count("layers")).toArray(),
                        json.numbers("switches"),
                        false,
                        0));
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
        ButcherTableau integrator = Integrators.named(json.text("integrator"));
        if (integrator == null) {
            throw new IllegalArgumentException("there is no integrator '" + json.text("integrator") + "'");
        }
        List<String> classes = json.texts("classes");
        return new Network(
                model(json),
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
