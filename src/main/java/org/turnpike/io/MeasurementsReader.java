package org.turnpike.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.NearestName;
import org.turnpike.expression.Parser;
import org.turnpike.expression.SyntaxException;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Variable;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.MeasurementCost;

/**
 * Reads {@code data}: times and measurements, from a CSV file or as lists, which add Σ_i Σ_m w_m (x_m(t_i) − y_mi)² to the cost. An empty
 * cell is a value that was not measured.
 */
final class MeasurementsReader {
    private static final String EXAMPLE = "data: {csv: measured.csv, time: t, measurements: {x1: y1}}";

    private final Formulas formulas;
    private final Path problemFile;

    MeasurementsReader(Formulas formulas, Path problemFile) {
        this.formulas = formulas;
        this.problemFile = problemFile;
    }

    /** What is measured, how much it weighs, and its values by time, NaN where there is none. */
    private record Measured(String name, Expression quantity, double weight, double[] values) {}

    MeasurementCost read(Field section, Horizon horizon) {
        section.only("a mapping such as " + EXAMPLE, "csv", "time", "times", "measurements", "weights");
        if (!horizon.start().isFixed() || !horizon.end().isFixed()) {
            throw section.keyError("measurements at given times need a horizon with fixed start and end");
        }
        @Nullable Field csv = section.get("csv");
        @Nullable Field list = section.get("times");
        if ((csv == null) == (list == null)) {
            throw section.keyError("data come from csv or from times, as in " + EXAMPLE
                    + " or {times: [0, 1], measurements: {x1: [2, 3]}}");
        }
        Field source = csv != null ? csv : list != null ? list : section;
        @Nullable CsvTable table = csv == null ? null : CsvTable.read(TextFile.beside(problemFile, csv));
        double[] times = table == null ? numbers(source) : times(table, section);
        requireTimes(times, horizon, source);
        return cost(times, measured(section, table, times.length));
    }

    private MeasurementCost cost(double[] times, List<Measured> measured) {
        List<String> names = measured.stream().map(Measured::name).toList();
        ExpressionGraph graph = formulas.graph();
        List<Variable> data = new ArrayList<>();
        List<Expression> squares = new ArrayList<>();
        for (int m = 0; m < measured.size(); m++) {
            Variable value = graph.variable("measured " + names.get(m));
            Variable weight = graph.variable("weight " + names.get(m));
            data.add(value);
            data.add(weight);
            Expression error = graph.subtract(measured.get(m).quantity(), value);
            squares.add(graph.multiply(weight, graph.power(error, graph.constant(2))));
        }
        Integer[] order = new Integer[times.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(times[a], times[b]));
        double[] sorted = new double[times.length];
        double[][] values = new double[times.length][data.size()];
        for (int i = 0; i < times.length; i++) {
            sorted[i] = times[order[i]];
            for (int m = 0; m < measured.size(); m++) {
                double value = measured.get(m).values()[order[i]];
                if (!Double.isNaN(value)) {
                    values[i][2 * m] = value;
                    values[i][2 * m + 1] = measured.get(m).weight();
                }
            }
        }
        return new MeasurementCost(graph.sum(squares), data, sorted, values);
    }

    private double[] numbers(Field list) {
        return list.items("a list of numbers").stream()
                .mapToDouble(formulas::number)
                .toArray();
    }

    private static double[] times(CsvTable table, Field section) {
        @Nullable Field time = section.get("time");
        int column = time == null ? table.column("t") : column(table, time);
        double[] times = new double[table.rows()];
        Arrays.setAll(times, r -> table.number(r, column));
        return times;
    }

    private static void requireTimes(double[] times, Horizon horizon, Field source) {
        Set<Double> seen = new HashSet<>();
        if (times.length == 0) {
            throw source.error("expected one time or more");
        }
        for (double t : times) {
            if (t < horizon.start().lower() || t > horizon.end().lower()) {
                throw source.error("the time " + Decimal.print(t) + " of a measurement is outside the horizon from "
                        + Decimal.print(horizon.start().lower()) + " to "
                        + Decimal.print(horizon.end().lower()));
            }
            if (!seen.add(t)) {
                throw source.error("the time " + Decimal.print(t)
                        + " stands in the data twice; put the measurements of one time together");
            }
        }
    }

    private List<Measured> measured(Field section, @Nullable CsvTable table, int count) {
        List<Field> entries =
                section.require("measurements", EXAMPLE).entries("a mapping from states to columns such as {x1: y1}");
        List<Expression> quantities = entries.stream().map(this::quantity).toList();
        @Nullable Field weights = section.get("weights");
        List<String> names = entries.stream().map(Field::key).toList();
        if (weights != null) {
            for (Field weight : weights.entries("a mapping such as {x1: 0.5}")) {
                if (!names.contains(weight.key())) {
                    throw weight.keyError("'" + weight.key() + "' is not among the measurements"
                            + NearestName.hint(weight.key(), names));
                }
            }
        }
        List<Measured> result = new ArrayList<>();
        for (int m = 0; m < entries.size(); m++) {
            Field entry = entries.get(m);
            @Nullable Field weight = weights == null ? null : weights.get(entry.key());
            double[] values = table == null ? numbers(entry) : values(table, column(table, entry));
            if (values.length != count) {
                throw entry.error("expected " + count + " numbers, one a time, found " + values.length);
            }
            result.add(new Measured(
                    entry.key(), quantities.get(m), weight == null ? 1 : formulas.positive(weight), values));
        }
        if (result.isEmpty()) {
            throw section.error("nothing is measured, expected measurements as in " + EXAMPLE);
        }
        return result;
    }

    private static double[] values(CsvTable table, int column) {
        double[] values = new double[table.rows()];
        Arrays.setAll(values, r -> table.isMissing(r, column) ? Double.NaN : table.number(r, column));
        return values;
    }

    private static int column(CsvTable table, Field name) {
        if (!table.header().contains(name.text())) {
            String hint = NearestName.hint(name.text(), table.header());
            throw name.error("the table has no column '" + name.text() + "'"
                    + (hint.isEmpty() ? "; it has " + String.join(", ", table.header()) : hint));
        }
        return table.column(name.text());
    }

    /** A key is a state, a named expression or a formula in states and parameters. */
    private Expression quantity(Field entry) {
        Expression quantity;
        try {
            quantity = formulas.scalar(Parser.parse(entry.key()), Place.RUNNING);
        } catch (SyntaxException e) {
            throw entry.keyError(e.getMessage());
        }
        for (Expression node : Tape.of(List.of(quantity)).nodes()) {
            if (node instanceof Variable v && !isStateOrParameter(v)) {
                throw entry.keyError("a measurement is of states and parameters; '" + v.name() + "' is none");
            }
        }
        return quantity;
    }

    private boolean isStateOrParameter(Variable v) {
        for (Symbol symbol : formulas.symbols().all().values()) {
            boolean holds = symbol instanceof Symbol.StateSymbol s
                            && s.value().components().contains(v)
                    || symbol instanceof Symbol.Unknown u
                            && !u.isControl()
                            && u.value().components().contains(v);
            if (holds) {
                return true;
            }
        }
        return false;
    }
}
