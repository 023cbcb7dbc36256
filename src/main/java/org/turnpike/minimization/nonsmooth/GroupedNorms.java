package org.turnpike.minimization.nonsmooth;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.turnpike.minimization.InnerProduct;

/**
 * g(u) = Σ_k w_k n_k(u_k): norms of groups of components, with bounds, on the space with ⟨a, b⟩ = Σ_k w_k ⟨a_k, b_k⟩; components that are in no group are free.
 * For controls on layers the w_k are the lengths of the layers, and g is an integral.
 */
public final class GroupedNorms {
    private final List<Group> groups;
    private final double[] metric;
    /** Components in no group. */
    private final int[] free;

    /**
     * A group.
     *
     * @param at its first component
     * @param weight w_k
     */
    public record Group(int at, double weight, GroupNorm norm) {}

    /** @param space whose product is diagonal and agrees with the groups' */
    public GroupedNorms(List<Group> groups, InnerProduct space) {
        this.groups = List.copyOf(groups);
        double[] ones = new double[space.size()];
        Arrays.fill(ones, 1);
        metric = new double[ones.length];
        space.gram(ones, metric);
        boolean[] grouped = new boolean[ones.length];
        for (Group k : groups) {
            Arrays.fill(grouped, k.at, k.at + k.norm.size(), true);
        }
        free = IntStream.range(0, ones.length).filter(j -> !grouped[j]).toArray();
    }

    /** The groups. */
    public List<Group> groups() {
        return groups;
    }

    /** ⟨a, b⟩. */
    double product(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < metric.length; j++) {
            sum += metric[j] * a[j] * b[j];
        }
        return sum;
    }

    /** The vector of a covector. */
    void riesz(double[] g, double[] out) {
        for (int j = 0; j < metric.length; j++) {
            out[j] = g[j] / metric[j];
        }
    }

    /** The covector of a vector. */
    void gram(double[] v, double[] out) {
        for (int j = 0; j < metric.length; j++) {
            out[j] = metric[j] * v[j];
        }
    }

    /** g(u) of a u within the bounds. */
    public double value(double[] u) {
        double sum = 0;
        for (Group k : groups) {
            sum += k.norm.factor() == 0 ? 0 : k.weight * k.norm.factor() * k.norm.norm(u, k.at);
        }
        return sum;
    }

    /** u ← argmin g(w) + γ/2 |w − u|²; an infinite γ projects onto the bounds. */
    public void prox(double[] u, double gamma) {
        for (Group k : groups) {
            k.norm.prox(u, k.at, gamma);
        }
    }

    /** The norm of the least subgradient of f + g at u, r the gradient of f: 0 if u is stationary. */
    public double leastSubgradient(double[] u, double[] r) {
        double sum = 0;
        for (int j : free) {
            sum += metric[j] * r[j] * r[j];
        }
        for (Group k : groups) {
            sum += k.weight * k.norm.leastSubgradient(u, r, k.at);
        }
        return Math.sqrt(sum);
    }

    /** r ← the gradient of f + g on the manifold of u. */
    void gradient(double[] u, double[] r) {
        for (Group k : groups) {
            k.norm.addSlope(u, r, k.at);
        }
        project(u, r);
    }

    void project(double[] u, double[] v) {
        for (Group k : groups) {
            k.norm.project(u, v, k.at);
        }
    }

    void addCurvature(double[] u, double[] r, double[] v, double[] out) {
        for (Group k : groups) {
            k.norm.addCurvature(u, r, v, out, k.at);
        }
    }

    void retract(double[] u, double[] v, double[] out) {
        for (int j = 0; j < metric.length; j++) {
            out[j] = u[j] + v[j];
        }
        for (Group k : groups) {
            k.norm.retract(u, v, out, k.at);
        }
    }
}
