package org.turnpike.learning.model;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model by what a file says of it.
 *
 * @param kind mlp, mlp2, resnet, node, node2, integro or switched
 * @param widths perceptrons: inputs, then the width after each layer; switched: by phase; grids that change: by node; others: one number, d
 * @param weights whether w is trained (else 0)
 * @param bias whether b is trained (else 0)
 * @param continuous whether a resnet is the Euler scheme of x′ = σ(w x + b) with h = T/K, rather than h = 1
 * @param grids of integro: one for all nodes or one a node; empty for other kinds
 * @param switching of switched; null for other kinds
 */
public record ModelSpecification(
        String kind,
        Activation activation,
        int[] widths,
        boolean weights,
        boolean bias,
        boolean continuous,
        List<Grid> grids,
        @Nullable Switching switching)
        implements Serializable {

    /**
     * What a switched system is made of.
     *
     * @param fields by phase
     * @param transfers of the state at the switches
     */
    public record Switching(List<ModelSpecification> fields, List<StateMap> transfers, Phases phases)
            implements Serializable {}

    /** A perceptron; {@code kind} is mlp or mlp2. */
    public static ModelSpecification perceptron(String kind, Activation activation, int[] widths) {
        return new ModelSpecification(kind, activation, widths, true, true, false, List.of(), null);
    }

    /** A model of width d throughout; {@code kind} is resnet, node or node2. */
    public static ModelSpecification flow(
            String kind, Activation activation, int d, boolean weights, boolean bias, boolean continuous) {
        return new ModelSpecification(kind, activation, new int[] {d}, weights, bias, continuous, List.of(), null);
    }

    /** The integro-differential model on one grid, or with one for each of the K + 1 nodes. */
    public static ModelSpecification integro(Activation activation, List<Grid> grids) {
        int[] widths = grids.stream().mapToInt(Grid::size).toArray();
        return new ModelSpecification("integro", activation, widths, true, true, true, grids, null);
    }

    /** A switched system; {@code activation} is that of phases that say nothing else. */
    public static ModelSpecification switched(Activation activation, Switching switching) {
        int[] widths =
                switching.fields().stream().mapToInt(field -> field.widths()[0]).toArray();
        return new ModelSpecification("switched", activation, widths, true, true, true, List.of(), switching);
    }

    /** The same with its switches at other times. */
    public ModelSpecification switchedAt(double[] times) {
        return switching == null
                ? this
                : switched(
                        activation,
                        new Switching(
                                switching.fields(),
                                switching.transfers(),
                                switching.phases().at(times)));
    }

    /**
     * The model.
     *
     * @throws IllegalArgumentException if the kind is unknown
     */
    public Model model() {
        return switch (kind) {
            case "mlp" -> new MultilayerPerceptron(widths, activation);
            case "mlp2" -> new MultilayerPerceptron2(widths, activation);
            case "node" -> new NeuralOde(widths[0], activation, weights, bias);
            case "node2" -> new NeuralOde2(widths[0], activation, weights, bias);
            case "resnet" ->
                continuous
                        ? new NeuralOde(widths[0], activation, weights, bias)
                        : new ResidualNetwork(widths[0], activation, weights, bias);
            case "integro" -> new IntegroDifferential(grids, activation);
            case "switched" -> switchedSystem();
            default -> throw new IllegalArgumentException("there is no model '" + kind + "'");
        };
    }

    private Model switchedSystem() {
        if (switching == null) {
            throw new IllegalArgumentException("a switched model has phases");
        }
        List<Model> fields =
                switching.fields().stream().map(ModelSpecification::model).toList();
        return new SwitchedSystem(fields, switching.transfers(), switching.phases());
    }
}
