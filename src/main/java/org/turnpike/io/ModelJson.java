package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;

/** The model of a network in {@code solution.json}. */
final class ModelJson {
    private ModelJson() {}

    /** The keys of a model; a switched one has its phases and the times of its switches. */
    static void write(JsonGenerator json, ModelSpecification model) throws IOException {
        json.writeStringField("kind", model.kind());
        json.writeStringField("activation", model.activation().label());
        PreparationJson.numbers(json, "widths", decimals(model.widths()));
        json.writeBooleanField("weights", model.weights());
        json.writeBooleanField("bias", model.bias());
        json.writeBooleanField("continuous", model.continuous());
        PreparationJson.matrix(
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
            write(json, switching.fields().get(j));
            json.writeNumberField("layers", switching.phases().layers()[j]);
            if (j > 0) {
                PreparationJson.matrix(
                        json, "enter", switching.transfers().get(j - 1).matrix());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        PreparationJson.numbers(json, "switches", switching.phases().switches());
    }

    private static double[] decimals(int[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    /** What {@link #write} wrote. */
    static ModelSpecification model(JsonTree json) {
        List<Grid> grids = new ArrayList<>();
        for (double[] points : json.matrix("grids")) {
            grids.add(new Grid(Arrays.stream(points).mapToObj(n -> (int) n).toList()));
        }
        return new ModelSpecification(
                json.text("kind"),
                Activation.valueOf(PreparationJson.constant(json.text("activation"))),
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
                phases.stream().map(ModelJson::model).toList(),
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
}
