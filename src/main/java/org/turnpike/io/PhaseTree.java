package org.turnpike.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.Horizon;

/**
 * The tree of one phase, as if it were a file of its own: what stands at top level holds in every phase, what the phase says
 * itself prevails, key by key. Constraints along the way are added. Of the top level, {@code start} values are those of the first
 * phase, {@code end} values those of the last. A phase that does not say when it starts starts when the previous one ends.
 */
final class PhaseTree {
    private static final String[] MERGED = {
        "constants", "let", "parameters", "states", "controls", "dynamics", "integrals", "guess"
    };

    private final Node.Mapping top;
    private final int count;

    /** @param count of phases */
    PhaseTree(Node.Mapping top, int count) {
        this.top = top;
        this.count = count;
    }

    /**
     * The tree of a phase.
     *
     * @param own what the file says under the phase
     * @param previous the previous phase's times, null of the first
     */
    Node.Mapping of(int phase, Node.Mapping own, @Nullable Horizon previous) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (String key : MERGED) {
            Node.@Nullable Entry general = top.entries().get(key);
            Node.@Nullable Entry special = own.entries().get(key);
            if (general != null && key.equals("states") && general.value() instanceof Node.Mapping states) {
                general = new Node.Entry(general.key(), withoutInnerEnds(phase, states));
            }
            put(entries, key, general, special);
        }
        for (String key : new String[] {"boundary", "minimize", "maximize"}) {
            put(entries, key, null, own.entries().get(key));
        }
        path(entries, own);
        time(entries, phase, own, previous);
        return mapping(entries, own);
    }

    private static void put(
            Map<String, Node.Entry> entries, String key, Node.@Nullable Entry general, Node.@Nullable Entry special) {
        if (special == null && general != null) {
            entries.put(key, general);
        } else if (special != null) {
            Node value = general == null ? special.value() : merged(general.value(), special.value());
            entries.put(key, new Node.Entry(special.key(), value));
        }
    }

    /** Mappings entry by entry, of all else the special one. */
    private static Node merged(Node general, Node special) {
        if (!(general instanceof Node.Mapping g) || !(special instanceof Node.Mapping s)) {
            return special;
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>(g.entries());
        for (Map.Entry<String, Node.Entry> entry : s.entries().entrySet()) {
            Node.@Nullable Entry old = entries.get(entry.getKey());
            Node value = entry.getValue().value();
            entries.put(
                    entry.getKey(),
                    new Node.Entry(entry.getValue().key(), old == null ? value : merged(old.value(), value)));
        }
        return mapping(entries, s);
    }

    private Node.Mapping withoutInnerEnds(int phase, Node.Mapping states) {
        Map<String, Node.Entry> kept = new LinkedHashMap<>();
        for (Map.Entry<String, Node.Entry> state : states.entries().entrySet()) {
            Node.Entry entry = state.getValue();
            if (entry.value() instanceof Node.Mapping m) {
                entry = new Node.Entry(entry.key(), withoutInnerEnds(m, phase));
            }
            kept.put(state.getKey(), entry);
        }
        return mapping(kept, states);
    }

    private Node.Mapping withoutInnerEnds(Node.Mapping values, int phase) {
        Map<String, Node.Entry> kept = new LinkedHashMap<>(values.entries());
        kept.keySet().removeAll(phase == 0 ? Set.of() : Set.of("start"));
        kept.keySet().removeAll(phase == count - 1 ? Set.of() : Set.of("end"));
        return mapping(kept, values);
    }

    private void path(Map<String, Node.Entry> entries, Node.Mapping own) {
        List<Node> constraints = new ArrayList<>();
        Node.@Nullable Entry last = null;
        for (Node.Mapping source : List.of(top, own)) {
            Node.@Nullable Entry entry = source.entries().get("path");
            if (entry != null && entry.value() instanceof Node.Sequence s) {
                constraints.addAll(s.items());
                last = entry;
            } else if (entry != null) {
                // No list: the reader says what is wrong.
                entries.put("path", entry);
                return;
            }
        }
        if (last != null) {
            Node.Location location = last.value().location();
            entries.put("path", new Node.Entry(last.key(), new Node.Sequence(constraints, location, 2, 1)));
        }
    }

    private void time(Map<String, Node.Entry> entries, int phase, Node.Mapping own, @Nullable Horizon previous) {
        Map<String, Node.Entry> time = new LinkedHashMap<>();
        Node.@Nullable Entry general = top.entries().get("time");
        if (general != null && general.value() instanceof Node.Mapping m) {
            time.putAll(withoutInnerEnds(m, phase).entries());
        }
        Node.@Nullable Entry special = own.entries().get("time");
        if (special != null && special.value() instanceof Node.Mapping m) {
            time.putAll(m.entries());
        } else if (special != null) {
            entries.put("time", special);
            return;
        }
        Node.Entry place = special != null ? special : new Node.Entry(own.location(), own);
        if (!time.containsKey("start") && previous != null) {
            time.put("start", new Node.Entry(place.key(), endOf(previous, place.key())));
        }
        if (!time.isEmpty() || special != null) {
            entries.put("time", new Node.Entry(place.key(), mapping(time, place.value())));
        }
    }

    /** The end of a phase, written as the start of the next. */
    private static Node endOf(Horizon previous, Node.Location location) {
        if (previous.end().isFixed()) {
            return number(previous.end().lower(), location);
        }
        Map<String, Node.Entry> range = new LinkedHashMap<>();
        range.put("free", new Node.Entry(location, new Node.Scalar("true", true, false, location)));
        if (previous.end().lower() > Double.NEGATIVE_INFINITY) {
            range.put("lower", new Node.Entry(location, number(previous.end().lower(), location)));
        }
        if (previous.end().upper() < Double.POSITIVE_INFINITY) {
            range.put("upper", new Node.Entry(location, number(previous.end().upper(), location)));
        }
        range.put("guess", new Node.Entry(location, number(previous.endGuess(), location)));
        return new Node.Mapping(range, location, 2, range.size());
    }

    static Node number(double value, Node.Location location) {
        return new Node.Scalar(Double.toString(value), true, false, location);
    }

    private static Node.Mapping mapping(Map<String, Node.Entry> entries, Node like) {
        return new Node.Mapping(entries, like.location(), like.height(), like.weight());
    }
}
