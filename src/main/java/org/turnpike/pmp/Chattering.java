package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A singular arc of even order k ≥ 2 is joined by bang arcs only through infinitely many switches whose intervals shrink geometrically
 * (Fuller's phenomenon; for x″ = u, ∫ x² by 0.24212). A finite number of them stands for all: each further switch reduces what is left
 * out by about that factor.
 *
 * @see <a href="https://doi.org/10.1007/978-1-4612-2702-1">Zelikin, Borisov: Theory of Chattering Control (1994), chapter 2</a>
 */
final class Chattering {
    private static final double RATIO = 0.24212;

    private Chattering() {}

    /** The component that chatters at the end of arc a, before a singular arc; −1 if there is none. */
    private static int component(ExtremalStructure structure, int a) {
        for (int i = 0; i < structure.arcs().get(a).size(); i++) {
            if (structure.arcs().get(a).get(i) instanceof Mode.Fixed
                    && structure.arcs().get(a + 1).get(i) instanceof Mode.Singular) {
                return i;
            }
        }
        return -1;
    }

    /** The structure with one more switch before a singular arc, to the other bound; null where there is no such place. */
    static @Nullable ExtremalStructure withOneMoreSwitch(ExtremalStructure structure) {
        for (int a = structure.size() - 2; a >= 1; a--) {
            int i = component(structure, a);
            if (i >= 0 && structure.arcs().get(a - 1).get(i) instanceof Mode.Fixed other) {
                List<Mode> modes = new ArrayList<>(structure.arcs().get(a));
                modes.set(i, other);
                List<List<Mode>> arcs = new ArrayList<>(structure.arcs());
                arcs.add(a + 1, modes);
                double[] old = structure.times();
                double[] times = new double[old.length + 1];
                System.arraycopy(old, 0, times, 0, a + 1);
                System.arraycopy(old, a + 2, times, a + 3, old.length - a - 2);
                // The last arc ends too early where it stands for all that follow: both from the one before by
                // similarity.
                double length = a >= 2 ? RATIO * (old[a] - old[a - 1]) : old[a + 1] - old[a];
                double room = (old[a + 2] - old[a]) / 2;
                times[a + 1] = old[a] + Math.min(length, room);
                times[a + 2] = times[a + 1] + Math.min(RATIO * length, room / 2);
                List<@Nullable ActiveConstraint> contacts = new ArrayList<>(structure.contacts());
                contacts.add(a + 1, null);
                return new ExtremalStructure(arcs, times, contacts);
            }
        }
        return null;
    }

    /** Whether a solved extremal has a junction of a bang arc and a singular one of even order. */
    static boolean in(Extremal extremal) {
        for (Extremal.ArcCheck check : extremal.checks()) {
            if (check.kind().equals("Kelley")
                    && check.order() % 2 == 0
                    && check.arc() > 0
                    && component(extremal.structure(), check.arc() - 1) >= 0) {
                return true;
            }
        }
        return false;
    }
}
