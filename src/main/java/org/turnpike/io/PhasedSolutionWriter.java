package org.turnpike.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.turnpike.solution.PhasedSolution;
import org.turnpike.solution.Solution;

/**
 * Writes the solution folder of a problem with phases: {@code solution.json} with an entry a phase, and {@code trajectory.csv}, the
 * tables of all phases one below the other with the phase's name in the first column; a column that a phase does not have is empty
 * there. At the border of two phases stand two rows of one time.
 */
public final class PhasedSolutionWriter {
    private PhasedSolutionWriter() {}

    /**
     * Writes all files, or none.
     *
     * @param texts further files by name
     */
    public static void write(Path directory, PhasedSolution solution, SolutionOrigin origin, Map<String, String> texts)
            throws IOException {
        try (AtomicFolder folder = AtomicFolder.open(directory)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                folder.write(text.getKey(), text.getValue());
            }
            folder.write("trajectory.csv", out -> table(solution, out));
            folder.write("solution.json", new SolutionJson(solution, origin)::writeTo);
            folder.commit();
        }
    }

    private static void table(PhasedSolution solution, OutputStream out) throws IOException {
        List<List<String>> tables = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (Solution phase : solution.phases()) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            new TrajectoryTable(phase).writeTo(text);
            List<String> lines = text.toString(StandardCharsets.UTF_8).lines().toList();
            tables.add(lines);
            for (String name : lines.get(0).split(",", -1)) {
                if (!columns.contains(name)) {
                    columns.add(name);
                }
            }
        }
        out.write(("phase," + String.join(",", columns) + "\n").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < tables.size(); i++) {
            List<String> names = List.of(tables.get(i).get(0).split(",", -1));
            int[] places = columns.stream().mapToInt(names::indexOf).toArray();
            for (String line : tables.get(i).subList(1, tables.get(i).size())) {
                String[] values = line.split(",", -1);
                StringBuilder row = new StringBuilder(solution.name(i));
                for (int place : places) {
                    row.append(',').append(place < 0 ? "" : values[place]);
                }
                out.write(row.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
