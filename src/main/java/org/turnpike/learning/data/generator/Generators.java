package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.expression.NearestName;
import org.turnpike.problem.InputException;

/** All generators by name. */
public final class Generators {
    private static final List<Generator> ALL = List.of(
            new Rings(),
            new NoisyRings(),
            new ExclusiveOr(),
            new Chess(),
            new Moons(),
            new Spirals(),
            new SineRegression());

    private Generators() {}

    public static List<String> names() {
        return ALL.stream().map(Generator::name).toList();
    }

    /**
     * The generator of that name.
     *
     * @throws InputException with the nearest name if there is none
     */
    public static Generator named(String name) {
        for (Generator generator : ALL) {
            if (generator.name().equals(name)) {
                return generator;
            }
        }
        String hint = NearestName.hint(name, names());
        throw new InputException("there is no generator '" + name + "'"
                + (hint.isEmpty() ? "; expected one of " + String.join(", ", names()) : hint));
    }
}
