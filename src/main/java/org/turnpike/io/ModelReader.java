package org.turnpike.io;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.NearestName;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.ModelSpecification;

/** Reads {@code learning.model}. */
final class ModelReader {
    /** All keys of the section, whatever the kind. */
    static final String[] KEYS = {"kind", "activation", "dimension", "widths", "train", "grid", "phases", "switches"};

    /** linear is read by {@link LinearReader}. */
    private static final List<String> KINDS =
            List.of("linear", "mlp", "mlp2", "resnet", "node", "node2", "integro", "switched");

    private static final List<String> PHASE_KINDS = List.of("node", "node2", "resnet", "integro");
    private static final int WIDEST = 1000;

    private final Formulas formulas;
    private final Field learning;
    private String kind = "";
    private int impliedLayers;

    /** @param learning the section, whose horizon and layers some models need */
    ModelReader(Formulas formulas, Field learning) {
        this.formulas = formulas;
        this.learning = learning;
    }

    /** The kind as written; after {@link #read}. */
    String kind() {
        return kind;
    }

    /** The number of layers that the widths of a perceptron, the grids or the phases imply, or 0. */
    int impliedLayers() {
        return impliedLayers;
    }

    ModelSpecification read(Field field, int features, boolean hasHorizon) {
        field.only("a mapping such as {kind: node2, activation: tanh, dimension: 3}", KEYS);
        Field kindField = field.require("kind", "kind: node2");
        kind = kindField.text();
        Activation activation = activation(field, Activation.TANH);
        boolean perceptron = kind.equals("mlp") || kind.equals("mlp2");
        refuse(field, "widths", perceptron);
        refuse(field, "grid", kind.equals("integro"));
        boolean switched = kind.equals("switched");
        refuse(field, "dimension", !perceptron && !kind.equals("integro") && !switched);
        refuse(field, "train", !perceptron && !kind.equals("integro") && !switched);
        refuse(field, "phases", switched);
        refuse(field, "switches", switched);
        switch (kind) {
            case "mlp", "mlp2":
                return ModelSpecification.perceptron(kind, activation, widths(field, features));
            case "integro":
                return integro(field, features, activation);
            case "resnet", "node", "node2":
                return flow(field, features, features, activation, hasHorizon);
            case "switched":
                SwitchedReader reader = new SwitchedReader(formulas, learning);
                ModelSpecification specification = reader.read(field, features, activation);
                impliedLayers = reader.impliedLayers();
                return specification;
            default:
                throw kindField.error("unknown model '" + kind + "'" + NearestName.hint(kind, KINDS) + "; there are "
                        + String.join(", ", KINDS));
        }
    }

    /**
     * The vector field of a phase of a switched system.
     *
     * @param before the width before the phase, its own if it says nothing else
     * @param least the least width
     */
    ModelSpecification phase(Field field, int before, int least, Activation inherited) {
        field.only(
                "a mapping such as {kind: node2, dimension: 3}",
                "kind",
                "activation",
                "dimension",
                "train",
                "grid",
                "layers",
                "enter");
        Field kindField = field.require("kind", "kind: node2");
        kind = kindField.text();
        Activation activation = activation(field, inherited);
        boolean integro = kind.equals("integro");
        refuse(field, "grid", integro);
        refuse(field, "dimension", !integro);
        refuse(field, "train", !integro);
        return switch (kind) {
            case "integro" -> ModelSpecification.integro(activation, List.of(grid(field.require("grid", "grid: 8"))));
            case "resnet", "node", "node2" -> flow(field, before, least, activation, true);
            default ->
                throw kindField.error("unknown kind of phase '" + kind + "'" + NearestName.hint(kind, PHASE_KINDS)
                        + "; there are " + String.join(", ", PHASE_KINDS));
        };
    }

    private static Activation activation(Field field, Activation inherited) {
        Field given = field.get("activation");
        return given == null ? inherited : LearningReader.choice(given, Activation.values(), Activation::label);
    }

    private void refuse(Field field, String key, boolean allowed) {
        Field given = field.get(key);
        if (given != null && !allowed) {
            throw given.keyError("the model " + kind + " has no " + key);
        }
    }

    private ModelSpecification flow(Field field, int otherwise, int least, Activation activation, boolean hasHorizon) {
        Field dimensionField = field.get("dimension");
        int dimension = dimensionField == null ? otherwise : formulas.whole(dimensionField, 1, WIDEST);
        if (dimensionField != null && dimension < least) {
            throw dimensionField.error("the inputs have " + least + " components; the dimension cannot be smaller");
        }
        boolean weights = true;
        boolean bias = true;
        Field train = field.get("train");
        if (train != null) {
            List<String> parts = parts(train);
            weights = parts.contains("w");
            bias = parts.contains("b");
        }
        boolean continuous = !kind.equals("resnet") || hasHorizon;
        return ModelSpecification.flow(kind, activation, dimension, weights, bias, continuous);
    }

    /** What is trained: w, b or both. */
    static List<String> parts(Field train) {
        List<String> parts = new ArrayList<>();
        for (Field part : train.items("a list such as [w, b]")) {
            if (!part.text().equals("w") && !part.text().equals("b")) {
                throw part.error("expected w or b, found '" + part.text() + "'");
            }
            parts.add(part.text());
        }
        if (parts.isEmpty()) {
            throw train.error("expected w, b or both, as in [w, b]");
        }
        return parts;
    }

    private int[] widths(Field field, int features) {
        List<Field> given =
                field.require("widths", "widths: [8, 3]").items("a list of widths, hidden ones and the output's");
        if (given.isEmpty()) {
            throw field.error("expected at least the output's width, as in widths: [3]");
        }
        int[] widths = new int[given.size() + 1];
        widths[0] = features;
        for (int k = 1; k < widths.length; k++) {
            widths[k] = formulas.whole(given.get(k - 1), 1, WIDEST);
        }
        impliedLayers = given.size();
        return widths;
    }

    private ModelSpecification integro(Field field, int features, Activation activation) {
        Field given = field.require("grid", "grid: 8");
        List<Grid> grids = given.isMapping() ? changingGrid(given) : List.of(grid(given));
        if (grids.get(0).size() != features) {
            throw given.error("the " + (given.isMapping() ? "first " : "") + "grid has "
                    + grids.get(0).size() + " points, the inputs have " + features + " components");
        }
        return ModelSpecification.integro(activation, grids);
    }

    private Grid grid(Field grid) {
        List<Field> sides = grid.isList() ? grid.items("one or two numbers of points") : List.of(grid);
        if (sides.isEmpty() || sides.size() > 2) {
            throw grid.error("expected the number of points, or two for a plane, as in grid: [4, 4]");
        }
        return new Grid(
                sides.stream().map(side -> formulas.whole(side, 2, WIDEST)).toList());
    }

    /** Grids in their order, to which the K + 1 nodes are dealt evenly; without {@code layers} one a node. */
    private List<Grid> changingGrid(Field field) {
        field.only("a mapping such as {points: [8, 6, 4]}", "points");
        Field points = field.require("points", "grid: {points: [8, 6, 4]}");
        List<Field> items = points.items("a list of grids such as [8, 6, 4] or [[4, 4], [3, 3]]");
        if (items.size() < 2) {
            throw points.error("expected at least two grids, as in points: [8, 6]; one grid is written grid: 8");
        }
        List<Grid> grids = new ArrayList<>();
        for (Field item : items) {
            Grid grid = grid(item);
            if (!grids.isEmpty()
                    && grid.points().size() != grids.get(0).points().size()) {
                throw item.error("the grids of an interval and of a square cannot follow each other");
            }
            grids.add(grid);
        }
        Field layersField = learning.get("layers");
        if (layersField == null) {
            impliedLayers = grids.size() - 1;
            return grids;
        }
        Field horizon = learning.get("horizon");
        int layers = LayerCount.of(layersField, horizon == null ? Double.NaN : formulas.positive(horizon));
        if (layers + 1 < grids.size()) {
            throw layersField.error(grids.size() + " grids need at least " + (grids.size() - 1)
                    + " layers to pass from one to the next, found " + layers);
        }
        List<Grid> nodes = new ArrayList<>();
        for (int k = 0; k <= layers; k++) {
            nodes.add(grids.get((int) ((long) k * grids.size() / (layers + 1))));
        }
        return nodes;
    }
}
