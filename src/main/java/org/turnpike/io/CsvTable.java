package org.turnpike.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.NearestName;
import org.turnpike.problem.InputException;

/**
 * A CSV file as a table of texts: a header with one name a column, then rows of as many cells, separated by commas (RFC 4180).
 * Rows and columns are counted from 0 here and from 1, without the header, in messages:
 * {@code iris.csv:5: row 4, column 3 ('petal_length'): …}.
 */
public final class CsvTable {
    private static final int LARGEST_MEGABYTES = 128;
    private static final long MOST_CELLS = 16_000_000;
    private static final int LONGEST_SHOWN = 40;
    private static final Set<String> MISSING = Set.of("", "?", "NA", "N/A", "NaN", "nan", "null", "NULL");

    private final Path path;
    private final List<String> header;
    private final List<List<String>> rows;
    private final List<Integer> lines;

    private CsvTable(Path path, List<String> header, List<List<String>> rows, List<Integer> lines) {
        this.path = path;
        this.header = header;
        this.rows = rows;
        this.lines = lines;
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read, is too large, empty, or no table
     */
    public static CsvTable read(Path path) {
        String text = TextFile.read(path, LARGEST_MEGABYTES);
        @Nullable List<String> header = null;
        List<List<String>> rows = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord record : csv) {
                int line = (int) record.getStartingLineNumber();
                if (header == null) {
                    header = header(path + ":" + line, record.getFields());
                    continue;
                }
                if (record.getFieldCount() != header.size()) {
                    throw new InputException(path + ":" + line + ": row " + (rows.size() + 1) + ": expected "
                            + header.size() + " cells as in the header, found " + record.getFieldCount());
                }
                if ((rows.size() + 1L) * header.size() > MOST_CELLS) {
                    throw new InputException(path + ":" + line + ": the table has more than " + MOST_CELLS + " cells");
                }
                rows.add(record.getFields());
                lines.add(line);
            }
        } catch (CsvParseException e) {
            throw new InputException(path + ": this is not valid CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new InputException(path + ": the file cannot be read: " + e.getMessage());
        }
        if (header == null) {
            throw new InputException(
                    path + ": the file is empty; expected a header with the names of the columns, then rows");
        }
        if (rows.isEmpty()) {
            throw new InputException(path + ": the table has a header and no rows");
        }
        return new CsvTable(path, header, rows, lines);
    }

    private static List<String> header(String place, List<String> fields) {
        Set<String> names = new LinkedHashSet<>();
        for (String field : fields) {
            String name = field.strip();
            String column = place + ": column " + (names.size() + 1);
            if (name.isEmpty()) {
                throw new InputException(column + " has no name in the header");
            }
            if (!names.add(name)) {
                throw new InputException(column + ": the name " + quoted(name) + " stands in the header twice");
            }
        }
        String first = fields.get(0);
        if (names.size() == 1 && (first.contains(";") || first.contains("\t"))) {
            throw new InputException(place + ": expected columns that are separated by commas, found " + quoted(first));
        }
        return List.copyOf(names);
    }

    public List<String> header() {
        return header;
    }

    public int rows() {
        return rows.size();
    }

    /**
     * The number of the column of that name.
     *
     * @throws InputException with the nearest name if there is none
     */
    public int column(String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            String hint = NearestName.hint(name, header);
            throw error("there is no column " + quoted(name)
                    + (hint.isEmpty() && header.size() <= 20
                            ? "; the columns are " + String.join(", ", header)
                            : hint));
        }
        return column;
    }

    /**
     * The text of a cell, without blanks around it.
     *
     * @throws InputException if the value is missing: an empty cell, ?, NA, N/A, NaN, null
     */
    public String text(int row, int column) {
        String cell = cell(row, column);
        if (MISSING.contains(cell)) {
            throw error(row, column, "the value is missing" + (cell.isEmpty() ? "" : ": " + quoted(cell)));
        }
        return cell;
    }

    /** The number in a cell, or NaN if there is none. */
    double numberOrNaN(int row, int column) {
        String cell = cell(row, column);
        for (int i = 0; i < cell.length(); i++) {
            // Java's own notation (1f, 0x1p3, Infinity) is not what a table means.
            if ("0123456789+-.eE".indexOf(cell.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(cell);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * The number in a cell.
     *
     * @throws InputException if the value is missing or no finite number
     */
    public double number(int row, int column) {
        double value = numberOrNaN(row, column);
        if (Double.isNaN(value)) {
            throw error(row, column, "expected a finite number, found " + quoted(text(row, column)));
        }
        return value;
    }

    /** Whether a cell says that there is no value: empty, ?, NA, N/A, NaN, null. */
    boolean isMissing(int row, int column) {
        return MISSING.contains(cell(row, column));
    }

    private String cell(int row, int column) {
        return rows.get(row).get(column).strip();
    }

    /** A text as messages show it. */
    static String quoted(String text) {
        String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
        return "'" + shown.replace('\n', ' ').replace('\r', ' ') + "'";
    }

    /** An error about the whole table. */
    public InputException error(String message) {
        return new InputException(path + ": " + message);
    }

    /** An error about a column. */
    public InputException error(int column, String message) {
        return error("column " + (column + 1) + " (" + quoted(header.get(column)) + "): " + message);
    }

    /** An error about a cell. */
    public InputException error(int row, int column, String message) {
        return new InputException(path + ":" + lines.get(row) + ": row " + (row + 1) + ", column " + (column + 1) + " ("
                + quoted(header.get(column)) + "): " + message);
    }
}
