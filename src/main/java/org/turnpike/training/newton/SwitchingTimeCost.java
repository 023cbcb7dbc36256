package org.turnpike.training.newton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.SmoothFunction;
import org.turnpike.minimization.WeightedProduct;
import org.turnpike.minimization.nonsmooth.EuclideanNorm;
import org.turnpike.minimization.nonsmooth.GroupedNorms;
import org.turnpike.training.CostSource;
import org.turnpike.training.SampleCost;
import org.turnpike.training.Weights;

/**
 * The cost of controls that are on during [0, T*] and 0 after, with s = T* / T as a further unknown.
 *
 * <p>As f is homogeneous in u, K layers of length sT/K with controls u_k lead to the states of layers of the given length h = T/K with controls U_k = s u_k. With
 * A(U) = h Σ_k Σ_l b_l φ(X_kl) and B(U) = φ(x_K), which have steps that do not change,
 *
 * <pre>
 *   J(u, s) = s A(su) + (1 − s) T B(su) + λ M T s (+ λ|P|²),     |u_k| ≤ M,  0 ≤ s ≤ 1.
 *   D = s A + (1 − s) T B,  E = A − T B:     J_u = s ∇D,   J_s = E + ⟨∇D, u⟩ + λ M T
 *   ∇²J (v, σ):   z = ∇²D (s v + σ u),   out_u = s z + σ (∇D + s∇E),   out_s = ⟨z, u⟩ + 2σ ⟨∇E, u⟩ + ⟨∇D + s∇E, v⟩
 * </pre>
 *
 * Unknowns are u by layer, P where it is trained, and s − ½, of which |s − ½| ≤ ½.
 */
final class SwitchingTimeCost implements SmoothFunction, AutoCloseable {
    private final TrainingTask task;
    private final ControlSpace space;
    private final SampleCost running;
    private final SampleCost terminal;
    private final InnerProduct product;
    private final GroupedNorms bounds;
    private final double speed;
    private final int n;
    private final int controls;
    /** U and P; ∇A, ∇B; the last gradient's s, u, ∇D and ∇E. */
    private final double[] scaled;

    private final double[] first;
    private final double[] second;
    private final double[] error;
    private final double[] slope;
    private final double[] point;
    private double s;

    /** @param start the s near which the cost is minimised: it scales the inner product */
    SwitchingTimeCost(TrainingTask task, ControlBound bound, CostSource costs, double epsilon, double start) {
        this.task = task;
        space = new ControlSpace(task);
        running = costs.of(task, new Weights(1, 0), epsilon);
        terminal = costs.of(task, new Weights(0, 1), epsilon);
        n = space.size();
        controls = space.offset(space.rows());
        speed = bound.limit();
        double[] metric = new double[n + 1];
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] gram = new double[n];
        space.gram(ones, gram);
        for (int j = 0; j < n; j++) {
            metric[j] = j < controls ? start * gram[j] : gram[j];
        }
        metric[n] = task.horizon() * speed * speed;
        product = new WeightedProduct(metric);
        List<GroupedNorms.Group> groups = new ArrayList<>(new LayerNorms(task, space).groups(0, start));
        groups.add(new GroupedNorms.Group(n, metric[n], new EuclideanNorm(0, 0.5, new double[] {1})));
        bounds = new GroupedNorms(groups, product);
        scaled = new double[n];
        first = new double[n];
        second = new double[n];
        error = new double[n];
        slope = new double[n];
        point = new double[n];
    }

    /** |u_k| ≤ M and 0 ≤ s ≤ 1. */
    GroupedNorms bounds() {
        return bounds;
    }

    /** The unknowns for controls and T*. */
    double[] unknowns(double[] u, double switchTime) {
        double[] z = Arrays.copyOf(u, n + 1);
        z[n] = switchTime / task.horizon() - 0.5;
        return z;
    }

    /** T* of unknowns. */
    double switchTime(double[] z) {
        return (z[n] + 0.5) * task.horizon();
    }

    @Override
    public InnerProduct space() {
        return product;
    }

    @Override
    public double value(double[] z) {
        double share = scale(z);
        return share * running.value(scaled)
                + (1 - share) * task.horizon() * terminal.value(scaled)
                + penalty(z, share);
    }

    /** Fills {@link #scaled}; s. */
    private double scale(double[] z) {
        double share = z[n] + 0.5;
        for (int j = 0; j < n; j++) {
            scaled[j] = j < controls ? share * z[j] : z[j];
        }
        return share;
    }

    private double penalty(double[] z, double share) {
        double sum = 0;
        for (int j = controls; j < n; j++) {
            sum += z[j] * z[j];
        }
        return task.lambda() * (speed * task.horizon() * share + sum);
    }

    @Override
    public double gradient(double[] z, double[] g) {
        s = scale(z);
        System.arraycopy(z, 0, point, 0, n);
        double a = running.gradient(scaled, first);
        double b = task.horizon() * terminal.gradient(scaled, second);
        double along = 0;
        for (int j = 0; j < n; j++) {
            double end = task.horizon() * second[j];
            error[j] = s * first[j] + (1 - s) * end;
            slope[j] = first[j] - end;
            along += j < controls ? error[j] * z[j] : 0;
            g[j] = j < controls ? s * error[j] : error[j] + 2 * task.lambda() * z[j];
        }
        g[n] = a - b + along + task.lambda() * speed * task.horizon();
        return s * a + (1 - s) * b + penalty(z, s);
    }

    @Override
    public void product(double[] v, double[] out) {
        double sigma = v[n];
        for (int j = 0; j < n; j++) {
            scaled[j] = j < controls ? s * v[j] + sigma * point[j] : v[j];
        }
        running.product(scaled, first);
        terminal.product(scaled, second);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double z = s * first[j] + (1 - s) * task.horizon() * second[j];
            if (j < controls) {
                double mixed = error[j] + s * slope[j];
                out[j] = s * z + sigma * mixed;
                sum += z * point[j] + 2 * sigma * slope[j] * point[j] + mixed * v[j];
            } else {
                out[j] = z + sigma * slope[j] + 2 * task.lambda() * v[j];
                sum += slope[j] * v[j];
            }
        }
        out[n] = sum;
    }

    @Override
    public void close() {
        running.close();
        terminal.close();
    }
}
