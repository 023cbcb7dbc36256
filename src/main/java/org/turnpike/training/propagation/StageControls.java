package org.turnpike.training.propagation;

import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;

/**
 * The controls that the stages of the layers see. Where u is constant on a layer they are u itself; where it is linear each stage has its
 * own, (1 − c) u_k + c u_{k+1}, in a vector of their own, to which P is appended.
 */
final class StageControls {
    private final ControlSpace space;
    private final double[] c;
    private final int layers;
    private final int[][] offset;
    private final int output;
    private final int size;

    StageControls(TrainingTask task, ControlSpace space) {
        this.space = space;
        layers = task.layers();
        c = task.model().continuous() ? task.integrator().points() : new double[] {0};
        offset = new int[layers][c.length];
        int next = 0;
        for (int k = 0; k < layers; k++) {
            for (int l = 0; l < c.length; l++) {
                offset[k][l] = space.linear() ? next : space.offset(space.row(k));
                next += space.linear() ? space.count(space.row(k)) : 0;
            }
        }
        output = space.linear() ? next : space.offset(space.rows());
        size = output + space.size() - space.offset(space.rows());
    }

    /** The first control of stage l of layer k. */
    int at(int k, int l) {
        return offset[k][l];
    }

    /** The first entry of P. */
    int output() {
        return output;
    }

    int size() {
        return size;
    }

    /** The stages' controls of u; u itself where they are the same. */
    double[] spread(double[] u, double[] scratch) {
        if (!space.linear()) {
            return u;
        }
        for (int k = 0; k < layers; k++) {
            for (int l = 0; l < c.length; l++) {
                space.at(u, k, c[l], scratch, offset[k][l]);
            }
        }
        int from = space.offset(space.rows());
        System.arraycopy(u, from, scratch, output, space.size() - from);
        return scratch;
    }

    /** The transpose: g of u from that of the stages. */
    void gather(double[] stages, double[] g) {
        if (!space.linear()) {
            System.arraycopy(stages, 0, g, 0, size);
            return;
        }
        java.util.Arrays.fill(g, 0);
        for (int k = 0; k < layers; k++) {
            for (int l = 0; l < c.length; l++) {
                space.spread(stages, offset[k][l], k, c[l], g);
            }
        }
        int from = space.offset(space.rows());
        System.arraycopy(stages, output, g, from, space.size() - from);
    }
}
