package org.turnpike.learning.evaluation;

/**
 * The control of a trained network on another mesh, in the multigrid sense: prolonged to more layers, restricted to fewer.
 *
 * <p>The earlier control is a function v of s ∈ [0, 1], the fraction of the time that its layers fill, and 0 for s &gt; 1: constant on each
 * layer, or linear between nodes. A new layer gets the mean of v over the layer (the projection in L2; twice the layers: each value
 * twice), a new node the value of v there (at a jump the mean of both sides).
 */
public final class Prolongation {
    private final Network earlier;
    private final double reach;
    private final double factor;

    /**
     * @param earlier a network whose layers all have the same number of controls
     * @param reach the end of the new mesh in units of the earlier one's; beyond 1 the control is 0
     * @param factor by which values are multiplied: for a model that is homogeneous in u, time made c times as long and u divided by c
     *     give the same flow
     */
    public Prolongation(Network earlier, double reach, double factor) {
        this.earlier = earlier;
        this.reach = reach;
        this.factor = factor;
    }

    /** By layer: its control, constant. */
    public double[][] layers(int count) {
        double[][] result = new double[count][];
        for (int k = 0; k < count; k++) {
            result[k] = mean(reach * k / count, reach * (k + 1) / count);
        }
        return result;
    }

    /** By node, 0 … {@code layers}: the control there. */
    public double[][] nodes(int layers) {
        double[][] result = new double[layers + 1][];
        for (int k = 0; k <= layers; k++) {
            double s = reach * k / layers;
            double[] left = limit(k == 0 ? 0 : s, k > 0);
            double[] right = limit(s, k == layers);
            result[k] = new double[left.length];
            for (int j = 0; j < left.length; j++) {
                result[k][j] = factor * (left[j] + right[j]) / 2;
            }
        }
        return result;
    }

    /** v(s), from the left or from the right. */
    private double[] limit(double s, boolean fromLeft) {
        int layers = earlier.layers();
        double place = s * layers;
        double nearest = Math.rint(place);
        // Rounding must not put a node on the wrong side of a jump.
        place = Math.abs(place - nearest) < 1e-9 * layers ? nearest : place;
        int k = (int) (fromLeft ? Math.ceil(place) - 1 : Math.floor(place));
        int m = earlier.controls()[0].length;
        if (k >= layers) {
            return new double[m];
        }
        return at(Math.max(k, 0), place - Math.max(k, 0));
    }

    /** v at the fraction c of layer k. */
    private double[] at(int k, double c) {
        double[] u = earlier.controls()[k];
        double[] next = earlier.controls()[earlier.linearControl() ? k + 1 : k];
        double[] value = new double[u.length];
        for (int j = 0; j < value.length; j++) {
            value[j] = (1 - c) * u[j] + c * next[j];
        }
        return value;
    }

    /** The mean over [a, b]; exact, since v is linear on each layer. */
    private double[] mean(double a, double b) {
        int layers = earlier.layers();
        double[] sum = new double[earlier.controls()[0].length];
        int first = Math.max(0, (int) Math.floor(a * layers));
        for (int k = first; k < layers && k < b * layers; k++) {
            double from = Math.max(a, (double) k / layers);
            double to = Math.min(b, (k + 1.0) / layers);
            double[] middle = at(k, (from + to) / 2 * layers - k);
            for (int j = 0; j < sum.length; j++) {
                sum[j] += Math.max(0, to - from) * middle[j];
            }
        }
        for (int j = 0; j < sum.length; j++) {
            sum[j] *= factor / (b - a);
        }
        return sum;
    }
}
