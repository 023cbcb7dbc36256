package org.turnpike.expression.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Variable;

/** Which array of a kernel holds a variable, and at which place of an instance. */
final class KernelLayout {
    enum Source {
        UNKNOWN,
        DATUM,
        MULTIPLIER
    }

    record Place(Source source, int position) {}

    private final Map<Variable, Place> places = new HashMap<>();
    private final int unknowns;
    private final int data;
    private final int multipliers;

    KernelLayout(List<Variable> unknowns, List<Variable> data, List<Variable> multipliers) {
        this.unknowns = unknowns.size();
        this.data = data.size();
        this.multipliers = multipliers.size();
        put(Source.UNKNOWN, unknowns);
        put(Source.DATUM, data);
        put(Source.MULTIPLIER, multipliers);
    }

    private void put(Source source, List<Variable> variables) {
        for (int i = 0; i < variables.size(); i++) {
            places.put(variables.get(i), new Place(source, i));
        }
    }

    Place of(Variable v) {
        @Nullable Place place = places.get(v);
        if (place == null) {
            throw new IllegalArgumentException("variable " + v + " is neither an unknown nor a datum of the pattern");
        }
        return place;
    }

    /** Entries an instance occupies in the array of that source. */
    int stride(Source source) {
        return switch (source) {
            case UNKNOWN -> unknowns;
            case DATUM -> data;
            case MULTIPLIER -> multipliers;
        };
    }
}
