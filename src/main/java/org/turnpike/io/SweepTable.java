package org.turnpike.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.turnpike.sweep.Grid;

/**
 * {@code sweep.csv}: a line a finished point, in the grid's order: its number from 1, the value of each key, then the columns of {@link SweepRow}, and the reason
 * if it failed.
 */
public final class SweepTable {
    private final Grid grid;
    private final List<String> columns;

    /** @param learning whether the points are networks */
    public SweepTable(Grid grid, boolean learning) {
        this.grid = grid;
        columns = new ArrayList<>(SweepRow.COMMON);
        if (learning) {
            columns.addAll(SweepRow.LEARNING);
        }
    }

    /**
     * Writes the table beside its place and moves it there.
     *
     * @param rows by point
     * @param reasons of failed points
     */
    public void write(Path folder, Map<Integer, SweepRow> rows, Map<Integer, String> reasons) throws IOException {
        List<String> head = new ArrayList<>(List.of("point"));
        grid.axes().forEach(axis -> head.add(axis.key()));
        head.addAll(columns);
        head.add("reason");
        List<List<String>> lines = new ArrayList<>(List.of(head));
        for (int point = 0; point < grid.points(); point++) {
            SweepRow row = rows.get(point);
            if (row != null) {
                lines.add(line(point, row, reasons.getOrDefault(point, "")));
            }
        }
        new CsvRows(lines).write(folder, "sweep.csv");
    }

    private List<String> line(int point, SweepRow row, String reason) {
        List<String> line = new ArrayList<>(List.of(Integer.toString(point + 1)));
        line.addAll(grid.values(point));
        columns.forEach(column -> line.add(row.value(column)));
        line.add(reason);
        return line;
    }
}
