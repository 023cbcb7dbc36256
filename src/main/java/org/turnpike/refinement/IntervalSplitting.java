package org.turnpike.refinement;

import java.util.Arrays;
import org.turnpike.mesh.Mesh;
import org.turnpike.solution.Trajectory;

/**
 * Refinement of schemes of fixed order p: the local error is C h^{p+1}, so an interval whose error is ρ times the allowed one is
 * split into n = ⌈(ρ/safety)^{1/(p+1)}⌉ equal parts, but not more than {@value #MOST_PARTS} (Betts 2010, section 4.7.4, limits new points by 5).
 * Two neighbours are merged where their joint error stays below a hundredth of what is allowed.
 */
public final class IntervalSplitting implements MeshStrategy {
    static final int MOST_PARTS = 4;
    static final double SAFETY = 0.3;
    static final double NEGLIGIBLE = 1e-2;

    private final int order;

    /** @param order p ≥ 1 of the scheme */
    public IntervalSplitting(int order) {
        this.order = order;
    }

    @Override
    public boolean inside() {
        return false;
    }

    @Override
    public Mesh next(Mesh mesh, Trajectory trajectory, double[] ratios) {
        MeshBuilder builder = new MeshBuilder();
        int power = order + 1;
        for (int k = 0; k < ratios.length; k++) {
            double from = mesh.fraction(k);
            if (k + 1 < ratios.length
                    && mergeable(mesh, k)
                    && (ratios[k] + ratios[k + 1]) * Math.pow(merged(mesh, k), power) < NEGLIGIBLE) {
                builder.add(from, mesh.stages(k), 1, mesh.fraction(k + 2));
                k++;
            } else {
                builder.add(from, mesh.stages(k), parts(ratios[k], power), mesh.fraction(k + 1));
            }
        }
        return builder.mesh(mesh.kept());
    }

    static int parts(double ratio, int power) {
        return ratio <= 1
                ? 1
                : (int) Math.max(2, Math.min(MOST_PARTS, Math.ceil(Math.pow(ratio / SAFETY, 1.0 / power))));
    }

    /** How much wider than its smaller part the union of intervals k and k + 1 is. */
    private static double merged(Mesh mesh, int k) {
        return (mesh.width(k) + mesh.width(k + 1)) / Math.min(mesh.width(k), mesh.width(k + 1));
    }

    static boolean mergeable(Mesh mesh, int k) {
        return mesh.stages(k) == mesh.stages(k + 1) && !mesh.keeps(mesh.fraction(k + 1));
    }

    /** A mesh under construction, interval by interval. */
    static final class MeshBuilder {
        private double[] fractions = new double[64];
        private int[] stages = new int[64];
        private int count;

        /** An interval from the end of the one before, in equal parts. */
        void add(double from, int ownStages, int parts, double to) {
            for (int part = 0; part < parts; part++) {
                if (count + 2 >= fractions.length) {
                    fractions = Arrays.copyOf(fractions, 2 * fractions.length);
                    stages = Arrays.copyOf(stages, 2 * stages.length);
                }
                fractions[count] = part == 0 ? from : from + (to - from) * part / parts;
                stages[count++] = ownStages;
            }
            fractions[count] = to;
        }

        Mesh mesh(double[] kept) {
            return new Mesh(Arrays.copyOf(fractions, count + 1), Arrays.copyOf(stages, count), kept);
        }
    }
}
