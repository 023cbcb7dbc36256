package org.turnpike.transcription;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registry of schemes by name. */
public final class Schemes {
    private static final Map<String, Scheme> BY_NAME = new LinkedHashMap<>();

    static {
        register(new ExplicitEuler());
        register(new ImplicitMidpoint());
        register(new RungeKutta4());
        register(new Trapezoid());
        register(new HermiteSimpson());
        for (int stages = 2; stages <= 5; stages++) {
            register(new GaussLegendre(stages));
        }
        for (int stages = 2; stages <= 5; stages++) {
            register(new Radau(stages));
        }
    }

    private Schemes() {}

    private static void register(Scheme scheme) {
        BY_NAME.put(scheme.name(), scheme);
    }

    /** All names. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    /**
     * Whether a scheme can follow a right-hand side that jumps at a node: its points lie inside the intervals or at their right ends,
     * so that each sees one side only.
     */
    public static boolean followsJumps(String name) {
        return name.startsWith("radau") || name.startsWith("gauss") || name.equals("implicit-midpoint");
    }

    /** @throws IllegalArgumentException for a name that is not in {@link #names()} */
    public static Scheme named(String name) {
        @Nullable Scheme scheme = BY_NAME.get(name);
        if (scheme == null) {
            throw new IllegalArgumentException("no scheme '" + name + "' among " + BY_NAME.keySet());
        }
        return scheme;
    }
}
