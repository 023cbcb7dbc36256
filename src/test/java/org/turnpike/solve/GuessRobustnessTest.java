package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.Reference;
import org.turnpike.problem.SolverSettings;
import org.turnpike.problem.TranscriptionSettings;
import org.turnpike.solution.Solution;
import org.turnpike.transcription.Schemes;

/**
 * Every classical file of {@code problems/} from three guesses with three schemes on at most 100 uniform intervals: none may crash, nine of ten
 * must be solved. The table that docs/robustness.md shows is written to {@code target/robustness.md}.
 */
@Tag("full")
class GuessRobustnessTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final List<String> SCHEMES = List.of("trapezoid", "hermite-simpson", "radau-3");
    private static final int INTERVALS = 100;
    private static final double SECONDS = 20;

    /** Farther from the reference than coarse meshes and schemes of second order explain. */
    private static final double ELSEWHERE = 0.02;

    /** A run's end, and the cell of the table. */
    private record Run(boolean solved, boolean elsewhere, String reason) {}

    @Test
    void nineOfTenAreSolvedFromThreeGuesses() throws IOException {
        TreeMap<String, List<Run>> rows = new TreeMap<>();
        for (String name : ProblemPackTest.names().toList()) {
            List<Run> runs = new ArrayList<>();
            for (StartingGuess guess : StartingGuess.values()) {
                for (String scheme : SCHEMES) {
                    runs.add(run(name, guess, scheme));
                }
            }
            rows.put(name, runs);
        }
        List<Run> all = rows.values().stream().flatMap(List::stream).toList();
        long solved = all.stream().filter(Run::solved).count();
        Files.writeString(HOME.resolve("target/robustness.md"), table(rows, solved, all.size()));
        assertTrue(solved >= 0.9 * all.size(), () -> solved + " of " + all.size() + " solved");
    }

    private static Run run(String name, StartingGuess guess, String scheme) {
        ProblemFile file =
                new ProblemReader(Schemes.names()).read(HOME.resolve("problems/" + name + ".yaml"), List.of());
        SolverSettings settings = file.solver();
        ProblemFile variant = new ProblemFile(
                file.path(),
                guess.of(file.problem()),
                new TranscriptionSettings(
                        scheme, Math.min(INTERVALS, file.transcription().intervals()), null),
                new SolverSettings(settings.nlp(), settings.tolerance(), SECONDS, settings.options()));
        try {
            Solution solution = new DirectMethod(new IpoptSolver()).solve(variant, 0, IterationListener.SILENT);
            boolean solved = solution.status().solved();
            Reference reference = Objects.requireNonNull(file.problem().reference());
            double scale = reference.objective() == 0 ? 1 : Math.abs(reference.objective());
            boolean elsewhere = Math.abs(solution.objective() - reference.objective()) > ELSEWHERE * scale;
            return new Run(solved, solved && elsewhere, solution.status().label() + ": " + solution.reason());
        } catch (InputException refused) {
            return new Run(false, false, "refused: " + refused.getMessage());
        }
    }

    private static String table(TreeMap<String, List<Run>> rows, long solved, int all) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%d of %d solved.%n%n", solved, all));
        text.append("| problem | own guess | no guess | guess times 10 |\n|---|---|---|---|\n");
        StringBuilder reasons = new StringBuilder();
        rows.forEach((name, runs) -> {
            text.append("| ").append(name).append(" |");
            for (int g = 0; g < StartingGuess.values().length; g++) {
                text.append(' ');
                for (int s = 0; s < SCHEMES.size(); s++) {
                    Run run = runs.get(g * SCHEMES.size() + s);
                    text.append(s == 0 ? "" : ", ")
                            .append(!run.solved() ? "**no**" : run.elsewhere() ? "other" : "yes");
                    if (!run.solved()) {
                        reasons.append(String.format(
                                Locale.ROOT,
                                "- %s, %s, %s: %s%n",
                                name,
                                StartingGuess.values()[g].text(),
                                SCHEMES.get(s),
                                run.reason().replace('\n', ' ')));
                    }
                }
                text.append(" |");
            }
            text.append('\n');
        });
        return text.append('\n').append(reasons).toString();
    }
}
