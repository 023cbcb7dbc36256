package org.turnpike.learning.pmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;

/** The structured tangents, and the gradients of conditions, against finite differences. */
class CanonicalEquationsTest {
    private static final double LAMBDA = 4;

    private static TrainingTask task(Model model, Formulation formulation, Regularization regularization) {
        return Tasks.task(
                model,
                new double[][] {{1, 0.5}, {-0.3, 0.2}, {0.1, -1}},
                new double[][] {{0.2, 0}, {1, 1}, {-1, 0.4}},
                formulation,
                2,
                5,
                ButcherTableau.euler(),
                LAMBDA,
                regularization,
                null);
    }

    private static ControlLaw quadratic() {
        return new ControlLaw.Quadratic(LAMBDA, new double[] {1, 1, 1, 1, 1, 1});
    }

    /** f is affine in u where controls switch. */
    static Stream<CanonicalEquations> affine() {
        return equations().filter(e -> e.dimension() == 14);
    }

    static Stream<CanonicalEquations> equations() {
        Model node2 = new NeuralOde2(2, Activation.TANH, true, true);
        Model node = new NeuralOde(2, Activation.TANH, true, true);
        return Stream.of(
                new CanonicalEquations(task(node2, Formulation.SL_STAR, Regularization.L2), quadratic(), false),
                new CanonicalEquations(task(node2, Formulation.SL1, Regularization.L2), quadratic(), false),
                new CanonicalEquations(task(node, Formulation.SL_STAR, Regularization.L2), quadratic(), false),
                new CanonicalEquations(task(node, Formulation.SL_STAR, Regularization.H1), quadratic(), false),
                new CanonicalEquations(
                        task(node2, Formulation.L1, Regularization.L2), new ControlLaw.Ball(LAMBDA, 2), true),
                new CanonicalEquations(
                        task(node2, Formulation.L1, Regularization.L2),
                        new ControlLaw.Vertex(LAMBDA, new double[] {0, 2, 0, 0, -2, 0}),
                        true));
    }

    private static double[] point(int n) {
        Random random = new Random(5);
        double[] y = new double[n];
        for (int q = 0; q < n; q++) {
            y[q] = 0.5 + random.nextDouble();
        }
        return y;
    }

    @ParameterizedTest
    @MethodSource("equations")
    void tangentsAreDerivatives(CanonicalEquations equations) {
        int n = equations.dimension();
        double[] y = point(n);
        double[] v = new double[n * n];
        for (int c = 0; c < n; c++) {
            v[c * n + c] = 1;
        }
        double[] dv = new double[n * n];
        equations.tangents(y, v, 0, n, dv);
        assertTrue(Arrays.stream(dv).allMatch(Double::isFinite), "a NaN would equal a NaN");
        double h = 1e-5;
        double[] right = new double[n];
        double[] left = new double[n];
        for (int c = 0; c < n; c++) {
            double keep = y[c];
            y[c] = keep + h;
            equations.evaluate(0, y, right);
            y[c] = keep - h;
            equations.evaluate(0, y, left);
            y[c] = keep;
            for (int r = 0; r < n; r++) {
                assertEquals((right[r] - left[r]) / (2 * h), dv[c * n + r], 2e-8, "row " + r + " column " + c);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("affine")
    void gradientOfTheSwitchingCondition(CanonicalEquations equations) {
        int n = equations.dimension();
        double[] y = point(n);
        double h = 1e-5;
        for (double[] weights : new double[][] {{}, {1, 0, -2, 0, 0, 3}}) {
            EndConditions.SwitchingCondition condition =
                    new EndConditions.SwitchingCondition(equations, weights, LAMBDA);
            double[] gradient = condition.gradient(y);
            for (int c = 0; c < n; c++) {
                double keep = y[c];
                y[c] = keep + h;
                double right = condition.value(y);
                y[c] = keep - h;
                double left = condition.value(y);
                y[c] = keep;
                assertEquals((right - left) / (2 * h), gradient[c], 1e-8);
            }
        }
    }
}
