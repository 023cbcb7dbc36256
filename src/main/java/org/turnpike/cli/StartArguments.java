package org.turnpike.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.InputException;
import org.turnpike.problem.PerturbedGuess;
import org.turnpike.problem.ProblemFile;
import picocli.CommandLine.Option;

/** Where the iteration starts: the file's guess, or random ones around it. */
final class StartArguments {
    @Option(
            names = "--starts",
            paramLabel = "N",
            description =
                    "solve from N guesses, the file's and N - 1 random ones, in parallel processes; print the distinct minima and"
                            + " keep the best")
    private @Nullable Integer starts;

    @Option(
            names = "--start",
            paramLabel = "K",
            description = "solve from the K-th guess of --starts alone (0: the file's own)")
    private @Nullable Integer start;

    @Option(names = "--seed", paramLabel = "S", description = "of the random guesses (default: 1)")
    private long seed = 1;

    @Option(names = "--jobs", paramLabel = "J", description = "processes at a time (default: one a processor)")
    private @Nullable Integer jobs;

    /** N, or null if one start is enough. */
    @Nullable
    Integer starts() {
        return starts;
    }

    long seed() {
        return seed;
    }

    int jobs() {
        return jobs != null ? jobs : Runtime.getRuntime().availableProcessors();
    }

    /** @throws InputException if the options contradict each other */
    void check(Path file) {
        if (starts != null && start != null) {
            throw new InputException(file + ": --starts N solves from all guesses, --start K from one; not both");
        }
        if (starts != null && starts < 1) {
            throw new InputException(file + ": --starts expects a positive number, found " + starts);
        }
        if (start != null && start < 0) {
            throw new InputException(file + ": --start expects a number from 0 on, found " + start);
        }
        if (jobs != null && jobs < 1) {
            throw new InputException(file + ": --jobs expects a positive number, found " + jobs);
        }
    }

    /** From now on as if {@code --start} had asked for this one. */
    void choose(int number) {
        starts = null;
        start = number;
    }

    boolean single() {
        return start != null;
    }

    /** The file with the guess that was asked for. */
    ProblemFile applied(ProblemFile file) {
        return start == null ? file : file.with(PerturbedGuess.of(file.problem(), seed, start));
    }
}
