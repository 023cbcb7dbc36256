package org.turnpike.training.spark;

import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.training.SampleCost;

/** c_i(u) = sin(a_i·u) with a_ij = x_{i, j mod d} / (1 + j) − y_i: a cost with closed derivatives that stands in for a network. */
final class WaveCost implements SampleCost {
    private final TrainingTask task;
    private final int size;
    private final double[] point;

    WaveCost(TrainingTask task) {
        this.task = task;
        size = new ControlSpace(task).size();
        point = new double[size];
    }

    private double entry(int i, int j) {
        double[] x = task.inputs()[i];
        return x[j % x.length] / (1 + j) - task.targets()[i][0];
    }

    private double dot(int i, double[] v) {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            sum += entry(i, j) * v[j];
        }
        return sum;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long samples() {
        return task.samples();
    }

    @Override
    public double value(double[] u) {
        double sum = 0;
        for (int i = 0; i < task.samples(); i++) {
            sum += Math.sin(dot(i, u));
        }
        return sum / task.samples();
    }

    @Override
    public double gradient(double[] u, double[] g) {
        System.arraycopy(u, 0, point, 0, size);
        java.util.Arrays.fill(g, 0);
        for (int i = 0; i < task.samples(); i++) {
            add(i, Math.cos(dot(i, u)) / task.samples(), g);
        }
        return value(u);
    }

    @Override
    public void product(double[] v, double[] out) {
        java.util.Arrays.fill(out, 0);
        for (int i = 0; i < task.samples(); i++) {
            add(i, -Math.sin(dot(i, point)) * dot(i, v) / task.samples(), out);
        }
    }

    private void add(int i, double factor, double[] out) {
        for (int j = 0; j < size; j++) {
            out[j] += factor * entry(i, j);
        }
    }

    @Override
    public void close() {}
}
