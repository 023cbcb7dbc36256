package org.turnpike.learning.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.convex.ByIpopt;
import org.turnpike.nlp.convex.ConvexForm;

class LinearClassifierTest {
    private static LinearClassifier.Fit solved(LinearClassifier.Fit fit) {
        assertEquals(NlpStatus.OPTIMAL, fit.solution().status(), fit.solution().reason());
        return fit;
    }

    /** The regularisation path of yᵢxᵢ = (2, 0), (0, 1), (3, 3): |w| grows like log 1/λ, its direction tends to (1, 2)/√5. */
    @ParameterizedTest
    @CsvSource({
        "1e-1, 0.97065204, 0.74123967, 0.67124046",
        "1e-2, 2.50905761, 0.60611319, 0.79537840",
        "1e-4, 6.63810517, 0.51790614, 0.85543745",
        "1e-6, 11.19421712, 0.49182193, 0.87069581",
        "1e-8, 15.94261512, 0.47947398, 0.87755610",
        "1e-12, 25.70161049, 0.46778399, 0.88384282"
    })
    void logisticPath(double lambda, double norm, double first, double second) {
        double[][] x = {{2, 0}, {0, -1}, {3, 3}};
        LinearClassifier.Fit fit = LinearClassifier.fit(x, new double[] {1, -1, 1}, Loss.LOGISTIC, lambda, Penalty.L2);
        double[] w = fit.classifier().weights();
        double length = Norm.L2.of(w);
        assertEquals(NlpStatus.OPTIMAL, fit.solution().status(), fit.solution().reason());
        assertEquals(norm, length, 1e-6);
        assertEquals(first, w[0] / length, 1e-6);
        assertEquals(second, w[1] / length, 1e-6);
    }

    /** Ridge regression in one dimension: mean(xy)/(mean(x²) + λ). */
    @Test
    void squaredWithRidge() {
        double[][] x = {{1}, {2}, {-1}};
        double[] y = {2, 3, 1};
        LinearClassifier.Fit fit = solved(LinearClassifier.fit(x, y, Loss.SQUARED, 0.5, Penalty.L2));
        double w = (7.0 / 3) / (2 + 0.5);
        assertArrayEquals(new double[] {w}, fit.classifier().weights(), 1e-10);
        assertEquals((14 - 14 * w + 6 * w * w) / 3 + 0.5 * w * w, fit.objective(), 1e-10);
    }

    /** Orthogonal inputs: the lasso is soft thresholding, w = S(2 mean(xy), λ)/(2 mean(x²)), with exact zeros. */
    @Test
    void squaredWithLassoIsSoftThresholding() {
        double[][] x = {{2, 0}, {0, 2}};
        double[] y = {3, 0.2};
        LinearClassifier.Fit fit = solved(LinearClassifier.fit(x, y, Loss.SQUARED, 1, Penalty.L1));
        double[] w = fit.classifier().weights();
        assertEquals((6 - 1) / 4.0, w[0], 1e-9);
        assertEquals(0.0, w[1]);
    }

    /** The absolute loss of a constant is least at the median. */
    @Test
    void absoluteLossFindsTheMedian() {
        double[][] x = {{0}, {0}, {0}, {0}, {0}};
        double[] y = {5, -100, 2, 3, 40};
        LinearClassifier.Fit fit = solved(LinearClassifier.fit(x, y, Loss.ABSOLUTE, 0.1, Penalty.L1, true));
        assertEquals(3, fit.classifier().bias(), 1e-8);
        assertEquals(0.0, fit.classifier().weights()[0]);
    }

    /** mean |z − y| + λw² with one sample x = 1, y = 10: |w| = 1/(2λ) as long as that is below 10. */
    @Test
    void absoluteLossWithRidge() {
        double[][] x = {{1}};
        double[] y = {10};
        assertEquals(
                5,
                solved(LinearClassifier.fit(x, y, Loss.ABSOLUTE, 0.1, Penalty.L2))
                        .classifier()
                        .weights()[0],
                1e-8);
        assertEquals(
                10,
                solved(LinearClassifier.fit(x, y, Loss.ABSOLUTE, 0.01, Penalty.L2))
                        .classifier()
                        .weights()[0],
                1e-8);
    }

    /** One sample x = y = 1 with the l1 penalty: 1/(1 + eʷ) = λ, and w = 0 from λ = ½ on. */
    @Test
    void logisticLossWithLasso() {
        double[][] x = {{1, 0}};
        double[] y = {1};
        double[] w = solved(LinearClassifier.fit(x, y, Loss.LOGISTIC, 0.1, Penalty.L1))
                .classifier()
                .weights();
        assertEquals(Math.log(9), w[0], 1e-8);
        assertEquals(0.0, w[1]);
        w = solved(LinearClassifier.fit(x, y, Loss.LOGISTIC, 0.6, Penalty.L1))
                .classifier()
                .weights();
        assertArrayEquals(new double[2], w);
    }

    @Test
    void everyLossAndPenaltyAgreesWithIpopt() {
        Random random = new Random(11);
        double[][] x = new double[30][4];
        double[] y = new double[30];
        for (int i = 0; i < x.length; i++) {
            Arrays.setAll(x[i], j -> random.nextGaussian());
            y[i] = x[i][0] - 0.5 * x[i][1] + 0.8 * random.nextGaussian() > 0 ? 1 : -1;
        }
        for (Loss loss : Loss.values()) {
            for (Penalty penalty : Penalty.values()) {
                for (boolean bias : new boolean[] {false, true}) {
                    LinearClassifier.Fit fit = solved(LinearClassifier.fit(x, y, loss, 0.05, penalty, bias));
                    ConvexForm form =
                            TrainingProgram.of(x, y, loss, 0.05, penalty, bias).form();
                    double[] start = new double[form.constraints().variables()];
                    Arrays.fill(start, 0.5);
                    NlpSolution ipopt = ByIpopt.solve(form, start);
                    assertTrue(ipopt.status().solved(), ipopt.reason());
                    // The squared loss's program leaves out mean y² = 1.
                    double theirs = ipopt.objective() + (loss == Loss.SQUARED ? 1 : 0);
                    assertEquals(theirs, fit.objective(), 1e-6 * theirs, loss + " " + penalty + " " + bias);
                }
            }
        }
    }

    @Test
    void withoutPenaltySeparableDataHaveNoLogisticMinimiser() {
        double[][] x = {{2, 0}, {0, -1}, {3, 3}};
        double[] y = {1, -1, 1};
        LinearClassifier.Fit fit = LinearClassifier.fit(x, y, Loss.LOGISTIC, 0, Penalty.L2);
        assertEquals(NlpStatus.UNBOUNDED, fit.solution().status());
        assertTrue(fit.solution().reason().contains("separated"), fit.solution().reason());
        double[][] mixed = {{1}, {1}, {1}};
        LinearClassifier.Fit even =
                solved(LinearClassifier.fit(mixed, new double[] {1, 1, -1}, Loss.LOGISTIC, 0, Penalty.L1));
        assertEquals(Math.log(2), even.classifier().weights()[0], 1e-8);
    }

    @Test
    void classifiesBySign() {
        LinearClassifier classifier = new LinearClassifier(new double[] {1, -1}, 0.5);
        assertEquals(1, classifier.label(new double[] {0, 0}));
        assertEquals(-1, classifier.label(new double[] {0, 1}));
    }

    @Test
    void badInputIsOneClearMessage() {
        double[][] x = {{1}, {Double.NaN}};
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> LinearClassifier.fit(x, new double[2], Loss.SQUARED, 1, Penalty.L2));
        assertTrue(thrown.getMessage().contains("sample 2, feature 1"), thrown.getMessage());
        double[][] one = {{1}};
        thrown = assertThrows(
                IllegalArgumentException.class,
                () -> LinearClassifier.fit(one, new double[] {1}, Loss.SQUARED, -1, Penalty.L2));
        assertTrue(thrown.getMessage().contains("lambda"), thrown.getMessage());
    }
}
