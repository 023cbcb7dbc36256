package org.turnpike.learning.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.data.LabelCoding.Kind;
import org.turnpike.problem.InputException;

class LabelCodingTest {
    private static final List<String> TWO = List.of("no", "yes");
    private static final List<String> THREE = List.of("a", "b", "c");

    @Test
    void codesOfTwoClasses() {
        for (Kind kind : List.of(Kind.NEAREST_CODE, Kind.SIGN)) {
            LabelCoding coding = new LabelCoding(kind, TWO);
            assertArrayEquals(new double[] {-1}, coding.code(0));
            assertArrayEquals(new double[] {1}, coding.code(1));
        }
        assertArrayEquals(new double[] {0, 1}, new LabelCoding(Kind.ONE_HOT, TWO).code(1));
    }

    @Test
    void codesOfThreeClasses() {
        for (Kind kind : List.of(Kind.NEAREST_CODE, Kind.ONE_HOT)) {
            assertArrayEquals(new double[] {0, 1, 0}, new LabelCoding(kind, THREE).code(1));
        }
        InputException e = assertThrows(InputException.class, () -> new LabelCoding(Kind.SIGN, THREE));
        assertTrue(e.getMessage().contains("two classes, found 3: a, b, c"), e.getMessage());
    }

    @Test
    void oneClassIsNone() {
        for (Kind kind : Kind.values()) {
            assertThrows(InputException.class, () -> new LabelCoding(kind, List.of("a")));
        }
    }

    @Test
    void everyCodeIsDecidedAsItsClass() {
        for (Kind kind : Kind.values()) {
            for (List<String> names : List.of(TWO, THREE)) {
                if (kind == Kind.SIGN && names == THREE) {
                    continue;
                }
                LabelCoding coding = new LabelCoding(kind, names);
                int[] classes = {1, 0, 1, names.size() - 1};
                assertEquals(1, coding.accuracy(coding.targets(classes), classes));
                assertEquals(0.5, coding.accuracy(coding.targets(new int[] {1, 0, 0, 0}), classes));
            }
        }
    }

    /** The decision is the nearest code in the Euclidean and in the sum norm, by trying all codes. */
    @Test
    void theDecisionIsTheNearestCode() {
        SplittableRandom random = new SplittableRandom(7);
        for (List<String> names : List.of(TWO, THREE)) {
            LabelCoding coding = new LabelCoding(Kind.NEAREST_CODE, names);
            for (int trial = 0; trial < 1000; trial++) {
                double[] z = new double[coding.outputs()];
                for (int c = 0; c < z.length; c++) {
                    z[c] = random.nextDouble(-2, 2);
                }
                int decided = coding.decide(z);
                for (int c = 0; c < names.size(); c++) {
                    for (int p = 1; p <= 2; p++) {
                        assertTrue(distance(z, coding.code(decided), p) <= distance(z, coding.code(c), p) + 1e-12);
                    }
                }
            }
        }
    }

    private static double distance(double[] z, double[] y, int p) {
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += Math.pow(Math.abs(z[i] - y[i]), p);
        }
        return sum;
    }

    @Test
    void tiesAndUndefinedOutputs() {
        assertEquals(0, new LabelCoding(Kind.SIGN, TWO).decide(new double[] {0}));
        assertEquals(1, new LabelCoding(Kind.ONE_HOT, THREE).decide(new double[] {1, 2, 2}));
        assertEquals(1, new LabelCoding(Kind.SIGN, TWO).decide(new double[] {Double.POSITIVE_INFINITY}));
        assertEquals(
                LabelCoding.UNDECIDED, new LabelCoding(Kind.ONE_HOT, THREE).decide(new double[] {1, 2, Double.NaN}));
        assertEquals(LabelCoding.UNDECIDED, new LabelCoding(Kind.SIGN, TWO).decide(new double[] {Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> new LabelCoding(Kind.SIGN, TWO).decide(new double[] {1, 2}));
    }

    private static Dataset numbers(double[]... targets) {
        return Dataset.regression(new double[targets.length][1], targets);
    }

    @Test
    void numbersThatAreCodesBecomeClasses() {
        for (Kind kind : List.of(Kind.NEAREST_CODE, Kind.SIGN)) {
            Dataset signs = numbers(new double[] {1}, new double[] {-1}).coded(kind);
            assertArrayEquals(new int[] {1, 0}, signs.classes());
            assertEquals(List.of("-1", "1"), signs.classNames());
        }
        Dataset oneHot = numbers(new double[] {0, 1}, new double[] {1, 0}).coded(Kind.ONE_HOT);
        assertArrayEquals(new int[] {1, 0}, oneHot.classes());
        assertEquals(List.of("1", "2"), oneHot.classNames());
    }

    @Test
    void aSingleSignIsARegressionForTheSquaredLossAndALabelForTheLogistic() {
        Dataset point = numbers(new double[] {-1});
        assertSame(point, point.coded(Kind.NEAREST_CODE));
        assertArrayEquals(new int[] {0}, point.coded(Kind.SIGN).classes());
    }

    @Test
    void numbersThatTheLossCannotTake() {
        Dataset numbers = numbers(new double[] {1}, new double[] {0.5});
        assertFalse(numbers.coded(Kind.NEAREST_CODE).isClassification());
        InputException sign = assertThrows(InputException.class, () -> numbers.coded(Kind.SIGN));
        assertTrue(sign.getMessage().endsWith("found [0.5] as the target of sample 2"), sign.getMessage());
        InputException oneHot = assertThrows(InputException.class, () -> numbers.coded(Kind.ONE_HOT));
        assertTrue(oneHot.getMessage().endsWith("found [1.0] as the target of sample 1"), oneHot.getMessage());
        assertThrows(InputException.class, () -> numbers(new double[] {1, 1}).coded(Kind.ONE_HOT));
        assertThrows(InputException.class, () -> numbers(new double[] {0, 0}).coded(Kind.ONE_HOT));
    }

    @Test
    void classesAreCodedAgainForAnotherLoss() {
        Dataset data = new Dataset(new double[2][1], new double[][] {{-1}, {1}}, new int[] {0, 1}, TWO, List.of("x"));
        assertArrayEquals(new double[] {1, 0}, data.coded(Kind.ONE_HOT).targets()[0]);
        assertArrayEquals(
                new double[] {-1}, data.coded(Kind.ONE_HOT).coded(Kind.SIGN).targets()[0]);
    }
}
