package org.turnpike.expression;

import org.jspecify.annotations.Nullable;

/**
 * What names mean at one place of a problem. An implementation throws a {@link SyntaxException} at the given offsets for a
 * name that exists but has no value at that place.
 */
public interface Scope {
    /** An end of the horizon. */
    enum End {
        START,
        END
    }

    /** The value of a name, or null if there is no such name. */
    @Nullable
    Quantity value(String name, int from, int to);

    /** The value of a name at an end of the horizon, or null if there is no such name. */
    @Nullable
    Quantity valueAt(String name, End end, int from, int to);

    /** The tabulated function of that name, or null if there is none. */
    default @Nullable TabulatedFunction table(String name) {
        return null;
    }

    /** All names that may be meant, for suggestions. */
    Iterable<String> names();
}
