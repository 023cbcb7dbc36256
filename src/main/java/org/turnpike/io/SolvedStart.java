package org.turnpike.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.turnpike.problem.InputException;

/**
 * What one of many starts came to, read from its solution folder.
 *
 * @param status as in {@code solution.json}
 * @param objective in the user's sense
 * @param iterations of the solver
 * @param curves by component, states first, then controls: values at equal shares of the horizon; empty if there is no such table
 */
public record SolvedStart(String status, double objective, int iterations, double[][] curves) {
    private static final int SAMPLES = 101;

    /**
     * Reads a solution folder.
     *
     * @param names of the components to read, such as {@code x} and {@code u[1]}
     * @throws InputException if the folder has no solution
     */
    public static SolvedStart read(Path folder, List<String> names) {
        JsonTree json = JsonTree.read(folder.resolve("solution.json"));
        Path table = folder.resolve("trajectory.csv");
        double[][] curves =
                names.isEmpty() || !Files.exists(table) ? new double[0][] : curves(Table.read(table), names);
        return new SolvedStart(
                json.text("status"),
                json.number("objective"),
                json.object("solver").count("iterations"),
                curves);
    }

    private static double[][] curves(Table table, List<String> names) {
        double[][] curves = new double[names.size()][SAMPLES];
        for (int c = 0; c < curves.length; c++) {
            int column = table.column(names.get(c));
            for (int i = 0; i < SAMPLES; i++) {
                double s = i / (double) (SAMPLES - 1);
                curves[c][i] = table.value(column, table.firstTime() + s * (table.lastTime() - table.firstTime()));
            }
        }
        return curves;
    }
}
