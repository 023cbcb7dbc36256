package org.turnpike.mesh;

import java.util.Arrays;

/** A partition 0 = τ₀ &lt; … &lt; τ_K = 1 of the horizon's fractions. */
public final class Mesh {
    private final double[] fractions;

    /** @throws IllegalArgumentException unless the fractions increase strictly from 0 to 1 */
    public Mesh(double[] fractions) {
        if (fractions.length < 2 || fractions[0] != 0 || fractions[fractions.length - 1] != 1) {
            throw new IllegalArgumentException("a mesh starts at 0 and ends at 1");
        }
        for (int k = 1; k < fractions.length; k++) {
            if (!(fractions[k] > fractions[k - 1])) {
                throw new IllegalArgumentException(
                        "a mesh increases: " + fractions[k] + " follows " + fractions[k - 1]);
            }
        }
        this.fractions = fractions.clone();
    }

    /** K equal intervals. */
    public static Mesh uniform(int intervals) {
        double[] fractions = new double[intervals + 1];
        for (int k = 0; k <= intervals; k++) {
            fractions[k] = (double) k / intervals;
        }
        return new Mesh(fractions);
    }

    /** The same with more nodes that must stay, added where they are missing. */
    public Mesh keeping(double... more) {
        return new Mesh(Arrays.stream(new double[][] {fractions, more})
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .distinct()
                .toArray());
    }

    /** K. */
    public int intervals() {
        return fractions.length - 1;
    }

    /** τ_k, k = 0 … K. */
    public double fraction(int k) {
        return fractions[k];
    }

    /** τ_{k+1} − τ_k. */
    public double width(int k) {
        return fractions[k + 1] - fractions[k];
    }

    /** The position of θ ∈ [0, 1] in interval k. */
    public double at(int k, double theta) {
        return theta == 1 ? fractions[k + 1] : fractions[k] + theta * width(k);
    }

    /** The same with inner nodes moved to the nearest of given ones, if that is nearer than a thousandth of the mean width. */
    public Mesh snappedTo(double... nodes) {
        double[] moved = fractions.clone();
        double near = 1e-3 / intervals();
        for (int k = 1; k < moved.length - 1; k++) {
            for (double node : nodes) {
                if (Math.abs(node - fractions[k]) < near) {
                    moved[k] = node;
                }
            }
        }
        return new Mesh(Arrays.stream(moved).distinct().toArray());
    }
}
