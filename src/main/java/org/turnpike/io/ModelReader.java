package org.turnpike.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.NearestName;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.IntegroDifferential;
import org.turnpike.learning.model.ModelSpecification;

/** Reads {@code learning.model}. */
final class ModelReader {
    /** All keys of the section, whatever the kind. */
    static final String[] KEYS = {"kind", "activation", "dimension", "widths", "train", "grid"};

    /** linear is read by {@link LinearReader}. */
    private static final List<String> KINDS = List.of("linear", "mlp", "mlp2", "resnet", "node", "node2", "integro");

    private static final int WIDEST = 1000;

    private final Formulas formulas;
    private String kind = "";
    private int impliedLayers;

    ModelReader(Formulas formulas) {
        this.formulas = formulas;
    }

    /** The kind as written; after {@link #read}. */
    String kind() {
        return kind;
    }

    /** The number of layers that the widths of a perceptron imply, or 0. */
    int impliedLayers() {
        return impliedLayers;
    }

    ModelSpecification read(Field field, int features, boolean hasHorizon) {
        field.only("a mapping such as {kind: node2, activation: tanh, dimension: 3}", KEYS);
        Field kindField = field.require("kind", "kind: node2");
        kind = kindField.text();
        Field activationField = field.get("activation");
        Activation activation = activationField == null
                ? Activation.TANH
                : LearningReader.choice(activationField, Activation.values(), Activation::label);
        boolean perceptron = kind.equals("mlp") || kind.equals("mlp2");
        refuse(field, "widths", perceptron);
        refuse(field, "grid", kind.equals("integro"));
        refuse(field, "dimension", !perceptron && !kind.equals("integro"));
        refuse(field, "train", !perceptron && !kind.equals("integro"));
        switch (kind) {
            case "mlp", "mlp2":
                return ModelSpecification.perceptron(kind, activation, widths(field, features));
            case "integro":
                return integro(field, features, activation);
            case "resnet", "node", "node2":
                return flow(field, features, activation, hasHorizon);
            case "switched":
                throw kindField.error("the model '" + kind + "' is not supported by this version");
            default:
                throw kindField.error("unknown model '" + kind + "'" + NearestName.hint(kind, KINDS) + "; there are "
                        + String.join(", ", KINDS));
        }
    }

    private void refuse(Field field, String key, boolean allowed) {
        Field given = field.get(key);
        if (given != null && !allowed) {
            throw given.keyError("the model " + kind + " has no " + key);
        }
    }

    private ModelSpecification flow(Field field, int features, Activation activation, boolean hasHorizon) {
        Field dimensionField = field.get("dimension");
        int dimension = dimensionField == null ? features : formulas.whole(dimensionField, 1, WIDEST);
        if (dimensionField != null && dimension < features) {
            throw dimensionField.error("the inputs have " + features + " components; the dimension cannot be smaller");
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
        Field grid = field.require("grid", "grid: 8");
        List<Field> sides = grid.isList() ? grid.items("one or two numbers of points") : List.of(grid);
        if (sides.isEmpty() || sides.size() > 2) {
            throw grid.error("expected the number of points, or two for a plane, as in grid: [4, 4]");
        }
        double[] first = IntegroDifferential.trapezoid(formulas.whole(sides.get(0), 2, WIDEST), 1);
        double @Nullable [] second =
                sides.size() == 1 ? null : IntegroDifferential.trapezoid(formulas.whole(sides.get(1), 2, WIDEST), 1);
        double[] quadrature = second == null ? first : IntegroDifferential.product(first, second);
        if (quadrature.length != features) {
            throw grid.error(
                    "the grid has " + quadrature.length + " points, the inputs have " + features + " components");
        }
        return ModelSpecification.integro(activation, quadrature);
    }
}
