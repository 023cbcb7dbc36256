package org.turnpike.pmp.shooting;

import java.util.Arrays;

/**
 * Chooses the number of segments of each arc from the measured sensitivity: segments are doubled until ‖D⁻¹ Φ D‖_∞ of each, D the
 * components' sizes, stays below a limit, since an error of the start is amplified by that factor.
 */
public final class Segmentation {
    private static final int MOST = 256;

    private final Flow flow;
    private final double growth;

    /** @param growth the limit, such as 1,000 */
    public Segmentation(Flow flow, double growth) {
        this.flow = flow;
        this.growth = growth;
    }

    /**
     * Segments by arc.
     *
     * @param times A + 1 guessed times
     */
    public int[] of(MultipointProblem problem, double[] times, ShootingSystem.Guess guess) {
        int[] segments = new int[problem.arcs().size()];
        Arrays.fill(segments, 1);
        for (int a = 0; a < segments.length; a++) {
            while (segments[a] < MOST
                    && !tame(problem.arcs().get(a), times[a], times[a + 1], segments[a], guess)
                    && !flow.budget().exhausted()) {
                segments[a] *= 2;
            }
        }
        return segments;
    }

    private boolean tame(ArcField field, double from, double to, int count, ShootingSystem.Guess guess) {
        int n = field.dimension();
        double[] start = new double[n];
        double[] end = new double[n];
        double[] transition = new double[n * n];
        for (int s = 0; s < count; s++) {
            double t0 = from + (to - from) * s / count;
            double t1 = from + (to - from) * (s + 1) / count;
            guess.at(t0, start);
            if (!flow.endAndTransition(field, t0, start, t1, end, transition) || !(norm(transition, n) <= growth)) {
                return false;
            }
        }
        return true;
    }

    private double norm(double[] transition, int n) {
        double[] scale = flow.scale();
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += Math.abs(transition[i * n + j]) * scale[j] / scale[i];
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }
}
