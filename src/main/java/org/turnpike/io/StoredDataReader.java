package org.turnpike.io;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.StoredSamples;
import org.turnpike.training.Cluster;
import org.turnpike.training.StoredTable;

/** Reads {@code learning.data} whose samples a cluster reads: {@code {parquet: …, label: …}}. */
final class StoredDataReader {
    /** An address with a scheme, such as s3a://bucket/table; a Windows drive is none. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    private final Path file;
    private final @Nullable Cluster cluster;

    StoredDataReader(Path file, @Nullable Cluster cluster) {
        this.file = file;
        this.cluster = cluster;
    }

    StoredSamples read(Field field, Field parquet, LabelCoding.Kind coding) {
        for (String key : List.of("generator", "samples", "noise", "csv", "points", "targets")) {
            Field other = field.get(key);
            if (other != null) {
                throw other.keyError("samples from parquet do not come with " + key);
            }
        }
        for (String key : List.of("train", "seed", "reduce")) {
            Field other = field.get(key);
            if (other != null) {
                throw other.keyError(
                        "samples from parquet are not split and not reduced; write the part for training, and the"
                                + " components, to a table of their own");
            }
        }
        Field standardize = field.get("standardize");
        boolean standardized = standardize != null && LearningReader.truth(standardize);
        String label = field.require("label", "label: species").text();
        @Nullable List<String> features = DataSectionReader.features(field);
        if (cluster == null) {
            throw parquet.error(
                    "Parquet is read by Spark alone, for networks trained there: run turnpike solve with --spark local[*]"
                            + " or another master and solver: {method: reduced}, or write the table as CSV");
        }
        String location = ADDRESS.matcher(parquet.text()).matches()
                ? parquet.text()
                : TextFile.beside(file, parquet).toString();
        return cluster.parquet(new StoredTable(location, features, label, coding, standardized));
    }
}
