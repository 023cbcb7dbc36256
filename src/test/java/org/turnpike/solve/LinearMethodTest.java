package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.classifier.LargestMargin;
import org.turnpike.learning.classifier.LinearClassifier;
import org.turnpike.learning.classifier.LinearFormulation;
import org.turnpike.learning.classifier.Loss;
import org.turnpike.learning.classifier.Norm;
import org.turnpike.learning.classifier.PenalizedError;
import org.turnpike.learning.classifier.Penalty;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.evaluation.LinearSolution;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.SolverSettings;

/** Linear models from the task to the measured solution. */
class LinearMethodTest {
    private static final double[][] X = {{2, 0}, {0, -1}, {3, 3}};
    private static final double[] Y = {1, -1, 1};
    private static final double[][] XOR = {{1, 1}, {-1, -1}, {1, -1}, {-1, 1}};
    private static final double[] XOR_LABELS = {1, 1, -1, -1};

    private static LinearProblem problem(
            double[][] x, double[] y, LinearFormulation formulation, boolean bias, String nlp) {
        double[][] targets = new double[y.length][];
        Arrays.setAll(targets, i -> new double[] {y[i]});
        boolean labels = formulation instanceof LargestMargin
                || formulation instanceof PenalizedError p && p.loss() == Loss.LOGISTIC;
        LabelCoding.Kind coding = labels ? LabelCoding.Kind.SIGN : LabelCoding.Kind.NEAREST_CODE;
        Dataset data = Dataset.regression(x, targets).coded(coding);
        return new LinearProblem(
                Path.of("none.yaml"),
                "test",
                null,
                formulation,
                bias,
                coding,
                Preparation.none(data.featureNames()),
                data,
                null,
                new int[0],
                new SolverSettings(nlp, 1e-8, Double.POSITIVE_INFINITY, Map.of()));
    }

    private static LinearSolution solve(LinearProblem problem) {
        return new LinearMethod(IpoptSolver::new).solve(problem, 0, IterationListener.SILENT);
    }

    private static LinearSolution solve(
            double[][] x, double[] y, LinearFormulation formulation, boolean bias, String nlp) {
        return solve(problem(x, y, formulation, bias, nlp));
    }

    /** The path of C9: the angle to the direction of largest margin falls with λ like 1/|w|, that is like 1/log(1/λ), and not faster. */
    @Test
    void theLogisticPathTurnsTowardsTheLargestMarginLikeOneOverLog() {
        double root = Math.sqrt(5);
        double before = Double.POSITIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double lambda : new double[] {1e-1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-12}) {
            LinearSolution found = solve(X, Y, new PenalizedError(Loss.LOGISTIC, lambda, Penalty.L2), false, "auto");
            assertEquals(NlpStatus.OPTIMAL, found.status(), found.reason());
            double[] w = found.model().classifier().weights();
            double angle = Math.asin(
                    Math.abs(w[0] * 2 - w[1]) / root / found.measures().l2());
            assertTrue(angle < before, "the angle falls");
            before = angle;
            if (lambda < 1e-3) {
                least = Math.min(least, angle * Math.log(1 / lambda));
                most = Math.max(most, angle * Math.log(1 / lambda));
            }
        }
        assertEquals(2.3e-2, before, 1e-3);
        assertTrue(most < 1.3 * least, "angle · log(1/λ) between " + least + " and " + most);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void supportVectorsRealiseTheMargin(Norm norm) {
        Random random = new Random(5);
        double[][] x = new double[40][3];
        double[] y = new double[40];
        for (int i = 0; i < x.length; i++) {
            Arrays.setAll(x[i], j -> random.nextGaussian());
            double z = x[i][0] + 0.5 * x[i][1] - 0.2;
            y[i] = z > 0 ? 1 : -1;
            x[i][0] += 0.3 * y[i];
        }
        for (String nlp : new String[] {"auto", "ipopt"}) {
            LinearSolution found = solve(x, y, new LargestMargin(norm), true, nlp);
            assertTrue(found.status().solved(), found.reason());
            LinearClassifier classifier = found.model().classifier();
            assertEquals(1, norm.of(classifier.weights()), 1e-12);
            assertEquals(found.objective(), found.measures().margin(), 1e-15);
            assertEquals(0, found.measures().trainingError());
            double balance = 0;
            for (int i : found.supportVectors()) {
                assertEquals(found.objective(), y[i] * classifier.value(x[i]), 1e-6, "on the margin");
                balance += found.hull()[i] * y[i];
            }
            assertEquals(0, balance, 1e-5, "a separator with bias touches both classes alike");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "ipopt", "both"})
    void dataThatCannotBeSeparatedAreInfeasible(String nlp) {
        for (Norm norm : Norm.values()) {
            LinearSolution found = solve(XOR, XOR_LABELS, new LargestMargin(norm), true, nlp);
            assertEquals(NlpStatus.INFEASIBLE, found.status(), found.reason());
            assertTrue(found.reason().contains("not linearly separable"), found.reason());
            assertEquals(0, found.objective());
            assertEquals(1 - found.measures().trainAccuracy(), found.measures().trainingError(), 1e-15);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "ipopt"})
    void oneClassAndUnboundedCasesHaveAReason(String nlp) {
        double[] ones = {1, 1, 1};
        for (LinearFormulation formulation : new LinearFormulation[] {
            new LargestMargin(Norm.L2),
            new LargestMargin(Norm.L1),
            new PenalizedError(Loss.LOGISTIC, 0.1, Penalty.L2),
            new PenalizedError(Loss.LOGISTIC, 0.1, Penalty.L1)
        }) {
            LinearSolution found = solve(X, ones, formulation, true, nlp);
            assertEquals(NlpStatus.UNBOUNDED, found.status(), found.reason());
            assertTrue(found.reason().contains("All samples have the label 1"), found.reason());
            double[][] sameSide = {{2, 0}, {0, 1}, {3, 3}};
            assertTrue(
                    solve(sameSide, ones, formulation, false, nlp).status().solved(),
                    "without a bias there is an optimum");
        }
        LinearSolution found = solve(X, Y, new PenalizedError(Loss.LOGISTIC, 0, Penalty.L2), false, nlp);
        assertEquals(NlpStatus.UNBOUNDED, found.status(), found.reason());
        assertTrue(found.reason().contains("can be separated"), found.reason());
    }

    /** For each loss and penalty and both norms on random instances: both solvers agree, and no perturbed point is better. */
    @Test
    void bothSolversAgreeAndNoPerturbedWeightsAreBetter() {
        Random random = new Random(17);
        for (int instance = 0; instance < 3; instance++) {
            int d = 2 + random.nextInt(4);
            int n = 10 + random.nextInt(15);
            double[][] x = new double[n][d];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                Arrays.setAll(x[i], j -> random.nextGaussian() * (1 + j));
                y[i] = x[i][0] - 0.3 * x[i][1] + random.nextGaussian() > 0 ? 1 : -1;
            }
            y[0] = 1;
            y[1] = -1;
            boolean bias = instance != 1;
            for (Loss loss : Loss.values()) {
                for (Penalty penalty : Penalty.values()) {
                    double lambda = 0.01 + 0.1 * random.nextDouble();
                    double[] targets = loss == Loss.LOGISTIC ? y : noisy(y, random);
                    check(x, targets, new PenalizedError(loss, lambda, penalty), bias, random);
                }
            }
            for (int i = 0; i < n; i++) {
                x[i][0] = y[i] * (0.2 + Math.abs(x[i][0]));
            }
            for (Norm norm : Norm.values()) {
                check(x, y, new LargestMargin(norm), bias, random);
            }
        }
    }

    private static double[] noisy(double[] y, Random random) {
        return Arrays.stream(y).map(v -> v + 0.3 * random.nextGaussian()).toArray();
    }

    private static void check(double[][] x, double[] y, LinearFormulation formulation, boolean bias, Random random) {
        LinearSolution found = solve(x, y, formulation, bias, "both");
        assertEquals(NlpStatus.OPTIMAL, found.status(), formulation + ": " + found.reason());
        assertTrue(found.reason().contains("Both solvers agree"), found.reason());
        assertTrue(found.kktResidual() < 1e-8, () -> formulation + ": KKT residual " + found.kktResidual());
        LinearClassifier best = found.model().classifier();
        assertEquals(found.objective(), formulation.objective(best, x, y), 1e-12);
        double sign = formulation.maximizes() ? -1 : 1;
        for (int trial = 0; trial < 50; trial++) {
            double size = Math.pow(10, -4 * random.nextDouble());
            double[] w = best.weights().clone();
            for (int j = 0; j < w.length; j++) {
                w[j] += size * random.nextGaussian();
            }
            double b = bias ? best.bias() + size * random.nextGaussian() : 0;
            double other = formulation.objective(new LinearClassifier(w, b), x, y);
            if (formulation instanceof LargestMargin largest) {
                // The objective divides w'x + b by |w|, whatever w is.
                assertTrue(other <= found.objective() + 1e-9, largest + " improved by perturbation");
            } else {
                assertTrue(sign * other >= sign * found.objective() - 1e-12, formulation + " improved by perturbation");
            }
        }
    }

    /** A second solver that is wrong is not believed, and neither is the first. */
    @Test
    void solversThatDisagreeAreNoSolution() {
        IpoptSolver ipopt = new IpoptSolver();
        NlpSolver wrong = new NlpSolver() {
            @Override
            public org.turnpike.nlp.SolverIdentity identity() {
                return ipopt.identity();
            }

            @Override
            public NlpSolution solve(
                    org.turnpike.nlp.NonlinearProgram program,
                    org.turnpike.nlp.NlpStart start,
                    org.turnpike.nlp.@org.jspecify.annotations.Nullable Scaling scaling,
                    org.turnpike.nlp.NlpOptions options,
                    IterationListener listener) {
                NlpSolution right = ipopt.solve(program, start, scaling, options, listener);
                double[] z = right.z().clone();
                z[0] += 0.01;
                return new NlpSolution(
                        right.status(),
                        right.reason(),
                        program.objective(z),
                        z,
                        right.multipliers(),
                        right.iterations(),
                        right.seconds(),
                        right.evaluationSeconds(),
                        right.solver());
            }
        };
        for (LinearFormulation formulation :
                new LinearFormulation[] {new PenalizedError(Loss.LOGISTIC, 1e-2, Penalty.L2), new LargestMargin(Norm.L2)
                }) {
            LinearSolution found = new LinearMethod(() -> wrong)
                    .solve(problem(X, Y, formulation, false, "both"), 0, IterationListener.SILENT);
            assertEquals(NlpStatus.NUMERICAL_FAILURE, found.status());
            assertTrue(found.reason().startsWith("The solvers disagree: objective "), found.reason());
        }
    }

    @Test
    void aFailureOfOneSolverIsADisagreement() {
        LinearProblem problem = problem(X, Y, new LargestMargin(Norm.L2), false, "both");
        LinearProblem starved = new LinearProblem(
                problem.path(),
                problem.name(),
                null,
                problem.formulation(),
                false,
                problem.coding(),
                problem.preparation(),
                problem.training(),
                null,
                new int[0],
                new SolverSettings("both", 1e-8, Double.POSITIVE_INFINITY, Map.of("max_iter", 1)));
        LinearSolution found = solve(starved);
        assertEquals(NlpStatus.NUMERICAL_FAILURE, found.status());
        assertTrue(found.reason().contains("optimal by joptimizer, iteration-limit by ipopt"), found.reason());
        double root = Math.sqrt(5);
        assertArrayEquals(
                new double[] {1 / root, 2 / root},
                found.model().classifier().weights(),
                1e-8,
                "the best point is kept");
    }
}
