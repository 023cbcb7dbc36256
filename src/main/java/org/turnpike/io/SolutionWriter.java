package org.turnpike.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.pmp.ShootingResult;
import org.turnpike.solution.Solution;

/**
 * Writes a solution folder: {@code solution.json}, {@code trajectory.csv}, and whatever texts the caller adds, such as
 * {@code report.html}. A point that is not a solution is written all the same; its status says so.
 */
public final class SolutionWriter {
    private SolutionWriter() {}

    /** Writes all files, or none. */
    public static void write(Path directory, Solution solution, Map<String, String> texts) throws IOException {
        write(directory, solution, null, texts);
    }

    /**
     * Writes all files, or none.
     *
     * @param origin the problem file, so that a report can be made again; null if there is none
     * @param texts further files by name
     */
    public static void write(
            Path directory, Solution solution, @Nullable SolutionOrigin origin, Map<String, String> texts)
            throws IOException {
        write(directory, solution, origin, null, texts);
    }

    /** The same for the result of shooting, with what it says beyond its solution. */
    public static void write(
            Path directory, ShootingResult shooting, @Nullable SolutionOrigin origin, Map<String, String> texts)
            throws IOException {
        write(directory, shooting.solution(), origin, shooting, texts);
    }

    private static void write(
            Path directory,
            Solution solution,
            @Nullable SolutionOrigin origin,
            @Nullable ShootingResult shooting,
            Map<String, String> texts)
            throws IOException {
        try (AtomicFolder folder = AtomicFolder.open(directory)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                folder.write(text.getKey(), text.getValue());
            }
            folder.write("trajectory.csv", new TrajectoryTable(solution)::writeTo);
            // Last: who finds a new solution.json finds the other files new, too.
            folder.write("solution.json", new SolutionJson(solution, origin, shooting)::writeTo);
            folder.commit();
        }
    }
}
