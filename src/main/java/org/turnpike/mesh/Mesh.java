package org.turnpike.mesh;

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

    /** With further nodes; a node nearer than a thousandth of the mean width moves there. */
    public Mesh keeping(double... more) {
        java.util.TreeSet<Double> nodes = new java.util.TreeSet<>();
        double near = 1e-3 / intervals();
        for (double fraction : fractions) {
            boolean replaced = false;
            for (double node : more) {
                replaced |= Math.abs(node - fraction) < near;
            }
            if (!replaced || fraction == 0 || fraction == 1) {
                nodes.add(fraction);
            }
        }
        for (double node : more) {
            nodes.add(node);
        }
        return new Mesh(nodes.stream().mapToDouble(Double::doubleValue).toArray());
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
}
