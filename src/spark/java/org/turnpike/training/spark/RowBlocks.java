package org.turnpike.training.spark;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Gathers the rows of a partition: features as doubles, then the label.
 *
 * @param features their number; a missing one becomes NaN
 * @param outputs m
 * @param targets by label, or empty where the label is the target
 */
record RowBlocks(int features, int outputs, Map<Object, double[]> targets)
        implements FlatMapFunction<Iterator<Row>, PartitionSamples> {
    private static final int FIRST = 1024;

    @Override
    public Iterator<PartitionSamples> call(Iterator<Row> rows) {
        double[] x = new double[FIRST * features];
        double[] y = new double[FIRST * outputs];
        int count = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            if ((count + 1) * features > x.length || (count + 1) * outputs > y.length) {
                x = Arrays.copyOf(x, Math.multiplyExact(2, x.length));
                y = Arrays.copyOf(y, Math.multiplyExact(2, y.length));
            }
            for (int j = 0; j < features; j++) {
                x[count * features + j] = row.isNullAt(j) ? Double.NaN : row.getDouble(j);
            }
            Object label = row.get(features);
            if (targets.isEmpty()) {
                y[count] = label instanceof Double d ? d : Double.NaN;
            } else {
                double[] target = targets.get(label instanceof Double d ? (Object) (d + 0.0) : label);
                for (int c = 0; c < outputs; c++) {
                    y[count * outputs + c] = target == null ? Double.NaN : target[c];
                }
            }
            count++;
        }
        return List.of(new PartitionSamples(
                        count,
                        features,
                        outputs,
                        Arrays.copyOf(x, count * features),
                        Arrays.copyOf(y, count * outputs)))
                .iterator();
    }
}
