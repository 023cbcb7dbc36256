package org.turnpike.training.propagation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.StateMap;

/** A task's network as recursions over one block of samples; formulas in the package. Not for several threads: make one each. */
final class NetworkPropagation {
    private final Model model;
    private final int layers;
    private final int stages;
    private final boolean continuous;
    private final double[][] a;
    private final double[] b;
    private final double[] step;
    private final LayerPropagation[] layer;
    private final @Nullable MapPropagation[] transfer;
    private final boolean[] ratesOfNextWidth;
    private final OutputPropagation[] running;
    private final OutputPropagation terminal;
    /** By layer and stage: the weight of the mean error there. */
    private final double[][] runningWeight;

    private final double terminalWeight;
    private final StageControls controls;
    private final int widest;

    /**
     * @param runningFactor α, of Σ h b φ(X)
     * @param terminalFactor β, of φ(x_K)
     * @param samples N, of which φ is the mean
     * @param epsilon smooths losses with kinks
     */
    NetworkPropagation(
            TrainingTask task,
            ControlSpace space,
            double runningFactor,
            double terminalFactor,
            double samples,
            double epsilon) {
        model = task.model();
        layers = task.layers();
        continuous = model.continuous();
        stages = continuous ? task.integrator().stages() : 1;
        a = continuous ? task.integrator().matrix() : new double[][] {{0}};
        b = continuous ? task.integrator().weights() : new double[] {1};
        controls = new StageControls(task, space);
        step = new double[layers];
        layer = new LayerPropagation[layers];
        transfer = new MapPropagation[layers];
        ratesOfNextWidth = new boolean[layers];
        running = new OutputPropagation[layers];
        runningWeight = new double[layers][stages];
        terminalWeight = terminalFactor / samples;
        terminal = new OutputPropagation(task, null, epsilon);
        int most = model.width(0);
        for (int k = 0; k < layers; k++) {
            step[k] = space.step(k);
            layer[k] = k > 0 && model.sameLayer(k - 1, k) ? layer[k - 1] : new LayerPropagation(model.form(k));
            StateMap map = continuous ? model.transfer(k) : null;
            transfer[k] = map == null ? null : new MapPropagation(map);
            ratesOfNextWidth[k] = model.ratesOfNextWidth(k);
            StateMap passage = continuous && runningFactor != 0 ? model.passage(k, layers) : null;
            running[k] = passage == null ? terminal : new OutputPropagation(task, passage, epsilon);
            for (int l = 0; l < stages; l++) {
                runningWeight[k][l] = runningFactor * step[k] * b[l] / samples;
            }
            most = Math.max(most, model.width(k + 1));
        }
        widest = most;
    }

    StageControls controls() {
        return controls;
    }

    private boolean left(int l) {
        for (double entry : a[l]) {
            if (entry != 0) {
                return false;
            }
        }
        return true;
    }

    /** Arrays for a block of n samples. */
    Trajectory trajectory(int n) {
        double[][][] nodes = new double[layers + 1][][];
        LayerPropagation.Site[][] sites = new LayerPropagation.Site[layers][stages];
        OutputPropagation.Site[][] outputs = new OutputPropagation.Site[layers][stages];
        for (int k = 0; k <= layers; k++) {
            nodes[k] = new double[k == 0 ? 0 : model.width(k)][n];
            for (int l = 0; k < layers && l < stages; l++) {
                sites[k][l] = layer[k].site(n);
                outputs[k][l] = running[k].site(runningWeight[k][l] == 0 ? 0 : n);
            }
        }
        return new Trajectory(nodes, stageStates(n), sites, outputs, terminal.site(n));
    }

    private double[][][][] stageStates(int n) {
        double[][][][] states = new double[layers][stages][][];
        for (int k = 0; k < layers; k++) {
            for (int l = 0; l < stages; l++) {
                states[k][l] = new double[left(l) ? 0 : model.width(k)][n];
            }
        }
        return states;
    }

    /** The number of doubles of a {@link #trajectory} for each sample. */
    long trajectorySize() {
        long size = 0;
        for (int k = 0; k < layers; k++) {
            LayerPropagation.Site site = layer[k].site(0);
            long places = (long) site.v().length + site.d().length + site.q().length + site.c().length;
            size += model.width(k + 1) + stages * (places + model.width(k));
        }
        return size;
    }

    /** Arrays of a thread for blocks of up to n samples. */
    Workspace workspace(int n) {
        double[][][] tangents = new double[layers + 1][][];
        LayerPropagation.Tangent[][] places = new LayerPropagation.Tangent[layers][stages];
        for (int k = 0; k <= layers; k++) {
            tangents[k] = new double[model.width(k)][n];
            for (int l = 0; k < layers && l < stages; l++) {
                places[k][l] = layer[k].tangent(n);
            }
        }
        return new Workspace(
                new double[stages][widest][n],
                new double[widest][n],
                new double[2][widest][n],
                new double[stages][widest][n],
                new double[widest][n],
                LayerPropagation.scratch(n, widest),
                tangents,
                stageStates(n),
                places,
                terminal.scratch(n),
                new double[controls.size()]);
    }

    /** Runs a block forward; its part of the cost. {@code u} are stage controls. */
    double forward(SampleBlock block, double[] u, Trajectory t, Workspace w) {
        int n = block.count();
        double cost = 0;
        for (int k = 0; k < layers; k++) {
            double[][] x = t.node(block, k);
            for (int l = 0; l < stages; l++) {
                double[][] stage = t.stage(block, k, l);
                combine(n, k, l, x, w.rates(), stage);
                if (runningWeight[k][l] != 0) {
                    OutputPropagation.Site site = t.running()[k][l];
                    cost += runningWeight[k][l]
                            * running[k].forward(n, u, controls.output(), stage, block.targets(), site);
                }
                double[][] rate = continuous ? w.rates()[l] : t.node(block, k + 1);
                layer[k].forward(n, u, controls.at(k, l), stage, t.sites()[k][l], rate);
            }
            if (continuous) {
                advance(n, k, x, w.rates(), w.image(), t.node(block, k + 1));
            }
        }
        if (terminalWeight != 0) {
            cost += terminalWeight
                    * terminal.forward(n, u, controls.output(), t.node(block, layers), block.targets(), t.terminal());
        }
        return cost;
    }

    /** ψ(P x_K) of the last {@link #forward} into rows {@code z[from …]}. */
    void outputs(int n, Trajectory t, double[][] z, int from) {
        terminal.outputs(n, t.terminal(), z, from);
    }

    /** X_l = x + h Σ_{j < l} a_lj F_j. */
    private void combine(int n, int k, int l, double[][] x, double[][][] rates, double[][] stage) {
        if (stage == x) {
            return;
        }
        for (int c = 0; c < stage.length; c++) {
            boolean begun = false;
            for (int j = 0; j < l; j++) {
                if (a[l][j] != 0) {
                    SampleLoops.sum(n, begun ? stage[c] : x[c], step[k] * a[l][j], rates[j][c], stage[c]);
                    begun = true;
                }
            }
        }
    }

    /** x_{k+1} = E (x + h Σ b_l F_l), or E x + h F. */
    private void advance(int n, int k, double[][] x, double[][][] rates, double[][] image, double[][] next) {
        MapPropagation map = transfer[k];
        if (map != null && ratesOfNextWidth[k]) {
            map.forward(n, x, next);
            for (int c = 0; c < next.length; c++) {
                SampleLoops.add1(n, step[k], rates[0][c], next[c]);
            }
            return;
        }
        double[][] end = map == null ? next : image;
        for (int c = 0; c < model.width(k); c++) {
            boolean begun = false;
            for (int l = 0; l < stages; l++) {
                if (b[l] != 0) {
                    SampleLoops.sum(n, begun ? end[c] : x[c], step[k] * b[l], rates[l][c], end[c]);
                    begun = true;
                }
            }
        }
        if (map != null) {
            map.forward(n, end, next);
        }
    }

    /** The linearised {@link #forward} along δu, from inputs that stay; leaves tangents in the workspace. */
    void tangent(SampleBlock block, double[] u, double[] du, Trajectory t, Workspace w) {
        int n = block.count();
        for (double[] row : w.nodeTangents()[0]) {
            Arrays.fill(row, 0, n, 0);
        }
        for (int k = 0; k < layers; k++) {
            double[][] dx = w.nodeTangents()[k];
            for (int l = 0; l < stages; l++) {
                double[][] stage = w.stageTangent(k, l);
                combine(n, k, l, dx, w.rates(), stage);
                if (runningWeight[k][l] != 0) {
                    OutputPropagation.Site site = t.running()[k][l];
                    double[][] x = t.stage(block, k, l);
                    running[k].tangent(n, u, du, controls.output(), x, block.targets(), stage, site, w.output());
                }
                double[][] rate = continuous ? w.rates()[l] : w.nodeTangents()[k + 1];
                layer[k].tangent(
                        n,
                        u,
                        du,
                        controls.at(k, l),
                        t.stage(block, k, l),
                        t.sites()[k][l],
                        stage,
                        w.tangents()[k][l],
                        rate);
            }
            if (continuous) {
                advance(n, k, dx, w.rates(), w.image(), w.nodeTangents()[k + 1]);
            }
        }
        if (terminalWeight != 0) {
            terminal.tangent(
                    n,
                    u,
                    du,
                    controls.output(),
                    t.node(block, layers),
                    block.targets(),
                    w.nodeTangents()[layers],
                    t.terminal(),
                    w.output());
        }
    }

    /**
     * The backward recursion after {@link #forward}, or with δu that of second order after {@link #tangent}: adds to {@code g} the derivative
     * by the stage controls.
     *
     * @return p_0 (or δp_0), the derivative by the inputs; valid until the workspace is used again
     */
    double[][] backward(SampleBlock block, double[] u, double @Nullable [] du, Trajectory t, Workspace w, double[] g) {
        int n = block.count();
        double[][] p = w.costates()[0];
        clear(n, model.width(layers), p);
        if (terminalWeight != 0) {
            double[][] x = t.node(block, layers);
            outputAdjoint(n, terminal, terminalWeight, u, du, x, t.terminal(), p, g, w);
        }
        int used = 0;
        for (int k = layers - 1; k >= 0; k--) {
            double[][] after = p;
            MapPropagation map = transfer[k];
            if (map != null || !continuous) {
                used = 1 - used;
                p = w.costates()[used];
                clear(n, model.width(k), p);
            }
            if (map != null) {
                map.addTransposed(n, after, p);
            }
            // p is now Eᵀp_{k+1}; a single stage adds to it, several need theirs apart.
            for (int l = stages - 1; l >= 0; l--) {
                double[][] xBar = stages == 1 ? p : w.stageCostates()[l];
                double[][] rateBar = rateCostates(n, k, l, after, p, w);
                if (stages > 1) {
                    clear(n, model.width(k), xBar);
                }
                double[][] x = t.stage(block, k, l);
                if (runningWeight[k][l] != 0) {
                    OutputPropagation.Site site = t.running()[k][l];
                    outputAdjoint(n, running[k], runningWeight[k][l], u, du, x, site, xBar, g, w);
                }
                layerAdjoint(n, k, l, u, du, x, t, w, rateBar, xBar, g);
            }
            for (int l = 0; stages > 1 && l < stages; l++) {
                for (int c = 0; c < model.width(k); c++) {
                    SampleLoops.add1(n, 1, w.stageCostates()[l][c], p[c]);
                }
            }
        }
        return p;
    }

    private static void clear(int n, int width, double[][] p) {
        for (int c = 0; c < width; c++) {
            Arrays.fill(p[c], 0, n, 0);
        }
    }

    /** F̄_l. */
    private double[][] rateCostates(int n, int k, int l, double[][] after, double[][] mapped, Workspace w) {
        if (!continuous) {
            return after;
        }
        double[][] result = w.rateCostates();
        double[][] p = ratesOfNextWidth[k] ? after : mapped;
        for (int r = 0; r < model.width(ratesOfNextWidth[k] ? k + 1 : k); r++) {
            SampleLoops.scale(n, step[k] * b[l], p[r], result[r]);
            for (int j = l + 1; j < stages; j++) {
                if (a[j][l] != 0) {
                    SampleLoops.add1(n, step[k] * a[j][l], w.stageCostates()[j][r], result[r]);
                }
            }
        }
        return result;
    }

    private void outputAdjoint(
            int n,
            OutputPropagation output,
            double weight,
            double[] u,
            double @Nullable [] du,
            double[][] x,
            OutputPropagation.Site site,
            double[][] xBar,
            double[] g,
            Workspace w) {
        if (du == null) {
            output.backward(n, weight, u, controls.output(), x, site, xBar, g, w.output());
        } else {
            output.second(n, weight, u, du, controls.output(), x, site, xBar, g, w.output());
        }
    }

    private void layerAdjoint(
            int n,
            int k,
            int l,
            double[] u,
            double @Nullable [] du,
            double[][] x,
            Trajectory t,
            Workspace w,
            double[][] rateBar,
            double[][] xBar,
            double[] g) {
        int at = controls.at(k, l);
        LayerPropagation.Site site = t.sites()[k][l];
        if (du == null) {
            layer[k].backward(n, u, at, x, site, rateBar, xBar, g, w.layer());
        } else {
            double[][] dx = w.stageTangent(k, l);
            layer[k].second(n, u, du, at, x, site, dx, w.tangents()[k][l], rateBar, xBar, g, w.layer());
        }
    }
}
