package org.turnpike.refinement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.solve.DirectMethod;
import org.turnpike.transcription.Schemes;

/** Problems from text, solved on one mesh. */
final class Solved {
    private Solved() {}

    static ProblemFile read(String text) {
        try {
            Path file = Files.createTempFile("problem", ".yaml");
            try {
                Files.writeString(file, text);
                return new ProblemReader(Schemes.names()).read(file, List.of());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Solution on(String text) {
        return new DirectMethod(new IpoptSolver()).solve(read(text), 0, IterationListener.SILENT);
    }
}
