package org.turnpike.io;

/** Where an expression stands: decides which names have a value there. */
enum Place {
    /** Constants, bounds, values at the ends: names of constants only. */
    CONSTANT,
    /** A guess: time and constants. */
    GUESS,
    /** Along the way (dynamics, path, integral): states, controls, parameters, time. */
    RUNNING,
    /** The cost {@code initial}: a plain name means the value at the start. */
    START,
    /** The cost {@code final}: a plain name means the value at the end. */
    END,
    /** A boundary constraint: each state must say at which end. */
    BOUNDARY,
    /** Nowhere in particular: a named expression that is only checked. */
    ANYWHERE
}
