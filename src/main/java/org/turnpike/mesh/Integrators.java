package org.turnpike.mesh;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runge–Kutta methods by name. */
public final class Integrators {
    private static final List<ButcherTableau> ALL = List.of(
            ButcherTableau.euler(),
            ButcherTableau.midpoint(),
            ButcherTableau.rungeKutta4(),
            ButcherTableau.implicitMidpoint(),
            ButcherTableau.trapezoid(),
            ButcherTableau.gaussLegendre(2),
            ButcherTableau.gaussLegendre(3),
            ButcherTableau.radau(2),
            ButcherTableau.radau(3));

    private Integrators() {}

    public static List<String> names() {
        return ALL.stream().map(ButcherTableau::name).toList();
    }

    /** The method of that name, or null. */
    public static @Nullable ButcherTableau named(String name) {
        return ALL.stream().filter(rule -> rule.name().equals(name)).findFirst().orElse(null);
    }
}
