package org.turnpike.training.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.turnpike.expression.NearestName;
import org.turnpike.problem.InputException;
import org.turnpike.training.StoredTable;

/**
 * A Parquet file or folder as a table whose columns are known and none of its rows.
 *
 * @param features names of columns with numbers or truth values
 * @param textLabel whether the label is a text
 */
record ParquetTable(String location, Dataset<Row> rows, List<String> features, String label, boolean textLabel) {

    /** Opens it and looks at its columns. */
    static ParquetTable open(SparkCluster cluster, StoredTable table) {
        String location = table.location();
        Dataset<Row> rows;
        try {
            rows = cluster.session().read().parquet(location);
        } catch (Exception e) {
            // Spark throws checked exceptions that its signatures hide.
            String message = SparkMessage.of(e);
            throw new InputException(location + ": "
                    + (message.contains("PATH_NOT_FOUND")
                            ? "there is no such file or folder"
                            : message.contains("UNABLE_TO_INFER_SCHEMA")
                                    ? "there is no Parquet file in it"
                                    : "this cannot be read as Parquet: " + message));
        }
        StructType schema = rows.schema();
        List<String> names = Arrays.asList(schema.fieldNames());
        require(location, names, table.label());
        List<String> features = new ArrayList<>(
                table.features() == null
                        ? names.stream().filter(n -> !n.equals(table.label())).toList()
                        : table.features());
        if (features.isEmpty()) {
            throw new InputException(location + ": there is no column for a feature");
        }
        if (features.contains(table.label())) {
            throw new InputException(
                    location + ": column '" + table.label() + "': the label cannot be a feature as well");
        }
        Set<String> seen = new HashSet<>();
        for (String feature : features) {
            require(location, names, feature);
            if (!seen.add(feature)) {
                throw new InputException(location + ": column '" + feature + "': the feature is listed twice");
            }
            DataType type = schema.apply(feature).dataType();
            if (!isNumber(type)) {
                throw new InputException(location + ": column '" + feature + "': expected numbers, found the type "
                        + type.simpleString()
                        + (table.features() == null ? "; name the features, as in features: [x1, x2]" : ""));
            }
        }
        DataType type = schema.apply(table.label()).dataType();
        if (!isNumber(type) && !(type instanceof StringType)) {
            throw new InputException(location + ": column '" + table.label()
                    + "': expected numbers or texts as labels, found the type " + type.simpleString());
        }
        return new ParquetTable(location, rows, List.copyOf(features), table.label(), type instanceof StringType);
    }

    private static boolean isNumber(DataType type) {
        return type instanceof NumericType || type instanceof BooleanType;
    }

    private static void require(String location, List<String> names, String name) {
        if (!names.contains(name)) {
            String hint = NearestName.hint(name, names);
            throw new InputException(location + ": there is no column '" + name + "'"
                    + (hint.isEmpty() && names.size() <= 20 ? "; the columns are " + String.join(", ", names) : hint));
        }
    }

    /** The column of that name, whatever dots are in it. */
    private static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    /** The label: a text, or a number as double. */
    private Column labels() {
        return textLabel ? column(label) : column(label).cast(DataTypes.DoubleType);
    }

    /** The features as doubles, then the label; columns that are not asked for are not read. */
    Dataset<Row> selected() {
        List<Column> columns = new ArrayList<>();
        for (String feature : features) {
            columns.add(column(feature).cast(DataTypes.DoubleType));
        }
        columns.add(labels());
        return rows.select(columns.toArray(new Column[0]));
    }

    /**
     * The distinct labels, ascending; numbers as Double, texts as String.
     *
     * @param most so many are returned at most
     * @throws InputException if one is missing
     */
    List<Object> distinctLabels(int most) {
        List<Object> found = new ArrayList<>();
        for (Row row : rows.select(labels()).distinct().limit(most).collectAsList()) {
            Object value = row.get(0);
            if (value == null || value instanceof Double d && !Double.isFinite(d)) {
                throw new InputException(location + ": column '" + label + "': a label is missing in some row");
            }
            // Adding 0 turns −0 into 0.
            found.add(value instanceof Double d ? (Object) (d + 0.0) : value);
        }
        found = new ArrayList<>(new HashSet<>(found));
        if (textLabel) {
            found.sort((a, b) -> ((String) a).compareTo((String) b));
        } else {
            found.sort((a, b) -> Double.compare((Double) a, (Double) b));
        }
        return found;
    }
}
