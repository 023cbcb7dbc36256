package org.turnpike.minimization;

import java.util.Map;

/** The iterate with the least monitored value so far, of methods whose value may rise. */
public final class BestIterate {
    private static final String BEST = "best";
    private static final String MEASURES = "bestMeasures";

    private final double[] u;
    /** J, norm of the gradient, monitored value, number (−1 before the first). */
    private final double[] measures = {Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, -1};

    /** Of vectors of so many components. */
    public BestIterate(int size) {
        u = new double[size];
    }

    /** Keeps an iterate whose monitored value is lower by more than {@code least}. */
    public void judge(double[] iterate, double value, double norm, double monitored, int number, double least) {
        if (measures[3] < 0 || monitored < measures[2] - least) {
            System.arraycopy(iterate, 0, u, 0, u.length);
            measures[0] = value;
            measures[1] = norm;
            measures[2] = monitored;
            measures[3] = number;
        }
    }

    /** The number of the best iterate; −1 before the first. */
    public int number() {
        return (int) measures[3];
    }

    /** The end of a descent with the best iterate. */
    public Minimum minimum(Termination termination, String reason, int iterations, long evaluations) {
        return new Minimum(
                termination, reason, u.clone(), measures[0], measures[1], iterations, evaluations, 0, Double.NaN);
    }

    /** All it knows, by name. */
    public Map<String, double[]> memory() {
        return Map.of(BEST, u.clone(), MEASURES, measures.clone());
    }

    /** Takes up what another one knew. */
    public void recall(Map<String, double[]> memory) {
        Memory.copy(memory, BEST, u);
        Memory.copy(memory, MEASURES, measures);
    }
}
