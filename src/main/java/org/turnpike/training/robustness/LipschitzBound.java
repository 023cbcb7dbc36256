package org.turnpike.training.robustness;

import java.util.Arrays;
import org.turnpike.learning.Output;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.model.LayerForm;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.linalg.DenseSystem;
import org.turnpike.mesh.ButcherTableau;

/**
 * Bounds of the Lipschitz constant of a network; formulas in the package.
 *
 * @param norm of inputs, states and outputs
 * @param layers from the input to the last state, by the recursion of the layers; infinite for implicit integrators with steps too long for it
 * @param gronwall exp(L ∫|w|) from the input to the last state of the flow, maps at switches included; for residual networks exp(Σ L|w|); NaN where
 *     layers are no steps of a flow. An upper bound of {@code layers} where these are explicit with weights that are not negative
 * @param output |P| times the Lipschitz constant of ψ
 */
public record LipschitzBound(BallNorm norm, double layers, double gronwall, double output) {

    /** Of a network. */
    public static LipschitzBound of(Network network, BallNorm norm) {
        Model model = network.specification().model();
        double layers = 1;
        double exponent = 0;
        double maps = 1;
        boolean flow = true;
        for (int k = 0; k < network.layers(); k++) {
            double[] slopes = slopes(network, model, k, norm);
            if (!model.continuous()) {
                boolean residual = model.form(k).residual();
                layers *= slopes[0] + (residual ? 1 : 0);
                exponent += slopes[0];
                flow &= residual;
                continue;
            }
            double h = model.phases(network.layers()).step(k, network.end());
            StateMap transfer = model.transfer(k);
            double map = transfer == null ? 1 : norm.of(transfer.matrix());
            double ends = (slopes[0] + slopes[slopes.length - 1]) / 2;
            if (transfer != null && model.ratesOfNextWidth(k)) {
                layers *= map + h * slopes[0];
                flow = false;
            } else {
                layers *= map * step(network, slopes, h);
            }
            exponent += h * ends;
            maps *= map;
        }
        Output output = network.output();
        return new LipschitzBound(
                norm,
                layers,
                flow ? maps * Math.exp(exponent) : Double.NaN,
                norm.of(output.matrix()) * lipschitz(output.nonlinearity()));
    }

    /** Of softmax: Σ_j |∂ψ_i/∂z_j| = 2 ψ_i (1 − ψ_i) ≤ ½, the Jacobian is symmetric, and so its Euclidean norm is at most that. */
    private static double lipschitz(Output.Nonlinearity nonlinearity) {
        return nonlinearity == Output.Nonlinearity.SOFTMAX ? 0.5 : 1;
    }

    /** L |w| at the left end of a layer, and where u is linear also at the right end; the norm is convex, so their mean bounds its mean. */
    private static double[] slopes(Network network, Model model, int k, BallNorm norm) {
        LayerForm form = model.form(k);
        Phases phases = model.phases(network.layers());
        int row = phases.controlRow(k, network.linearControl());
        double left = slope(form, network.controls()[row], norm);
        return network.linearControl()
                ? new double[] {left, slope(form, network.controls()[row + 1], norm)}
                : new double[] {left};
    }

    private static double slope(LayerForm form, double[] u, BallNorm norm) {
        if (!form.weights()) {
            return 0;
        }
        double[][] w = new double[form.outputs()][form.inputs()];
        for (int r = 0; r < w.length; r++) {
            for (int c = 0; c < w[r].length; c++) {
                w[r][c] = u[r * form.inputs() + c] * (form.quadrature().length == 0 ? 1 : form.quadrature()[c]);
            }
        }
        return form.activation().lipschitz() * norm.of(w);
    }

    /** 1 + h Σ |b_l| Λ_l γ_l. */
    private static double step(Network network, double[] slopes, double h) {
        ButcherTableau rule = network.integrator();
        int s = rule.stages();
        double[] slope = new double[s];
        double[] system = new double[s * s];
        double largestSum = 0;
        for (int l = 0; l < s; l++) {
            double c = rule.points()[l];
            slope[l] = slopes.length == 1 ? slopes[0] : (1 - c) * slopes[0] + c * slopes[1];
        }
        for (int l = 0; l < s; l++) {
            double sum = 0;
            for (int j = 0; j < s; j++) {
                double entry = h * Math.abs(rule.matrix()[l][j]) * slope[j];
                system[l * s + j] = (l == j ? 1 : 0) - entry;
                sum += entry;
            }
            largestSum = Math.max(largestSum, sum);
        }
        double[] gamma = new double[s];
        Arrays.fill(gamma, 1);
        // γ = 1 + |A| h Λ γ has a solution that bounds if the matrix's maximum norm is below 1, and for explicit rules
        // always.
        DenseSystem equations = rule.isExplicit() || largestSum < 1 ? DenseSystem.of(system, s, s) : null;
        if (equations == null || !equations.solve(gamma.clone(), gamma)) {
            return Double.POSITIVE_INFINITY;
        }
        double factor = 1;
        for (int l = 0; l < s; l++) {
            factor += h * Math.abs(rule.weights()[l]) * slope[l] * gamma[l];
        }
        return factor;
    }
}
