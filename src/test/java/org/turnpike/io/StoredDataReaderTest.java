package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.data.StoredSamples;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.SampleErrors;
import org.turnpike.learning.loss.Loss;
import org.turnpike.problem.InputException;
import org.turnpike.training.Cluster;
import org.turnpike.training.CostSource;
import org.turnpike.training.StoredTable;
import org.turnpike.transcription.Schemes;

class StoredDataReaderTest {
    @TempDir
    Path folder;

    /** A table of a million samples, of which two are shown. */
    private record Million() implements StoredSamples {
        @Override
        public long samples() {
            return 1_000_000;
        }

        @Override
        public Preparation preparation() {
            return Preparation.none(excerpt().featureNames());
        }

        @Override
        public Dataset excerpt() {
            return Dataset.regression(new double[][] {{1, 2}, {3, 4}}, new double[][] {{5}, {6}});
        }
    }

    /** Remembers what it is asked for. */
    private static final class Recorder implements Cluster {
        final List<StoredTable> tables = new ArrayList<>();

        @Override
        public String description() {
            return "recorder";
        }

        @Override
        public CostSource costs() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CostSource costs(StoredSamples samples) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StoredSamples parquet(StoredTable table) {
            tables.add(table);
            return new Million();
        }

        @Override
        public SampleErrors errors(StoredSamples samples, Network network, Loss loss, boolean running) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private LearningProblem read(String data, @Nullable Cluster cluster) throws IOException {
        Path file = folder.resolve("p.yaml");
        Files.writeString(
                file,
                """
                turnpike: 1
                name: stored
                learning:
                  data: {%s}
                  model: {kind: node2, activation: tanh, dimension: 3}
                  output: {select: [3]}
                  loss: squared
                  formulation: SL1
                  horizon: 1
                  layers: 4
                  lambda: 0.01
                """
                        .formatted(data));
        LearningProblem problem = new ProblemReader(Schemes.names())
                .readAny(file, List.of(), cluster)
                .learning();
        assertTrue(problem != null);
        return problem;
    }

    @Test
    void anExcerptStandsForWhatIsStored() throws IOException {
        Recorder cluster = new Recorder();
        LearningProblem problem = read("parquet: t, features: [a, b], label: y, standardize: true", cluster);
        assertEquals(
                List.of(new StoredTable(
                        folder.resolve("t").toString(), List.of("a", "b"), "y", LabelCoding.Kind.NEAREST_CODE, true)),
                cluster.tables);
        assertEquals(1_000_000, problem.samples());
        assertEquals(2, problem.task().samples());
        assertEquals(3, problem.task().inputs()[0].length);
    }

    @Test
    void addressesAreLeftAsTheyAre() throws IOException {
        Recorder cluster = new Recorder();
        read("parquet: 's3a://bucket/t', label: y", cluster);
        assertEquals("s3a://bucket/t", cluster.tables.get(0).location());
        assertEquals(null, cluster.tables.get(0).features());
    }

    private String refusal(String data, @Nullable Cluster cluster) {
        return assertThrows(InputException.class, () -> read(data, cluster)).getMessage();
    }

    @Test
    void saysWhatParquetNeeds() {
        String message = refusal("parquet: t, label: y", null);
        assertTrue(message.contains("p.yaml:4:") && message.contains("--spark local[*]"), message);
        message = refusal("parquet: t", new Recorder());
        assertTrue(message.contains("label"), message);
        message = refusal("parquet: t, label: y, train: 0.8", new Recorder());
        assertTrue(message.contains("not split"), message);
        message = refusal("parquet: t, label: y, reduce: {pca: 2}", new Recorder());
        assertTrue(message.contains("not reduced"), message);
        message = refusal("parquet: t, label: y, csv: u", new Recorder());
        assertTrue(message.contains("do not come with csv"), message);
    }
}
