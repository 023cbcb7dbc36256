package org.turnpike.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.CubicSpline;
import org.turnpike.expression.NearestName;
import org.turnpike.expression.TabulatedFunction;

/**
 * Reads {@code tables}: functions of one or two numbers through given points, from a CSV file with named columns or from a list of
 * points. Two arguments need a full grid, one row a point, in any order.
 */
final class TablesReader {
    private static final String EXAMPLE = "{csv: drag.csv, x: mach, y: cd} or {points: [[0, 1], [1, 2]]}";
    private static final List<String> INTERPOLATIONS = List.of("cubic-spline", "natural-spline");
    private static final List<String> ROUGH = List.of("linear", "makima", "akima", "pchip", "nearest", "cubic-hermite");
    private static final List<String> EXTRAPOLATIONS = List.of("linear", "none");

    private final Formulas formulas;
    private final Path problemFile;

    TablesReader(Formulas formulas, Path problemFile) {
        this.formulas = formulas;
        this.problemFile = problemFile;
    }

    /** Declares each table of the section as a function. */
    void read(@Nullable Field section) {
        if (section == null) {
            return;
        }
        for (Field field : section.entries("a mapping such as {CD: {csv: drag.csv, x: mach, y: cd}}")) {
            formulas.symbols().declare(new Symbol.Table(field, table(field)));
        }
    }

    private TabulatedFunction table(Field field) {
        field.only("a mapping such as " + EXAMPLE, "csv", "points", "x", "y", "z", "interpolation", "extrapolation");
        @Nullable Field csv = field.get("csv");
        @Nullable Field points = field.get("points");
        if ((csv == null) == (points == null)) {
            throw field.keyError("a table comes from csv or from points, as in " + EXAMPLE);
        }
        List<double[]> rows = csv != null ? fromCsv(field, csv) : fromPoints(field, points != null ? points : field);
        CubicSpline.Ends ends = choice(field.get("interpolation"), INTERPOLATIONS) == 0
                ? CubicSpline.Ends.NOT_A_KNOT
                : CubicSpline.Ends.NATURAL;
        boolean continued = choice(field.get("extrapolation"), EXTRAPOLATIONS) == 0;
        Field place = csv != null ? csv : field;
        return rows.get(0).length == 2
                ? ofOne(field.key(), rows, ends, continued, place)
                : ofTwo(field.key(), rows, ends, continued, place);
    }

    private static int choice(@Nullable Field field, List<String> names) {
        if (field == null) {
            return 0;
        }
        int position = names.indexOf(field.text());
        if (position < 0 && ROUGH.contains(field.text()) && names.equals(INTERPOLATIONS)) {
            throw field.error("'" + field.text()
                    + "' is not twice continuously differentiable, which the solver's second derivatives need;"
                    + " expected " + String.join(" or ", names));
        }
        if (position < 0) {
            String hint = NearestName.hint(field.text(), names);
            throw field.error("unknown " + field.key() + " '" + field.text() + "'"
                    + (hint.isEmpty() ? "; expected " + String.join(" or ", names) : hint));
        }
        return position;
    }

    private List<double[]> fromCsv(Field field, Field csv) {
        CsvTable table = CsvTable.read(TextFile.beside(problemFile, csv));
        List<Field> columns = new ArrayList<>();
        columns.add(field.require("x", EXAMPLE));
        columns.add(field.require("y", EXAMPLE));
        @Nullable Field z = field.get("z");
        if (z != null) {
            columns.add(z);
        }
        int[] position = new int[columns.size()];
        for (int c = 0; c < position.length; c++) {
            String name = columns.get(c).text();
            if (!table.header().contains(name)) {
                String hint = NearestName.hint(name, table.header());
                throw columns.get(c)
                        .error("the table has no column '" + name + "'"
                                + (hint.isEmpty() ? "; it has " + String.join(", ", table.header()) : hint));
            }
            position[c] = table.column(name);
        }
        List<double[]> rows = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            double[] row = new double[position.length];
            for (int c = 0; c < row.length; c++) {
                row[c] = table.number(r, position[c]);
            }
            rows.add(row);
        }
        return rows;
    }

    private List<double[]> fromPoints(Field field, Field points) {
        for (String key : List.of("x", "y", "z")) {
            @Nullable Field column = field.get(key);
            if (column != null) {
                throw column.keyError("this names a column of a csv file; the points stand here by themselves");
            }
        }
        double[][] rows = formulas.matrix(points);
        if (rows[0].length != 2 && rows[0].length != 3) {
            throw points.error("expected points [x, y] or [x, y, z], found " + rows[0].length + " numbers each");
        }
        return List.of(rows);
    }

    private static TabulatedFunction ofOne(
            String name, List<double[]> rows, CubicSpline.Ends ends, boolean continued, Field place) {
        TreeMap<Double, Double> sorted = new TreeMap<>();
        for (double[] row : rows) {
            if (sorted.put(row[0], row[1]) != null) {
                throw place.error("the point x = " + Decimal.print(row[0]) + " stands in the table twice");
            }
        }
        return TabulatedFunction.of(
                new CubicSpline(name, axis(sorted.keySet(), "x", place), values(sorted.values()), ends, continued));
    }

    private static TabulatedFunction ofTwo(
            String name, List<double[]> rows, CubicSpline.Ends ends, boolean continued, Field place) {
        TreeSet<Double> xs = new TreeSet<>();
        TreeSet<Double> ys = new TreeSet<>();
        TreeMap<Double, TreeMap<Double, Double>> grid = new TreeMap<>();
        for (double[] row : rows) {
            xs.add(row[0]);
            ys.add(row[1]);
            if (grid.computeIfAbsent(row[0], x -> new TreeMap<>()).put(row[1], row[2]) != null) {
                throw place.error("the point (" + Decimal.print(row[0]) + ", " + Decimal.print(row[1])
                        + ") stands in the table twice");
            }
        }
        double[] x = axis(xs, "x", place);
        double[] y = axis(ys, "y", place);
        double[][] z = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            TreeMap<Double, Double> line = grid.getOrDefault(x[i], new TreeMap<>());
            for (double knot : y) {
                if (!line.containsKey(knot)) {
                    throw place.error("the table is no full grid: there is no value at (" + Decimal.print(x[i]) + ", "
                            + Decimal.print(knot) + ")");
                }
            }
            z[i] = values(line.values());
        }
        return TabulatedFunction.of(name, x, y, z, ends, continued);
    }

    private static double[] axis(java.util.Collection<Double> knots, String axis, Field place) {
        if (knots.size() < 2) {
            throw place.error("a table needs two points or more along " + axis + ", found " + knots.size());
        }
        return values(knots);
    }

    private static double[] values(java.util.Collection<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
