package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sequence of arcs of an extremal.
 *
 * @param arcs by arc: one mode for each component of the control
 * @param times A + 1 ascending times, the ends included
 * @param contacts by junction (A − 1): a state constraint that is touched there and left at once, or null
 */
public record ExtremalStructure(List<List<Mode>> arcs, double[] times, List<@Nullable ActiveConstraint> contacts) {
    public ExtremalStructure {
        arcs = List.copyOf(arcs);
        contacts = java.util.Collections.unmodifiableList(new ArrayList<>(contacts));
        if (times.length != arcs.size() + 1 || contacts.size() != arcs.size() - 1) {
            throw new IllegalArgumentException(arcs.size() + " arcs with " + times.length + " times");
        }
    }

    /** A. */
    public int size() {
        return arcs.size();
    }

    /** Without arc a; its neighbours meet in its middle, and become one arc if they have the same modes. */
    public ExtremalStructure without(int a) {
        List<List<Mode>> kept = new ArrayList<>(arcs);
        List<@Nullable ActiveConstraint> touched = new ArrayList<>(contacts);
        List<Double> borders = new ArrayList<>();
        for (double time : times) {
            borders.add(time);
        }
        kept.remove(a);
        if (a == 0) {
            borders.remove(1);
            touched.remove(0);
        } else if (a == size() - 1) {
            borders.remove(a);
            touched.remove(a - 1);
        } else {
            borders.set(a, (times[a] + times[a + 1]) / 2);
            borders.remove(a + 1);
            touched.remove(a);
            if (kept.get(a - 1).equals(kept.get(a)) && touched.get(a - 1) == null) {
                kept.remove(a);
                borders.remove(a);
                touched.remove(a - 1);
            }
        }
        return new ExtremalStructure(
                kept, borders.stream().mapToDouble(Double::doubleValue).toArray(), touched);
    }

    /**
     * With an arc between two on the same constraint joined to them; null if there is none. A coarse mesh leaves a constraint in the middle of
     * its arc by a little.
     */
    public @Nullable ExtremalStructure joined() {
        for (int a = 1; a + 1 < size(); a++) {
            if (arcs.get(a - 1).equals(arcs.get(a + 1))
                    && arcs.get(a - 1).stream().anyMatch(Mode.OnConstraint.class::isInstance)) {
                List<List<Mode>> kept = new ArrayList<>(arcs.subList(0, a));
                kept.addAll(arcs.subList(a + 2, size()));
                List<@Nullable ActiveConstraint> touched = new ArrayList<>(contacts.subList(0, a - 1));
                touched.addAll(contacts.subList(a + 1, contacts.size()));
                double[] borders = new double[times.length - 2];
                System.arraycopy(times, 0, borders, 0, a);
                System.arraycopy(times, a + 2, borders, a, times.length - a - 2);
                return new ExtremalStructure(kept, borders, touched);
            }
        }
        return null;
    }
}
