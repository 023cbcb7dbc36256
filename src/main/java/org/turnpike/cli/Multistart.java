package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.CsvRows;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SolvedStart;
import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solve.DistinctMinima;

/**
 * {@code solve --starts N}: the file solved from N guesses in parallel processes, and the distinct minima that they found. For a classical problem the
 * guesses are those of {@link org.turnpike.problem.PerturbedGuess}, for a network the file's start and {@code {random: seed + k}}.
 */
final class Multistart {
    /** One start's end; {@code solved} null if the process left no solution. */
    private record Row(ChildProcesses.Ended ended, @Nullable SolvedStart solved) {
        boolean optimal() {
            return solved != null
                    && (solved.status().equals("optimal") || solved.status().equals("acceptable"));
        }
    }

    private final ProblemArguments arguments;
    private final StartArguments starts;
    private final @Nullable ProblemFile classical;
    private final @Nullable PrintWriter progress;
    private final List<Row> rows = new ArrayList<>();
    private List<DistinctMinima.Minimum> minima = List.of();

    /**
     * @throws InputException if the file trains a linear model, which is convex
     */
    Multistart(
            ProblemArguments arguments,
            StartArguments starts,
            ProblemReader.Contents contents,
            @Nullable PrintWriter progress) {
        if (contents.linear() != null) {
            throw new InputException(
                    arguments.file() + ": --starts is for problems with many local minima; a linear model is convex");
        }
        this.arguments = arguments;
        this.starts = starts;
        this.progress = progress;
        classical = contents.classical();
    }

    /** Solves from all guesses; returns the number of the best, 0 if none led to a solution. */
    int best(int count, PrintWriter results) throws IOException {
        Path scratch = Files.createTempDirectory("turnpike-starts-");
        try (Interruption interruption = new Interruption(progress)) {
            new ChildProcesses(starts.jobs(), interruption::requested)
                    .run(new OneAfterTheOther(scratch, count), scratch);
        } finally {
            FolderTree.delete(scratch);
        }
        rows.sort(Comparator.comparingInt(row -> row.ended().number()));
        minima = new DistinctMinima(candidates(), maximize()).minima();
        results.print(text(count));
        results.flush();
        return minima.isEmpty() ? 0 : minima.get(0).members().get(0);
    }

    private final class OneAfterTheOther implements ChildProcesses.Agenda {
        private final Path scratch;
        private final int count;
        private int next;

        OneAfterTheOther(Path scratch, int count) {
            this.scratch = scratch;
            this.count = count;
        }

        @Override
        public ChildProcesses.@Nullable Task next() {
            if (next == count) {
                return null;
            }
            int k = next++;
            return new ChildProcesses.Task(k, command(k, scratch.resolve("start-" + k)));
        }

        @Override
        public void ended(ChildProcesses.Ended ended) {
            add(ended, scratch, count);
        }
    }

    private List<String> command(int k, Path out) {
        List<String> command =
                new ArrayList<>(List.of("solve", arguments.file().toString(), "--quiet", "--out", out.toString()));
        for (String override : arguments.overrides()) {
            command.addAll(List.of("--set", override));
        }
        if (classical != null) {
            command.addAll(List.of("--start", Integer.toString(k), "--seed", Long.toString(starts.seed())));
        } else if (k > 0) {
            command.addAll(List.of("--set", networkStart(k)));
        }
        return command;
    }

    /** The override that starts a network from its k-th random controls. */
    String networkStart(int k) {
        return "learning.start={random: " + (starts.seed() + k) + "}";
    }

    private void add(ChildProcesses.Ended ended, Path scratch, int count) {
        Row row = new Row(ended, solution(scratch.resolve("start-" + ended.number())));
        rows.add(row);
        if (progress != null) {
            progress.printf(
                    Locale.ROOT,
                    "start %d (%d of %d): %s, %.1f s%n",
                    ended.number(),
                    rows.size(),
                    count,
                    end(row),
                    ended.seconds());
        }
    }

    private static String end(Row row) {
        SolvedStart solved = row.solved();
        return solved == null
                ? "failed: "
                        + (row.ended().reason().isEmpty()
                                ? "the process died"
                                : row.ended().reason())
                : String.format(Locale.ROOT, "%s, objective %.10g", solved.status(), solved.objective());
    }

    private @Nullable SolvedStart solution(Path folder) {
        if (!Files.exists(folder.resolve("solution.json"))) {
            return null;
        }
        List<String> names = classical == null
                ? List.of()
                : classical.problem().states().stream()
                        .map(state -> state.name())
                        .toList();
        return SolvedStart.read(folder, names);
    }

    private boolean maximize() {
        return classical != null && classical.problem().objective().maximize();
    }

    private List<DistinctMinima.Candidate> candidates() {
        List<DistinctMinima.Candidate> candidates = new ArrayList<>();
        for (Row row : rows) {
            SolvedStart solved = row.solved();
            if (solved != null && row.optimal()) {
                candidates.add(new DistinctMinima.Candidate(row.ended().number(), solved.objective(), solved.curves()));
            }
        }
        return candidates;
    }

    private String text(int count) {
        StringBuilder text = new StringBuilder();
        String kind = maximize() ? "maxima" : "minima";
        text.append(String.format(
                Locale.ROOT,
                "%d starts (seed %d): %d solved, %d distinct %s%n",
                count,
                starts.seed(),
                candidates().size(),
                minima.size(),
                kind));
        if (!minima.isEmpty()) {
            text.append("         objective  reached  from starts\n");
        }
        for (DistinctMinima.Minimum minimum : minima) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %16.10g  %7d  %s%n",
                    minimum.objective(),
                    minimum.members().size(),
                    String.join(
                            ", ",
                            minimum.members().stream().map(String::valueOf).toList())));
        }
        for (Row row : rows) {
            if (!row.optimal()) {
                text.append(String.format(
                        Locale.ROOT, "  start %d: %s%n", row.ended().number(), end(row)));
            }
        }
        if (rows.size() < count) {
            text.append(
                    String.format(Locale.ROOT, "  interrupted: %d starts were not finished%n", count - rows.size()));
        }
        return text.toString();
    }

    /** One line a start beside the solution. */
    void write(Path folder) throws IOException {
        List<List<String>> lines = new ArrayList<>(
                List.of(List.of("start", "status", "objective", "minimum", "iterations", "seconds", "reason")));
        for (Row row : rows) {
            SolvedStart solved = row.solved();
            int number = row.ended().number();
            int minimum = 0;
            for (int m = 0; m < minima.size(); m++) {
                minimum = minima.get(m).members().contains(number) ? m + 1 : minimum;
            }
            lines.add(List.of(
                    Integer.toString(number),
                    solved == null ? "failed" : solved.status(),
                    solved == null ? "" : Double.toString(solved.objective()),
                    minimum == 0 ? "" : Integer.toString(minimum),
                    solved == null ? "" : Integer.toString(solved.iterations()),
                    String.format(Locale.ROOT, "%.3f", row.ended().seconds()),
                    solved == null ? row.ended().reason() : ""));
        }
        new CsvRows(lines).write(folder, "starts.csv");
    }
}
