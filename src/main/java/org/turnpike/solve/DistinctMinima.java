package org.turnpike.solve;

import java.util.ArrayList;
import java.util.List;

/**
 * Sorts solutions of one problem into distinct local minima: two are the same if their objectives agree to {@value #OBJECTIVE}, relative, and their states
 * to {@value #CURVES} of each state's range over all of them. So a solution and its mirror image, of equal objective, are two. Controls are not compared:
 * on singular arcs and at switches they differ between solutions that are the same.
 */
public final class DistinctMinima {
    private static final double OBJECTIVE = 1e-6;
    private static final double CURVES = 1e-2;

    private final List<Minimum> minima = new ArrayList<>();

    /**
     * A local minimum.
     *
     * @param objective of its best member
     * @param members who reached it, in ascending order
     */
    public record Minimum(double objective, List<Integer> members) {
        public Minimum {
            members = List.copyOf(members);
        }
    }

    /**
     * A solution.
     *
     * @param number its name
     * @param states by state: values at equal shares of the horizon; may be empty
     */
    public record Candidate(int number, double objective, double[][] states) {}

    /**
     * Sorts.
     *
     * @param maximize whether the best objective is the largest
     */
    public DistinctMinima(List<Candidate> candidates, boolean maximize) {
        double[] ranges = ranges(candidates);
        List<Candidate> left = new ArrayList<>(candidates);
        left.sort((a, b) -> {
            int order = maximize
                    ? Double.compare(b.objective(), a.objective())
                    : Double.compare(a.objective(), b.objective());
            return order != 0 ? order : Integer.compare(a.number(), b.number());
        });
        while (!left.isEmpty()) {
            Candidate best = left.get(0);
            List<Candidate> same =
                    left.stream().filter(other -> same(best, other, ranges)).toList();
            // Equal but for rounding: the order shall not hang on the last bits.
            minima.add(new Minimum(
                    best.objective(),
                    same.stream().map(Candidate::number).sorted().toList()));
            left.removeAll(same);
        }
    }

    /** The best first. */
    public List<Minimum> minima() {
        return List.copyOf(minima);
    }

    private static double[] ranges(List<Candidate> candidates) {
        int count = candidates.isEmpty() ? 0 : candidates.get(0).states().length;
        double[] ranges = new double[count];
        for (int i = 0; i < count; i++) {
            double lowest = Double.POSITIVE_INFINITY;
            double highest = Double.NEGATIVE_INFINITY;
            for (Candidate candidate : candidates) {
                for (double value : candidate.states()[i]) {
                    lowest = Math.min(lowest, value);
                    highest = Math.max(highest, value);
                }
            }
            ranges[i] = highest - lowest;
        }
        return ranges;
    }

    private static boolean same(Candidate a, Candidate b, double[] ranges) {
        if (Math.abs(a.objective() - b.objective()) > OBJECTIVE * Math.max(1, Math.abs(a.objective()))) {
            return false;
        }
        for (int i = 0; i < ranges.length; i++) {
            for (int k = 0; k < a.states()[i].length; k++) {
                if (Math.abs(a.states()[i][k] - b.states()[i][k]) > CURVES * ranges[i]) {
                    return false;
                }
            }
        }
        return true;
    }
}
