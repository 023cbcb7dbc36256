package org.turnpike.io;

import java.nio.file.Path;
import java.util.List;

/**
 * What a solution is the solution of.
 *
 * @param file the problem file
 * @param overrides of the form {@code path.to.key=value}
 */
public record SolutionOrigin(Path file, List<String> overrides) {
    public SolutionOrigin {
        overrides = List.copyOf(overrides);
    }
}
