package org.turnpike.mesh;

import java.util.Arrays;

/**
 * A partition 0 = τ₀ &lt; … &lt; τ_K = 1 of the horizon's fractions, with the number of collocation points in each interval where
 * the scheme lets it vary, and with nodes that must stay.
 */
public final class Mesh {
    private static final double SAME = 1e-12;

    private final double[] fractions;
    private final int[] stages;
    private final double[] kept;
    /** By control: the largest degree of its polynomials, or −1; controls beyond the array are not limited. */
    private final int[] controlDegrees;

    /** @throws IllegalArgumentException unless the fractions increase strictly from 0 to 1 */
    public Mesh(double[] fractions) {
        this(fractions, new int[Math.max(0, fractions.length - 1)], new double[0]);
    }

    /**
     * With stages and kept nodes.
     *
     * @param stages by interval: collocation points, or 0 for the scheme's own number
     * @param kept fractions that refinement neither moves nor removes; they are nodes
     * @throws IllegalArgumentException unless the fractions increase strictly from 0 to 1 and hold the kept ones
     */
    public Mesh(double[] fractions, int[] stages, double[] kept) {
        this(fractions, stages, kept, new int[0]);
    }

    private Mesh(double[] fractions, int[] stages, double[] kept, int[] controlDegrees) {
        if (fractions.length < 2 || fractions[0] != 0 || fractions[fractions.length - 1] != 1) {
            throw new IllegalArgumentException("a mesh starts at 0 and ends at 1");
        }
        for (int k = 1; k < fractions.length; k++) {
            if (!(fractions[k] > fractions[k - 1])) {
                throw new IllegalArgumentException(
                        "a mesh increases: " + fractions[k] + " follows " + fractions[k - 1]);
            }
        }
        if (stages.length != fractions.length - 1) {
            throw new IllegalArgumentException("a number of stages for each interval");
        }
        this.fractions = fractions.clone();
        this.stages = stages.clone();
        this.kept = kept.clone();
        this.controlDegrees = controlDegrees;
        for (double node : kept) {
            if (Arrays.binarySearch(fractions, node) < 0) {
                throw new IllegalArgumentException("the kept fraction " + node + " is no node");
            }
        }
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
        double[] all = new double[fractions.length + more.length];
        int[] numbers = new int[all.length];
        int count = 0;
        double[] sorted = more.clone();
        Arrays.sort(sorted);
        int next = 0;
        for (int k = 0; k < fractions.length; k++) {
            while (next < sorted.length && sorted[next] < fractions[k]) {
                if (sorted[next] > all[count - 1]) {
                    numbers[count - 1] = stages[k - 1];
                    all[count++] = sorted[next];
                }
                next++;
            }
            if (k < stages.length) {
                numbers[count] = stages[k];
            }
            all[count++] = fractions[k];
            if (next < sorted.length && sorted[next] == fractions[k]) {
                next++;
            }
        }
        double[] both = Arrays.copyOf(kept, kept.length + more.length);
        System.arraycopy(sorted, 0, both, kept.length, sorted.length);
        return new Mesh(Arrays.copyOf(all, count), Arrays.copyOf(numbers, count - 1), both);
    }

    /**
     * The same where some controls are polynomials of a lower degree on each interval than the scheme's points allow.
     *
     * @param degrees by control: the largest degree, or −1 for no limit
     */
    public Mesh limiting(int[] degrees) {
        return new Mesh(fractions, stages, kept, degrees.clone());
    }

    /** The largest degree of a control's polynomials, or −1 if it is not limited. */
    public int controlDegree(int control) {
        return control < controlDegrees.length ? controlDegrees[control] : -1;
    }

    /** K. */
    public int intervals() {
        return fractions.length - 1;
    }

    /** τ_k, k = 0 … K. */
    public double fraction(int k) {
        return fractions[k];
    }

    /** A copy of all τ. */
    public double[] fractions() {
        return fractions.clone();
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

    /** Collocation points in interval k, or 0 for the scheme's own number. */
    public int stages(int k) {
        return stages[k];
    }

    /** The kept fractions. */
    public double[] kept() {
        return kept.clone();
    }

    /** Whether a fraction is (nearly) one that must stay. */
    public boolean keeps(double fraction) {
        for (double node : kept) {
            if (Math.abs(node - fraction) < SAME) {
                return true;
            }
        }
        return false;
    }
}
