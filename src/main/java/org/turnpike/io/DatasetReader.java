package org.turnpike.io;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.problem.InputException;

/**
 * Samples from a table: feature columns of numbers and a column of labels.
 *
 * <p>Texts as labels are classes, in alphabetical order. Numbers are classes, in ascending order, if the loss asks for classes;
 * otherwise they are what is to be fitted, and classes only where they are the codes −1 and 1.
 */
public final class DatasetReader {
    private static final int MOST_CLASSES = 1000;

    private final CsvTable table;

    public DatasetReader(CsvTable table) {
        this.table = table;
    }

    /**
     * The samples in the order of the rows, targets coded for the loss.
     *
     * @param features names of columns, or null for all but the label
     * @throws InputException naming row and column: unknown columns, missing values, features that are no numbers, a single
     *     class, labels that the loss cannot take
     */
    public Dataset read(@Nullable List<String> features, String label, LabelCoding.Kind kind) {
        int labelColumn = table.column(label);
        List<String> names = features == null
                ? table.header().stream().filter(n -> !n.equals(label)).toList()
                : features;
        if (names.contains(label)) {
            throw table.error(labelColumn, "the label cannot be a feature as well");
        }
        double[][] inputs = inputs(names);
        if (!isNumeric(labelColumn)) {
            return classes(inputs, names, textLabels(labelColumn), labelColumn, kind);
        }
        return kind.asksForClasses()
                ? classes(inputs, names, numericLabels(labelColumn), labelColumn, kind)
                : numbers(inputs, names, labelColumn).coded(kind);
    }

    /**
     * The features alone, N × d, for prediction.
     *
     * @param features names of columns
     */
    public double[][] inputs(List<String> features) {
        if (features.isEmpty()) {
            throw table.error("there is no column for a feature");
        }
        int[] columns = new int[features.size()];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = table.column(features.get(j));
            if (features.indexOf(features.get(j)) < j) {
                throw table.error(columns[j], "the feature is listed twice");
            }
        }
        double[][] inputs = new double[table.rows()][columns.length];
        for (int i = 0; i < inputs.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                inputs[i][j] = table.number(i, columns[j]);
            }
        }
        return inputs;
    }

    /** Whether the labels are numbers; a mixture of numbers and texts is an error. */
    private boolean isNumeric(int column) {
        int number = -1;
        int text = -1;
        for (int i = 0; i < table.rows(); i++) {
            table.text(i, column);
            if (Double.isNaN(table.numberOrNaN(i, column))) {
                text = text < 0 ? i : text;
            } else {
                number = number < 0 ? i : number;
            }
        }
        if (number >= 0 && text >= 0) {
            throw table.error(
                    text,
                    column,
                    "expected a number as in row " + (number + 1) + ", found "
                            + CsvTable.quoted(table.text(text, column)) + "; labels are all numbers or all texts");
        }
        return number >= 0;
    }

    private Dataset numbers(double[][] inputs, List<String> names, int column) {
        double[][] targets = new double[inputs.length][1];
        for (int i = 0; i < targets.length; i++) {
            targets[i][0] = table.number(i, column);
        }
        return new Dataset(inputs, targets, null, List.of(), names);
    }

    private Dataset classes(double[][] inputs, List<String> names, String[] labels, int column, LabelCoding.Kind kind) {
        List<String> found =
                Arrays.stream(labels).distinct().limit(MOST_CLASSES + 1L).toList();
        requireFit(found, labels, column, kind);
        List<String> classNames = found.stream().sorted(order(column)).toList();
        Map<String, Integer> index = new HashMap<>();
        for (String name : classNames) {
            index.put(name, index.size());
        }
        int[] classes = new int[labels.length];
        Arrays.setAll(classes, i -> Objects.requireNonNull(index.get(labels[i])));
        LabelCoding coding = new LabelCoding(kind, classNames);
        return new Dataset(inputs, coding.targets(classes), classes, classNames, names);
    }

    private Comparator<String> order(int column) {
        return Double.isNaN(table.numberOrNaN(0, column))
                ? Comparator.naturalOrder()
                : Comparator.comparingDouble(Double::parseDouble);
    }

    private String[] textLabels(int column) {
        String[] labels = new String[table.rows()];
        Arrays.setAll(labels, i -> table.text(i, column));
        return labels;
    }

    /** 1 and 1.0 are one class; adding 0 turns −0 into 0. */
    private String[] numericLabels(int column) {
        String[] labels = new String[table.rows()];
        Arrays.setAll(labels, i -> Decimal.print(table.number(i, column) + 0.0));
        return labels;
    }

    /** @param found the classes in the order in which they are met */
    private void requireFit(List<String> found, String[] labels, int column, LabelCoding.Kind kind) {
        if (found.size() == 1) {
            throw table.error(
                    labels.length - 1,
                    column,
                    "all labels up to this one, the last, are " + CsvTable.quoted(found.get(0))
                            + "; classification needs at least two classes");
        }
        if (found.size() > MOST_CLASSES) {
            throw table.error(
                    rowOf(found.get(MOST_CLASSES), labels),
                    column,
                    "this is the label number " + (MOST_CLASSES + 1) + " that differs; there may be " + MOST_CLASSES
                            + " classes");
        }
        if (kind == LabelCoding.Kind.SIGN && found.size() > 2) {
            String two = found.subList(0, 2).stream().map(CsvTable::quoted).collect(Collectors.joining(" and "));
            throw table.error(
                    rowOf(found.get(2), labels),
                    column,
                    "the logistic loss and max-margin take two classes; " + CsvTable.quoted(found.get(2))
                            + " is a third after " + two + "; use cross-entropy");
        }
    }

    private static int rowOf(String label, String[] labels) {
        return Arrays.asList(labels).indexOf(label);
    }
}
