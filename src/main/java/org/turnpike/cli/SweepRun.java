package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.AtomicFolder;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SweepRow;
import org.turnpike.io.SweepTable;
import org.turnpike.problem.ProblemFile;
import org.turnpike.sweep.Grid;

/**
 * The points of a sweep as an agenda. A point is begun when its predecessor has ended. An attempt writes to a folder of its own, and the one that is kept is then moved to the
 * point's place, so a point has ended for good when {@code solution.json} is there, or a {@code failure.txt}; such points are not solved again.
 */
final class SweepRun implements ChildProcesses.Agenda {
    private static final String FAILURE = "failure.txt";

    /** Where a point starts. */
    enum Start {
        /** From the file's own start. */
        OWN,
        /** From the neighbour's solution; from the file's own start if that does not lead to a solution. */
        NEIGHBOUR,
        /** From both; the better is kept. */
        BETTER
    }

    private final Path file;
    private final List<String> overrides;
    private final Grid grid;
    private final Path folder;
    private final Start start;
    private final ProblemReader.Contents contents;
    private final @Nullable PrintWriter progress;
    private final SweepTable table;
    private final Map<Integer, SweepRow> rows = new TreeMap<>();
    private final Map<Integer, String> reasons = new TreeMap<>();
    private final TreeSet<Integer> waiting = new TreeSet<>();
    /** Points whose attempt from the neighbour has ended, or which have none. */
    private final Set<Integer> own = new HashSet<>();

    private final long begin = System.nanoTime();
    private final int before;

    /**
     * Finds what earlier calls have left.
     *
     * @param contents of the file at the first point
     */
    SweepRun(
            ProblemArguments arguments,
            Grid grid,
            Path folder,
            Start start,
            ProblemReader.Contents contents,
            @Nullable PrintWriter progress)
            throws IOException {
        this.file = arguments.file();
        this.overrides = arguments.overrides();
        this.grid = grid;
        this.folder = folder;
        this.start = start;
        this.contents = contents;
        this.progress = progress;
        table = new SweepTable(grid, contents.learning() != null);
        for (int point = 0; point < grid.points(); point++) {
            if (!known(point)) {
                waiting.add(point);
            }
        }
        before = rows.size();
    }

    private boolean known(int point) throws IOException {
        Path failure = place(point).resolve(FAILURE);
        if (Files.exists(place(point).resolve("solution.json"))) {
            rows.put(point, SweepRow.read(place(point)));
            return true;
        }
        if (Files.exists(failure)) {
            rows.put(point, SweepRow.failed());
            reasons.put(point, Files.readString(failure).strip());
            return true;
        }
        return false;
    }

    /** {@code points/0001} and so on. */
    private Path place(int point) {
        return folder.resolve("points").resolve(String.format(Locale.ROOT, "%04d", point + 1));
    }

    private Path attempt(int point, boolean fromNeighbour) {
        String name = String.valueOf(place(point).getFileName());
        return place(point).resolveSibling(name + (fromNeighbour ? ".neighbour" : ".own"));
    }

    int earlier() {
        return before;
    }

    @Override
    public ChildProcesses.@Nullable Task next() {
        for (int point : waiting) {
            int predecessor = grid.predecessor(point);
            if (start == Start.OWN || predecessor < 0 || rows.containsKey(predecessor)) {
                waiting.remove(point);
                return task(point, predecessor);
            }
        }
        return null;
    }

    private ChildProcesses.Task task(int point, int predecessor) {
        SweepRow row = start == Start.OWN || own.contains(point) ? null : rows.get(predecessor);
        SweepRow from = row != null && row.solved() ? row : null;
        if (from == null) {
            own.add(point);
        }
        List<String> all = new ArrayList<>(overrides);
        all.addAll(grid.overrides(point));
        if (from != null) {
            ProblemFile classical = contents.classical();
            all.add(SweepRow.startFrom(place(predecessor), classical == null));
            if (classical != null && !classical.problem().horizon().end().isFixed()) {
                all.add("time.end.guess=" + from.value("finalTime"));
            }
        }
        Path out = attempt(point, from != null);
        List<String> command = new ArrayList<>(List.of("solve", file.toString(), "--quiet", "--out", out.toString()));
        all.forEach(override -> command.addAll(List.of("--set", override)));
        return new ChildProcesses.Task(point, command);
    }

    @Override
    public void ended(ChildProcesses.Ended ended) throws IOException {
        int point = ended.number();
        if (own.add(point)) {
            SweepRow there = row(attempt(point, true));
            if (start == Start.BETTER || there == null || !there.solved()) {
                waiting.add(point);
                return;
            }
        }
        keep(point, ended);
        table.write(folder, rows, reasons);
        tell(point, ended.seconds());
    }

    private static @Nullable SweepRow row(Path attempt) {
        return Files.exists(attempt.resolve("solution.json")) ? SweepRow.read(attempt) : null;
    }

    /** Moves the better attempt to the point's place; a point is there with everything, or not at all. */
    private void keep(int point, ChildProcesses.Ended ended) throws IOException {
        SweepRow neighbour = row(attempt(point, true));
        SweepRow alone = row(attempt(point, false));
        if (neighbour == null && alone == null) {
            fail(point, ended);
        } else {
            boolean fromNeighbour = neighbour != null && (alone == null || neighbour.betterThan(alone, maximize()));
            Files.move(attempt(point, fromNeighbour), place(point));
            known(point);
        }
        FolderTree.delete(attempt(point, true));
        FolderTree.delete(attempt(point, false));
    }

    private boolean maximize() {
        ProblemFile classical = contents.classical();
        return classical != null && classical.problem().objective().maximize();
    }

    private void fail(int point, ChildProcesses.Ended ended) throws IOException {
        String reason =
                ended.reason().isEmpty() ? "the process ended with status " + ended.exitStatus() : ended.reason();
        try (AtomicFolder out = AtomicFolder.open(place(point))) {
            out.write(FAILURE, reason + "\n");
            out.commit();
        }
        known(point);
    }

    private void tell(int point, double seconds) {
        if (progress == null) {
            return;
        }
        int done = rows.size() - before;
        double remaining = (System.nanoTime() - begin) * 1e-9 / done * (grid.points() - rows.size());
        SweepRow row = rows.get(point);
        String objective = row == null ? "" : row.value("objective");
        progress.printf(
                Locale.ROOT,
                "point %d (%d of %d), %s: %s%s, %.1f s; about %s left%n",
                point + 1,
                rows.size(),
                grid.points(),
                String.join(", ", grid.overrides(point)),
                row == null ? "failed" : row.value("status"),
                objective.isEmpty() ? "" : " " + objective,
                seconds,
                RemainingTime.text(remaining));
        progress.flush();
    }

    /** The finished points for a terminal; writes the table, too. */
    String finish() throws IOException {
        table.write(folder, rows, reasons);
        StringBuilder text = new StringBuilder();
        long solved = rows.values().stream().filter(SweepRow::solved).count();
        for (Map.Entry<Integer, SweepRow> entry : rows.entrySet()) {
            SweepRow row = entry.getValue();
            text.append(String.format(
                    Locale.ROOT,
                    "  %-40s %-18s %s%n",
                    String.join(", ", grid.overrides(entry.getKey())),
                    row.value("status"),
                    row.value("objective")));
        }
        text.append(String.format(
                Locale.ROOT, "%d points: %d solved, %d not", grid.points(), solved, rows.size() - solved));
        if (rows.size() < grid.points()) {
            text.append(String.format(
                    Locale.ROOT, ", %d not begun; the same command goes on", grid.points() - rows.size()));
        }
        if (before > 0) {
            text.append(String.format(Locale.ROOT, " (%d were there)", before));
        }
        return text.append(String.format(Locale.ROOT, "%nwritten to %s%n", folder))
                .toString();
    }

    boolean allSolved() {
        return rows.size() == grid.points() && rows.values().stream().allMatch(SweepRow::solved);
    }
}
