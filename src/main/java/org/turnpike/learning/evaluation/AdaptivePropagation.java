package org.turnpike.learning.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.ode.DormandPrince;
import org.turnpike.ode.Integration;

/**
 * The flow of a continuous network's control, x′ = f(x, u(t)), by an adaptive integrator: layer by layer, since u is smooth on each only.
 * Where a layer leads from one grid to another it is an Euler step by definition, and stays one.
 *
 * <p>Samples that are given together are one system, with steps in common. The integrator bounds a root mean square of error estimates; its
 * tolerance is divided by the root of their number, so that the tolerance holds for each component of each sample.
 *
 * <p>With a loss the running error c′ = ℓ(P E x) of each sample is one more component. Not for use by several threads at once.
 */
public final class AdaptivePropagation {
    private static final int EVALUATIONS = 200_000;

    private final Network network;
    private final Model model;
    private final Phases phases;
    private final @Nullable SampleLoss loss;
    private final double tolerance;
    private final LayerFunction[] functions;
    private final @Nullable StateMap[] passages;

    /**
     * Where samples came.
     *
     * @param states by sample: x(T), or that of the last layer's end; NaN after a failure
     * @param running by sample: ∫ℓ dt; 0 without a loss
     * @param evaluations of f for each sample
     * @param failure why the end was not reached; empty if it was
     */
    public record End(double[][] states, double[] running, int evaluations, String failure) {}

    /**
     * @param loss of the running error, or null
     * @param tolerance of a step, relative to 1 + |x| componentwise
     * @throws IllegalArgumentException if the model is not continuous
     */
    public AdaptivePropagation(Network network, @Nullable SampleLoss loss, double tolerance) {
        this.network = network;
        this.loss = loss;
        this.tolerance = tolerance;
        model = network.specification().model();
        if (!model.continuous()) {
            throw new IllegalArgumentException("A discrete network has no flow.");
        }
        int layers = network.layers();
        phases = model.phases(layers);
        functions = new LayerFunction[layers];
        passages = new StateMap[layers];
        for (int k = 0; k < layers; k++) {
            boolean same = k > 0 && model.sameLayer(k - 1, k);
            functions[k] = same ? functions[k - 1] : new LayerFunction(model.form(k));
            passages[k] = model.passage(k, layers);
        }
    }

    /**
     * Propagates samples.
     *
     * @param features prepared; they are padded with zeros to the model's width
     * @param targets unused without a loss
     */
    public End end(double[][] features, double[][] targets) {
        int n = features.length;
        double[][] x = new double[n][];
        Arrays.setAll(x, i -> Arrays.copyOf(features[i], model.width(0)));
        double[] running = new double[n];
        int evaluations = 0;
        for (int k = 0; k < network.layers(); k++) {
            StateMap transfer = model.transfer(k);
            double h = phases.step(k, network.end());
            if (transfer != null && model.ratesOfNextWidth(k)) {
                for (int i = 0; i < n; i++) {
                    running[i] += loss == null ? 0 : h * error(k, x[i], 0, targets[i]);
                    x[i] = step(k, h, x[i], transfer.of(x[i]));
                }
                evaluations++;
                continue;
            }
            Integration end = integrate(k, h, joined(x), targets);
            evaluations += end.evaluations();
            if (!end.completed()) {
                double[] nothing = new double[model.width(network.layers())];
                Arrays.fill(nothing, Double.NaN);
                Arrays.fill(x, nothing);
                Arrays.fill(running, Double.NaN);
                return new End(x, running, evaluations, "Layer " + (k + 1) + ": " + end.reason());
            }
            int d = model.width(k);
            int stride = stride(d);
            for (int i = 0; i < n; i++) {
                x[i] = Arrays.copyOfRange(end.state(), i * stride, i * stride + d);
                x[i] = transfer == null ? x[i] : transfer.of(x[i]);
                running[i] += loss == null ? 0 : end.state()[i * stride + d];
            }
        }
        return new End(x, running, evaluations, "");
    }

    private int stride(int width) {
        return loss == null ? width : width + 1;
    }

    private double[] joined(double[][] x) {
        int stride = stride(x[0].length);
        double[] result = new double[x.length * stride];
        for (int i = 0; i < x.length; i++) {
            System.arraycopy(x[i], 0, result, i * stride, x[i].length);
        }
        return result;
    }

    /** E x + h f. */
    private double[] step(int k, double h, double[] x, double[] mapped) {
        double[] rate = new double[mapped.length];
        functions[k].evaluate(x, 0, network.controls()[phases.controlRow(k, network.linearControl())], rate);
        for (int r = 0; r < mapped.length; r++) {
            mapped[r] += h * rate[r];
        }
        return mapped;
    }

    private Integration integrate(int k, double h, double[] start, double[][] targets) {
        int row = phases.controlRow(k, network.linearControl());
        double[] left = network.controls()[row];
        double[] right = network.linearControl() ? network.controls()[row + 1] : left;
        double[] u = left.clone();
        int d = model.width(k);
        int stride = stride(d);
        double[] absolute = new double[start.length];
        double each = tolerance / Math.sqrt(start.length);
        Arrays.fill(absolute, each);
        return new DormandPrince(absolute, each, EVALUATIONS)
                .integrate(
                        (t, x, rate) -> {
                            for (int j = 0; right != left && j < u.length; j++) {
                                u[j] = left[j] + t / h * (right[j] - left[j]);
                            }
                            for (int i = 0; i < targets.length; i++) {
                                functions[k].evaluate(x, i * stride, u, rate);
                                if (loss != null) {
                                    rate[i * stride + d] = error(k, x, i * stride, targets[i]);
                                }
                            }
                        },
                        0,
                        start,
                        h);
    }

    /** ℓ of what becomes of a state of layer k if all rates are 0 from there on. */
    private double error(int k, double[] x, int at, double[] target) {
        if (loss == null) {
            return 0;
        }
        StateMap passage = passages[k];
        return passage == null
                ? loss.of(x, at, target)
                : loss.of(passage.of(Arrays.copyOfRange(x, at, at + model.width(k))), target);
    }
}
