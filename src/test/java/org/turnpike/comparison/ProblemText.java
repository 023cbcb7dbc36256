package org.turnpike.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solve.DirectMethod;
import org.turnpike.transcription.Schemes;

/** Problem files for tests, and their direct solutions. */
public final class ProblemText {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    private ProblemText() {}

    public static ProblemFile read(Path folder, String text) {
        try {
            return new ProblemReader(Schemes.names())
                    .read(Files.writeString(folder.resolve("problem.yaml"), text), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ProblemFile pack(String name, String... overrides) {
        return new ProblemReader(Schemes.names()).read(HOME.resolve("problems/" + name + ".yaml"), List.of(overrides));
    }

    public static DirectMethod.Outcome solve(ProblemFile file) {
        return new DirectMethod(new IpoptSolver()).outcome(file, 0, IterationListener.SILENT);
    }
}
