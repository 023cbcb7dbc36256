package org.turnpike.learning.model;

/**
 * A model by what a file says of it.
 *
 * @param kind mlp, mlp2, resnet, node, node2 or integro
 * @param widths perceptrons: inputs, then the width after each layer; others: one number, d
 * @param weights whether w is trained (else 0)
 * @param bias whether b is trained (else 0)
 * @param continuous whether a resnet is the Euler scheme of x′ = σ(w x + b) with h = T/K, rather than h = 1
 * @param quadrature weights of the grid of integro; empty for other kinds
 */
public record ModelSpecification(
        String kind,
        Activation activation,
        int[] widths,
        boolean weights,
        boolean bias,
        boolean continuous,
        double[] quadrature) {

    /** A perceptron; {@code kind} is mlp or mlp2. */
    public static ModelSpecification perceptron(String kind, Activation activation, int[] widths) {
        return new ModelSpecification(kind, activation, widths, true, true, false, new double[0]);
    }

    /** A model of width d throughout; {@code kind} is resnet, node or node2. */
    public static ModelSpecification flow(
            String kind, Activation activation, int d, boolean weights, boolean bias, boolean continuous) {
        return new ModelSpecification(kind, activation, new int[] {d}, weights, bias, continuous, new double[0]);
    }

    /** The integro-differential model. */
    public static ModelSpecification integro(Activation activation, double[] quadrature) {
        return new ModelSpecification(
                "integro", activation, new int[] {quadrature.length}, true, true, true, quadrature);
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
            case "integro" -> new IntegroDifferential(quadrature, activation);
            default -> throw new IllegalArgumentException("there is no model '" + kind + "'");
        };
    }
}
