package org.turnpike.training.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.problem.InputException;

/**
 * Which labels a table has, and what targets they become; the rules of tables in CSV: texts are classes, numbers are classes
 * where the loss asks for them or where they are −1 and 1.
 *
 * @param classes names, ascending; empty if the labels are numbers to be fitted
 * @param targets by label; empty if the labels are numbers to be fitted
 */
record StoredLabels(List<String> classes, Map<Object, double[]> targets) {
    private static final int MOST_CLASSES = 1000;

    static StoredLabels of(ParquetTable table, LabelCoding.Kind kind) {
        List<Object> labels = table.distinctLabels(MOST_CLASSES + 1);
        if (labels.isEmpty()) {
            throw new InputException(table.location() + ": the table has no rows");
        }
        boolean signs = labels.equals(List.of(-1.0, 1.0));
        if (!table.textLabel() && !kind.asksForClasses() && !signs) {
            return new StoredLabels(List.of(), Map.of());
        }
        String place = table.location() + ": column '" + table.label() + "': ";
        if (labels.size() == 1) {
            throw new InputException(
                    place + "all labels are '" + labels.get(0) + "'; classification needs at least two classes");
        }
        if (labels.size() > MOST_CLASSES) {
            throw new InputException(place + "there are more than " + MOST_CLASSES + " different labels, the most that"
                    + " classes may have");
        }
        List<String> names = new ArrayList<>();
        for (Object label : labels) {
            names.add(name(label));
        }
        LabelCoding coding;
        try {
            coding = new LabelCoding(kind, names);
        } catch (InputException e) {
            throw new InputException(place + e.getMessage());
        }
        Map<Object, double[]> targets = new HashMap<>();
        for (Object label : labels) {
            targets.put(label, coding.code(targets.size()));
        }
        return new StoredLabels(List.copyOf(names), targets);
    }

    /** Whole numbers without a decimal point. */
    private static String name(Object label) {
        return label instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15
                ? Long.toString(d.longValue())
                : label.toString();
    }

    /** m. */
    int outputs() {
        return targets.isEmpty() ? 1 : targets.values().iterator().next().length;
    }

    /** The class of a target; not for numbers. */
    static int classOf(double[] target) {
        if (target.length == 1) {
            return target[0] > 0 ? 1 : 0;
        }
        int c = 0;
        while (target[c] == 0) {
            c++;
        }
        return c;
    }
}
