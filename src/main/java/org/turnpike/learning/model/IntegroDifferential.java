package org.turnpike.learning.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of variable width ∂z/∂t (t, x) = σ(∫_Ω w(t, x, ξ) z(t, ξ) dξ + b(t, x)) on a grid of Ω with quadrature weights q:
 * z_r′ = σ(Σ_l q_l w_rl z_l + b_r), and the control's norm ∫∫ w² + ∫ b² = Σ q_r q_l w_rl² + Σ q_r b_r².
 *
 * <p>The grid may change from node to node. Then a layer is one Euler step whose kernel leads from its own grid, with weights q, to the
 * next one, with weights q⁺: z⁺_r = (P z)_r + h σ(Σ_l q_l w_rl z_l + b_r) for the points r of the next grid, P the L² projection from one
 * to the other; the norm is Σ q⁺_r q_l w_rl² + Σ q⁺_r b_r². This is a ResNet with rectangular weights.
 */
public final class IntegroDifferential implements Model {
    private final List<Grid> grids;
    private final double[][] quadrature;
    private final Activation activation;

    /** On one grid. */
    public IntegroDifferential(Grid grid, Activation activation) {
        this(List.of(grid), activation);
    }

    /** @param grids one for all nodes, or one for each of the K + 1 nodes, all of as many sides */
    public IntegroDifferential(List<Grid> grids, Activation activation) {
        this.grids = List.copyOf(grids);
        this.activation = activation;
        quadrature = new double[grids.size()][];
        for (int k = 0; k < quadrature.length; k++) {
            quadrature[k] = k > 0 && grids.get(k).equals(grids.get(k - 1))
                    ? quadrature[k - 1]
                    : grids.get(k).quadrature();
        }
    }

    private int index(int node) {
        return grids.size() == 1 ? 0 : node;
    }

    private Grid grid(int node) {
        return grids.get(index(node));
    }

    private double[] weights(int node) {
        return quadrature[index(node)];
    }

    @Override
    public LayerForm form(int k) {
        return new LayerForm(
                weights(k).length,
                weights(k + 1).length,
                true,
                true,
                activation,
                LayerForm.Order.AFFINE_FIRST,
                weights(k),
                false);
    }

    @Override
    public int width(int k) {
        return weights(k).length;
    }

    @Override
    public boolean continuous() {
        return true;
    }

    /** False where the grid changes, since control cannot be moved from one grid to another. */
    @Override
    public boolean homogeneous() {
        return activation.positivelyHomogeneous() && grids.stream().distinct().count() == 1;
    }

    @Override
    public boolean sameLayer(int k, int l) {
        return grid(k).equals(grid(l)) && grid(k + 1).equals(grid(l + 1));
    }

    @Override
    public @Nullable StateMap transfer(int k) {
        return grid(k).equals(grid(k + 1)) ? null : grid(k).projection(grid(k + 1));
    }

    @Override
    public boolean ratesOfNextWidth(int k) {
        return !grid(k).equals(grid(k + 1));
    }

    @Override
    public double penaltyWeight(int k, int j) {
        double[] from = weights(k);
        double[] to = weights(k + 1);
        int entries = from.length * to.length;
        return j < entries ? to[j / from.length] * from[j % from.length] : to[j - entries];
    }
}
