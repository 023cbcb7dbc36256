package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding.Kind;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.data.Split;
import org.turnpike.problem.InputException;

class DatasetReaderTest {
    private static final Path DATA =
            Path.of(System.getProperty("turnpike.home", ".")).resolve("problems/data");

    @TempDir
    Path folder;

    private DatasetReader reader(String text) throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, text);
        return new DatasetReader(CsvTable.read(file));
    }

    private static Dataset shipped(String name, String label, Kind kind) {
        return new DatasetReader(CsvTable.read(DATA.resolve(name))).read(null, label, kind);
    }

    private static String refused(Executable action) {
        String message = assertThrows(InputException.class, action).getMessage();
        return message.substring(message.indexOf("data.csv"));
    }

    @Test
    void textLabelsAreClassesInAlphabeticalOrder() throws IOException {
        Dataset data = reader("b,kind,a\n1,yes,2\n3,no,4\n").read(null, "kind", Kind.NEAREST_CODE);
        assertEquals(List.of("b", "a"), data.featureNames());
        assertEquals(List.of("no", "yes"), data.classNames());
        assertArrayEquals(new int[] {1, 0}, data.classes());
        assertArrayEquals(new double[][] {{1, 2}, {3, 4}}, data.inputs());
        assertArrayEquals(new double[][] {{1}, {-1}}, data.targets());
    }

    @Test
    void chosenFeaturesInTheirOrder() throws IOException {
        DatasetReader reader = reader("a,b,name,y\n1,2,x,0.5\n3,4,y,0.7\n");
        Dataset data = reader.read(List.of("b", "a"), "y", Kind.NEAREST_CODE);
        assertArrayEquals(new double[][] {{2, 1}, {4, 3}}, data.inputs());
        assertNull(data.classes());
        assertArrayEquals(new double[][] {{0.5}, {0.7}}, data.targets());
        assertArrayEquals(new double[][] {{1}, {3}}, reader.inputs(List.of("a")));
    }

    @Test
    void numbersAreClassesWhereTheLossAsksForThem() throws IOException {
        DatasetReader reader = reader("x,y\n1,10\n2,9\n3,10.0\n4,-0\n5,0\n");
        Dataset classes = reader.read(null, "y", Kind.ONE_HOT);
        assertEquals(List.of("0", "9", "10"), classes.classNames());
        assertArrayEquals(new int[] {2, 1, 2, 0, 0}, classes.classes());
        assertArrayEquals(new double[] {0, 1, 0}, classes.targets()[1]);
        assertFalse(reader.read(null, "y", Kind.NEAREST_CODE).isClassification());
    }

    @Test
    void twoNumbersSufficeForTheLogisticLoss() throws IOException {
        Dataset data = reader("x,y\n1,1\n2,0\n").read(null, "y", Kind.SIGN);
        assertArrayEquals(new double[][] {{1}, {-1}}, data.targets());
        assertEquals(List.of("0", "1"), data.classNames());
    }

    @Test
    void minusOneAndOneAreClassesForEveryLoss() throws IOException {
        Dataset data = reader("x,y\n1,1\n2,-1.0\n").read(null, "y", Kind.NEAREST_CODE);
        assertEquals(List.of("-1", "1"), data.classNames());
        assertArrayEquals(new double[][] {{1}, {-1}}, data.targets());
    }

    @Test
    void labelsThatTheLogisticLossCannotTake() throws IOException {
        assertEquals(
                "data.csv:5: row 4, column 2 ('y'): the logistic loss and max-margin take two classes; 'c' is a third after 'b' and 'a'; use"
                        + " cross-entropy",
                refused(() -> reader("x,y\n1,b\n1,a\n1,b\n1,c\n").read(null, "y", Kind.SIGN)));
        assertEquals(
                "data.csv:4: row 3, column 2 ('y'): the logistic loss and max-margin take two classes; '7' is a third after '-1' and '1'; use"
                        + " cross-entropy",
                refused(() -> reader("x,y\n1,-1\n1,1\n1,7\n").read(null, "y", Kind.SIGN)));
    }

    @Test
    void oneClassIsRefused() throws IOException {
        for (Kind kind : Kind.values()) {
            assertEquals(
                    "data.csv:3: row 2, column 2 ('y'): all labels up to this one, the last, are 'a'; classification needs at"
                            + " least two classes",
                    refused(() -> reader("x,y\n1,a\n2,a\n").read(null, "y", kind)));
        }
        assertTrue(refused(() -> reader("x,y\n1,3\n2,3\n").read(null, "y", Kind.ONE_HOT))
                .startsWith("data.csv:3: row 2, column 2 ('y')"));
    }

    @Test
    void missingValuesAndFeaturesThatAreNoNumbers() {
        assertEquals("data.csv:3: row 2, column 1 ('x'): the value is missing", refused(() -> reader("x,y\n1,a\n,b\n")
                .read(null, "y", Kind.SIGN)));
        assertEquals(
                "data.csv:3: row 2, column 2 ('y'): the value is missing: '?'",
                refused(() -> reader("x,y\n1,a\n2,?\n").read(null, "y", Kind.SIGN)));
        assertEquals(
                "data.csv:2: row 1, column 2 ('colour'): expected a finite number, found 'red'",
                refused(() -> reader("x,colour,y\n1,red,a\n").read(null, "y", Kind.SIGN)));
    }

    @Test
    void labelsOfTwoSorts() {
        assertEquals(
                "data.csv:4: row 3, column 2 ('y'): expected a number as in row 1, found 'x3'; labels are all numbers or all"
                        + " texts",
                refused(() -> reader("x,y\n1,3\n2,4\n3,x3\n").read(null, "y", Kind.NEAREST_CODE)));
    }

    @Test
    void moreClassesThanMakeSense() {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 1500; i++) {
            text.append("1,row").append(i).append('\n');
        }
        assertTrue(refused(() -> reader(text.toString()).read(null, "y", Kind.ONE_HOT))
                .startsWith("data.csv:1002: row 1001, column 2 ('y')"));
    }

    @Test
    void columnsThatDoNotFit() {
        String text = "width,height,y\n1,2,a\n3,4,b\n";
        assertEquals("data.csv: there is no column 'heigth'; did you mean 'height'?", refused(() -> reader(text)
                .read(List.of("heigth"), "y", Kind.SIGN)));
        assertTrue(refused(() -> reader(text).read(null, "label", Kind.SIGN)).contains("no column 'label'"));
        assertEquals("data.csv: column 3 ('y'): the label cannot be a feature as well", refused(() -> reader(text)
                .read(List.of("width", "y"), "y", Kind.SIGN)));
        assertEquals("data.csv: column 1 ('width'): the feature is listed twice", refused(() -> reader(text)
                .read(List.of("width", "height", "width"), "y", Kind.SIGN)));
        assertTrue(refused(() -> reader("y\na\nb\n").read(null, "y", Kind.SIGN)).contains("no column for a feature"));
    }

    /** Means, deviations and singular values computed with NumPy. */
    @Test
    void iris() {
        Dataset iris = shipped("iris.csv", "species", Kind.NEAREST_CODE);
        assertEquals(150, iris.samples());
        assertEquals(4, iris.features());
        assertEquals(List.of("setosa", "versicolor", "virginica"), iris.classNames());
        assertEquals(3, iris.outputs());
        assertArrayEquals(new int[] {50, 50, 50}, counts(iris));
        Preparation standardized = Preparation.fit(iris, true, 0);
        assertArrayEquals(
                new double[] {5.84333333, 3.05733333, 3.758, 1.19933333},
                standardized.standardization().mean(),
                1e-8);
        assertArrayEquals(
                new double[] {0.82530129, 0.43441097, 1.75940407, 0.75969263},
                standardized.standardization().deviation(),
                1e-8);
        Preparation reduced = Preparation.fit(iris, false, 4);
        assertArrayEquals(
                new double[] {4.20005343, 0.24105294, 0.0776881, 0.02367619},
                reduced.components().variance(),
                1e-8);
        assertArrayEquals(
                new double[] {0.36138659, -0.08452251, 0.85667061, 0.3582892},
                reduced.components().axes()[0],
                1e-8);
    }

    private static int[] counts(Dataset data) {
        int[] counts = new int[data.classNames().size()];
        Arrays.stream(data.classes()).forEach(c -> counts[c]++);
        return counts;
    }

    @Test
    void breastCancer() {
        Dataset data = shipped("breast_cancer.csv", "diagnosis", Kind.SIGN);
        assertEquals(569, data.samples());
        assertEquals(30, data.features());
        assertArrayEquals(new int[] {357, 212}, counts(data));
        Split.Parts parts = new Split(0.8, 1).apply(data);
        assertEquals(455, parts.training().samples());
        Preparation preparation = Preparation.fit(parts.training(), true, 0);
        double[][] prepared = preparation.apply(parts.training()).inputs();
        for (int j = 0; j < 30; j++) {
            int column = j;
            double mean = Arrays.stream(prepared).mapToDouble(x -> x[column]).sum() / 455;
            double square = Arrays.stream(prepared)
                            .mapToDouble(x -> x[column] * x[column])
                            .sum()
                    / 455;
            assertEquals(0, mean, 1e-13);
            assertEquals(1, square, 1e-13);
        }
    }

    /** The variances of the first eight components computed with NumPy. */
    @Test
    void digits() {
        Dataset digits = shipped("digits.csv", "digit", Kind.ONE_HOT);
        assertEquals(1797, digits.samples());
        assertEquals(64, digits.features());
        assertEquals(IntStream.range(0, 10).mapToObj(Integer::toString).toList(), digits.classNames());
        assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts(digits));
        Preparation reduced = Preparation.fit(digits, false, 8);
        double[] expected = {
            178.90731578, 163.62664073, 141.70953623, 101.04411456, 69.47448269, 59.075632, 51.85566624, 43.99061301
        };
        assertArrayEquals(expected, reduced.components().variance(), 1e-7);
        assertEquals(8, reduced.apply(digits).features());
        InputException e = assertThrows(InputException.class, () -> Preparation.fit(digits, true, 0));
        assertTrue(
                e.getMessage().startsWith("column 1 ('pixel_0_0') cannot be standardised: it is constant"),
                e.getMessage());
    }
}
