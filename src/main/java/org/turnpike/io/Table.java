package org.turnpike.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.InputException;

/** A CSV table of functions of time: a header with the column {@code t} and names, then numbers, t not decreasing. */
final class Table {
    private static final int LARGEST = 64;

    private final List<String> names;
    private final double[] time;
    private final double[][] columns;

    private Table(List<String> names, double[] time, double[][] columns) {
        this.names = names;
        this.time = time;
        this.columns = columns;
    }

    static Table read(Path path) {
        String text = TextFile.read(path, LARGEST);
        List<double[]> rows = new ArrayList<>();
        @Nullable List<String> header = null;
        int timeColumn = -1;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord record : csv) {
                if (header == null) {
                    header = header(path, record);
                    timeColumn = header.indexOf("t");
                } else {
                    rows.add(numbers(path, record, header));
                }
            }
        } catch (CsvParseException e) {
            throw new InputException(path + ": this is not valid CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new InputException(path + ": the file cannot be read: " + e.getMessage());
        }
        if (header == null || rows.isEmpty()) {
            throw new InputException(
                    path + ": the table is empty; expected a header such as t,x,u and rows of numbers");
        }
        double[][] columns = new double[header.size()][rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][r] = rows.get(r)[c];
            }
        }
        double[] time = columns[timeColumn];
        for (int r = 1; r < time.length; r++) {
            if (time[r] < time[r - 1]) {
                throw new InputException(path + ":" + (r + 2) + ":1: the time decreases from "
                        + Decimal.print(time[r - 1]) + " to " + Decimal.print(time[r]));
            }
        }
        return new Table(header, time, columns);
    }

    private static List<String> header(Path path, CsvRecord record) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < record.getFieldCount(); i++) {
            String name = record.getField(i).strip();
            if (names.contains(name)) {
                throw new InputException(path + ":1:1: the column '" + name + "' stands here twice");
            }
            names.add(name);
        }
        if (!names.contains("t")) {
            throw new InputException(path + ":1:1: the column 't' is missing; expected a header such as t,x,u");
        }
        return names;
    }

    private static double[] numbers(Path path, CsvRecord record, List<String> header) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != header.size()) {
            throw new InputException(path + ":" + line + ":1: expected " + header.size()
                    + " numbers as in the header, found " + record.getFieldCount());
        }
        double[] row = new double[header.size()];
        for (int i = 0; i < row.length; i++) {
            String field = record.getField(i).strip();
            try {
                row[i] = Double.parseDouble(field);
            } catch (NumberFormatException e) {
                row[i] = Double.NaN;
            }
            if (!Double.isFinite(row[i])) {
                throw new InputException(path + ":" + line + ":1: expected a finite number in column '" + header.get(i)
                        + "', found '" + field + "'");
            }
        }
        return row;
    }

    /** The header without t. */
    List<String> names() {
        List<String> others = new ArrayList<>(names);
        others.remove("t");
        return others;
    }

    double firstTime() {
        return time[0];
    }

    double lastTime() {
        return time[time.length - 1];
    }

    boolean contains(String name) {
        return !name.equals("t") && names.contains(name);
    }

    int rows() {
        return time.length;
    }

    double time(int row) {
        return time[row];
    }

    double at(int column, int row) {
        return columns[column][row];
    }

    /** A column's value at t by linear interpolation, held constant beyond the ends. */
    double value(int column, double t) {
        double[] values = columns[column];
        int low = 0;
        int high = time.length - 1;
        if (t <= time[low]) {
            return values[low];
        }
        if (t >= time[high]) {
            return values[high];
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (time[middle] <= t) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double s = (t - time[low]) / (time[high] - time[low]);
        return values[low] + s * (values[high] - values[low]);
    }

    int column(String name) {
        return names.indexOf(name);
    }
}
