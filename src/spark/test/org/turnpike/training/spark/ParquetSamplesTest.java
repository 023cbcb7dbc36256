package org.turnpike.training.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Standardization;
import org.turnpike.learning.data.StoredSamples;
import org.turnpike.problem.InputException;
import org.turnpike.training.StoredTable;

class ParquetSamplesTest {
    private static final int N = 3001;

    @TempDir
    static Path folder;

    private static SparkCluster cluster;
    private static double[][] x;

    @BeforeAll
    static void write() {
        cluster = new SparkCluster("local[2]");
        SplittableRandom random = new SplittableRandom(1);
        x = new double[N][];
        List<Row> rows = new ArrayList<>();
        List<Row> faulty = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            x[i] = new double[] {1e6 + random.nextDouble(), random.nextInt(100)};
            rows.add(RowFactory.create(
                    x[i][0],
                    (int) x[i][1],
                    x[i][0] + 2 * x[i][1],
                    i % 3 == 0 ? "lily" : "iris",
                    i % 2 == 0 ? 7 : -3,
                    i % 2 == 0 ? 1 : -1,
                    5.0f));
            faulty.add(
                    RowFactory.create(i == 7 ? null : 1.0 * i, i == 9 ? null : "c" + i % 2, i == 11 ? null : 2.0, i));
        }
        write(
                rows,
                "good",
                new String[] {"first", "second.part", "sum", "flower", "number", "sign", "same"},
                DataTypes.DoubleType,
                DataTypes.IntegerType,
                DataTypes.DoubleType,
                DataTypes.StringType,
                DataTypes.IntegerType,
                DataTypes.IntegerType,
                DataTypes.FloatType);
        write(
                faulty,
                "faulty",
                new String[] {"a", "class", "target", "id"},
                DataTypes.DoubleType,
                DataTypes.StringType,
                DataTypes.DoubleType,
                DataTypes.IntegerType);
    }

    private static void write(List<Row> rows, String name, String[] names, DataType... types) {
        StructType schema = new StructType();
        for (int j = 0; j < names.length; j++) {
            schema = schema.add(names[j], types[j]);
        }
        cluster.session()
                .createDataFrame(rows, schema)
                .coalesce(1)
                .write()
                .parquet(folder.resolve(name).toString());
    }

    @AfterAll
    static void leave() {
        cluster.close();
    }

    private static StoredSamples read(
            String name, @Nullable List<String> features, String label, LabelCoding.Kind kind, boolean standardize) {
        return cluster.parquet(new StoredTable(folder.resolve(name).toString(), features, label, kind, standardize));
    }

    private static final List<String> FEATURES = List.of("first", "second.part");

    @Test
    void numbersComeBackAsTheyWere() {
        StoredSamples samples = read("good", FEATURES, "sum", LabelCoding.Kind.NEAREST_CODE, false);
        assertEquals(N, samples.samples());
        assertEquals(FEATURES, samples.preparation().featureNames());
        List<PartitionSamples> blocks = ((ParquetSamples) samples).blocks().collect();
        assertEquals(2, blocks.size());
        assertEquals(N, blocks.get(0).count() + blocks.get(1).count());
        double checksum = 0;
        for (PartitionSamples block : blocks) {
            double[][] rows = block.inputRows(2);
            for (int i = 0; i < block.count(); i++) {
                assertEquals(rows[i][0] + 2 * rows[i][1], block.targets()[i]);
                checksum += block.targets()[i] - 1e6;
            }
        }
        double expected = 0;
        for (double[] row : x) {
            expected += row[0] + 2 * row[1] - 1e6;
        }
        assertEquals(expected, checksum, 1e-9 * expected);
    }

    @Test
    void standardisesAsOneMachineDoes() {
        StoredSamples samples = read("good", FEATURES, "sum", LabelCoding.Kind.NEAREST_CODE, true);
        Standardization expected = Standardization.fit(x, FEATURES);
        Standardization actual = samples.preparation().standardization();
        assertTrue(actual != null);
        assertArrayEquals(expected.mean(), actual.mean(), 1e-9);
        assertArrayEquals(expected.deviation(), actual.deviation(), 1e-12);
        double sum = 0;
        double squares = 0;
        for (PartitionSamples block : ((ParquetSamples) samples).blocks().collect()) {
            for (int i = 0; i < block.inputs().length; i += 2) {
                sum += block.inputs()[i];
                squares += block.inputs()[i] * block.inputs()[i];
            }
        }
        assertEquals(0, sum / N, 1e-9);
        assertEquals(1, squares / N, 1e-9);
    }

    @Test
    void textsAreClassesInAlphabeticalOrder() {
        StoredSamples samples = read("good", FEATURES, "flower", LabelCoding.Kind.NEAREST_CODE, false);
        assertEquals(List.of("iris", "lily"), samples.excerpt().classNames());
        StoredSamples oneHot = read("good", FEATURES, "flower", LabelCoding.Kind.ONE_HOT, false);
        assertEquals(2, oneHot.excerpt().outputs());
        long lilies = 0;
        for (PartitionSamples block : ((ParquetSamples) oneHot).blocks().collect()) {
            for (double[] target : block.targetRows()) {
                assertEquals(1, target[0] + target[1]);
                lilies += target[1] == 1 ? 1 : 0;
            }
        }
        assertEquals(1001, lilies);
    }

    @Test
    void numbersAreClassesWhereTheLossAsksOrTheyAreSigns() {
        assertEquals(
                List.of("-3", "7"),
                read("good", FEATURES, "number", LabelCoding.Kind.SIGN, false)
                        .excerpt()
                        .classNames());
        assertEquals(
                List.of("-1", "1"),
                read("good", FEATURES, "sign", LabelCoding.Kind.NEAREST_CODE, false)
                        .excerpt()
                        .classNames());
        assertEquals(
                List.of(),
                read("good", FEATURES, "number", LabelCoding.Kind.NEAREST_CODE, false)
                        .excerpt()
                        .classNames());
    }

    @Test
    void theExcerptIsSmallAndFromEverywhere() {
        StoredSamples samples = read("good", FEATURES, "sum", LabelCoding.Kind.NEAREST_CODE, false);
        assertTrue(samples.excerpt().samples() >= 1000 && samples.excerpt().samples() <= 1002);
    }

    private static String refusal(
            String name, @Nullable List<String> features, String label, LabelCoding.Kind kind, boolean standardize) {
        return assertThrows(InputException.class, () -> read(name, features, label, kind, standardize))
                .getMessage();
    }

    @Test
    void saysWhatIsWrong() {
        LabelCoding.Kind kind = LabelCoding.Kind.NEAREST_CODE;
        assertContains(refusal("none", null, "sum", kind, false), "none: there is no such file or folder");
        assertContains(refusal("good", FEATURES, "summ", kind, false), "no column 'summ'", "did you mean 'sum'");
        assertContains(refusal("good", List.of("frist"), "sum", kind, false), "no column 'frist'", "'first'");
        assertContains(refusal("good", null, "sum", kind, false), "column 'flower': expected numbers", "string");
        assertContains(refusal("good", List.of("sum"), "sum", kind, false), "the label cannot be a feature");
        assertContains(refusal("good", List.of("first", "first"), "sum", kind, false), "listed twice");
        assertContains(
                refusal("good", List.of("same", "first"), "sum", kind, true), "column 'same' cannot be standardised");
        assertContains(refusal("good", FEATURES, "same", LabelCoding.Kind.ONE_HOT, false), "at least two classes");
        assertContains(refusal("good", FEATURES, "sum", LabelCoding.Kind.SIGN, false), "more than 1000");
        assertContains(refusal("faulty", List.of("a"), "id", kind, false), "column 'a': 1 of 3001 rows");
        assertContains(
                refusal("faulty", List.of("target"), "a", LabelCoding.Kind.ONE_HOT, false), "a label is missing");
        assertContains(refusal("faulty", List.of("target"), "class", kind, false), "a label is missing");
    }

    private static void assertContains(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        assertEquals(1, message.lines().count(), message);
    }
}
