package org.turnpike.learning.model;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/**
 * The network of variable width ∂z/∂t (t, x) = σ(∫_Ω w(t, x, ξ) z(t, ξ) dξ + b(t, x)) on a grid of Ω with quadrature weights q:
 * z_r′ = σ(Σ_l q_l w_rl z_l + b_r), and the control's norm ∫∫ w² + ∫ b² = Σ q_r q_l w_rl² + Σ q_r b_r².
 */
public final class IntegroDifferential implements Model {
    private final double[] quadrature;
    private final AffineLayer affine;
    private final Activation activation;

    /** @param quadrature q, positive: one weight a grid point; a grid of several dimensions is listed point by point */
    public IntegroDifferential(double[] quadrature, Activation activation) {
        this.quadrature = quadrature.clone();
        this.affine = new AffineLayer(quadrature.length, quadrature.length, true, true);
        this.activation = activation;
    }

    /** Weights of the composite trapezoidal rule on n ≥ 2 equidistant points of an interval. */
    public static double[] trapezoid(int points, double length) {
        double[] weights = new double[points];
        java.util.Arrays.fill(weights, length / (points - 1));
        weights[0] /= 2;
        weights[points - 1] /= 2;
        return weights;
    }

    /** Weights on the product of two grids, the first index slow. */
    public static double[] product(double[] first, double[] second) {
        double[] weights = new double[first.length * second.length];
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < second.length; j++) {
                weights[i * second.length + j] = first[i] * second[j];
            }
        }
        return weights;
    }

    @Override
    public int width(int k) {
        return quadrature.length;
    }

    @Override
    public int controls(int k) {
        return affine.controls();
    }

    @Override
    public boolean continuous() {
        return true;
    }

    @Override
    public boolean homogeneous() {
        return activation.positivelyHomogeneous();
    }

    @Override
    public double penaltyWeight(int k, int j) {
        int n = quadrature.length;
        return j < n * n ? quadrature[j / n] * quadrature[j % n] : quadrature[j - n * n];
    }

    @Override
    public List<Expression> layer(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return activation.of(graph, integral(graph, x, u));
    }

    private List<Expression> integral(ExpressionGraph graph, List<Variable> x, List<Variable> u) {
        List<Expression> weighted = new ArrayList<>();
        for (int l = 0; l < quadrature.length; l++) {
            weighted.add(graph.multiply(graph.constant(quadrature[l]), x.get(l)));
        }
        return affine.of(graph, weighted, u);
    }

    @Override
    public List<Expression> kinks(ExpressionGraph graph, int k, List<Variable> x, List<Variable> u) {
        return activation.smooth() ? List.of() : integral(graph, x, u);
    }

    @Override
    public String controlName(int k, int j) {
        return affine.name(j);
    }
}
