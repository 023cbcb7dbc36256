package org.turnpike.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.turnpike.problem.ProblemFile;

/** A valid problem file, and changes to it. */
record ProblemText(String text) {
    static final Set<String> SCHEMES = Set.of("euler", "trapezoid", "hermite-simpson", "radau-3");

    static final ProblemText GODDARD = new ProblemText(
            """
            turnpike: 1
            name: Goddard rocket
            constants: {Tmax: 3.5, Dc: 310, beta: 500, c: 0.5}
            time: {start: 0, end: {free: true, lower: 0.01, upper: 1, guess: 0.2}}
            states:
              h: {start: 1, lower: 1, guess: 1.01}
              v: {start: 0, lower: 0}
              m: {start: 1, end: 0.6, lower: 0.6, upper: 1}
            controls:
              u: {lower: 0, upper: Tmax}
            let:
              drag: Dc*v^2*exp(-beta*(h-1))
            dynamics:
              h: v
              v: (u - drag)/m - 1/h^2
              m: -u/c
            maximize: {final: h}
            path:
              - v <= 0.2
            guess: {h: "1 + 0.01*t/T"}
            """);

    static final ProblemText SMALL = new ProblemText(
            """
            turnpike: 1
            time: {start: 0, end: 2}
            states:
              x: {start: 1}
            controls:
              u: {lower: -1, upper: 1}
            dynamics:
              x: u
            minimize: {integral: x^2}
            """);

    /** With one text, which must be there, replaced. */
    ProblemText with(String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalArgumentException(old);
        }
        return new ProblemText(text.replace(old, replacement));
    }

    ProblemText plus(String more) {
        return new ProblemText(text + more);
    }

    Path in(Path folder) {
        Path file = folder.resolve("problem.yaml");
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    ProblemFile read(Path folder, String... overrides) {
        return new ProblemReader(SCHEMES).read(in(folder), List.of(overrides));
    }
}
