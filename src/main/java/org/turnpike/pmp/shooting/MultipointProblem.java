package org.turnpike.pmp.shooting;

import java.util.List;

/**
 * A multipoint boundary-value problem.
 *
 * @param arcs A fields of one dimension n
 * @param junctions A − 1
 * @param ends r(y(t₀), t₀, u(t₀), y(t_f), t_f, u(t_f), η) = 0, in this order of inputs
 * @param multipliers the number of η
 * @param start t₀, or its guess
 * @param end t_f, or its guess
 */
public record MultipointProblem(
        List<ArcField> arcs,
        List<Junction> junctions,
        SmoothFunction ends,
        int multipliers,
        boolean startFree,
        double start,
        boolean endFree,
        double end) {
    public MultipointProblem {
        arcs = List.copyOf(arcs);
        junctions = List.copyOf(junctions);
        if (arcs.isEmpty() || junctions.size() != arcs.size() - 1) {
            throw new IllegalArgumentException(arcs.size() + " arcs with " + junctions.size() + " junctions");
        }
    }

    /** n. */
    public int dimension() {
        return arcs.get(0).dimension();
    }
}
