package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.io.ProblemReader;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.evaluation.LinearSolution;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.minimization.DescentListener;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;
import org.turnpike.transcription.Schemes;

/** Every learning problem of {@code problems/}: expected values stand here. */
@Tag("slow")
class LearningPackTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    /** Objective and relative tolerance; training error at most; switching time (NaN: none), accuracy at least (NaN: no classes). */
    private record Expected(
            double objective, double tolerance, double trainingError, double switchTime, double accuracy) {}

    private static final double NONE = Double.NaN;

    /** Closed forms where the file states one; local optima of nonconvex problems as found, with room for another one. */
    static final Map<String, Expected> EXPECTED = new TreeMap<>(Map.ofEntries(
            Map.entry("bias-sl1", new Expected(1, 1e-9, 1.0 / 9 + 1e-9, NONE, NONE)),
            Map.entry("bias-sl-star", new Expected(9 * 0.8430439247844518, 1e-9, 1e-3, NONE, NONE)),
            Map.entry("bias-l1-squared", new Expected(5.975323716, 1e-7, 0.00961894, 1.450961894, NONE)),
            Map.entry("bias-l1-distance", new Expected(3.75, 1e-6, 1e-6, 1.5, NONE)),
            Map.entry("bias-logistic", new Expected(0.09059359438, 1e-8, 0.0342, NONE, 1)),
            Map.entry("two-point-exact", new Expected(6.54801206, 1e-5, 1e-12, NONE, NONE)),
            Map.entry("integro-width", new Expected(0.31613843087642435, 1e-4, 1e-12, NONE, NONE)),
            Map.entry("integro-mesh", new Expected(0.0122790477070667, 1e-7, 2.0764e-3, NONE, NONE)),
            Map.entry("bias-switched", new Expected(0.622008467928146, 1e-9, 0.0691120520, NONE, NONE)),
            Map.entry("switched-width", new Expected(0.0560396631922614, 1e-7, 5e-3, NONE, 1)),
            Map.entry("rings-sl1", new Expected(0.0344, 0.1, 5e-3, NONE, 1)),
            Map.entry("rings-sl-star", new Expected(1.82, 0.1, 1e-2, NONE, 1)),
            Map.entry("pair-l1", new Expected(0.2388654915, 1e-7, 2e-3, 0.4581512637, NONE)),
            Map.entry("pair-sl-star", new Expected(0.1611192276, 1e-8, 1e-12, NONE, NONE)),
            Map.entry("rings-zero-start", new Expected(10, 1e-9, 1, NONE, NONE)),
            Map.entry("rings-reduced", new Expected(1.275363786, 1e-8, 2.2152e-3, NONE, 1)),
            Map.entry("rings-l1", new Expected(0.757381046, 1e-6, 6.979e-3, 1.29454359, 1)),
            Map.entry("rings-exact", new Expected(0.0200729642, 1e-7, 1e-14, NONE, 1)),
            Map.entry("iris-node2", new Expected(0.3604, 0.05, 0.17, NONE, 0.95)),
            Map.entry("iris-mlp", new Expected(0.0671, 0.15, 0.06, NONE, 0.95)),
            Map.entry("iris-softmax", new Expected(0.03263, 0.1, 0.02, NONE, 0.95)),
            Map.entry("breast-cancer-node2", new Expected(0.1564284793, 1e-6, 0.1172, NONE, 0.95)),
            Map.entry("digits-resnet", new Expected(0.57882, 0.02, 0.3, NONE, 0.94)),
            Map.entry("xor-node", new Expected(0.09421, 0.1, 0.02, NONE, 1)),
            Map.entry("moons-resnet", new Expected(0.02445, 0.1, 0.01, NONE, 1)),
            Map.entry("moons-resnet-horizon", new Expected(0.1291, 0.1, 0.03, NONE, 1)),
            Map.entry("spirals-node2", new Expected(0.0133, 0.15, 0.005, NONE, 1)),
            Map.entry("chess-node2", new Expected(0.03956, 0.15, 0.01, NONE, 1)),
            Map.entry("noisy-rings-node", new Expected(0.734, 0.1, 0.01, NONE, 1)),
            Map.entry("sin-mlp2", new Expected(0.01927, 0.15, 0.01, NONE, NONE)),
            Map.entry("sin-mlp-l1", new Expected(0.0675, 0.1, 0.06, NONE, NONE)),
            Map.entry("two-point-l1", new Expected(0.24233226, 1e-5, 4.01e-4, 0.475647, NONE)),
            Map.entry("two-point-l1-entrywise", new Expected(0.29223, 1e-3, 6.8e-4, 0.5334, NONE)),
            Map.entry("two-point-l1-componentwise", new Expected(0.27624, 1e-3, 5.1e-4, 0.6, NONE)),
            Map.entry("bias-matrix", new Expected(9 / 17.0, 1e-9, 0.0311419, NONE, NONE))));

    /** Tolerances of switching times that are no closed forms: the layers before the switch have an error of their own, O(1/K²). */
    private static final Map<String, Double> SWITCH = Map.of("two-point-l1", 1e-5, "two-point-l1-entrywise", 1e-3);

    /** Arguments of ReLU and leaky ReLU lie on kinks at the optimum, which is never called optimal. */
    private static final Set<String> ON_KINKS = Set.of("xor-node", "moons-resnet-horizon");

    /** Objective, tolerance, training error at most, accuracy at least: linear models. */
    static final Map<String, Expected> LINEAR = new TreeMap<>(Map.ofEntries(
            Map.entry("classifier-l1", new Expected(0.163125728642956, 1e-8, 0.0934, NONE, 0.975)),
            Map.entry("classifier-l2", new Expected(0.00588804883654471, 1e-12, 0.0014817, NONE, 1)),
            Map.entry("classifier-squared", new Expected(0.32403118611645, 1e-12, 0.2916, NONE, 0.94)),
            Map.entry("absolute-line", new Expected(4.2, 1e-12, 4.2, NONE, NONE)),
            Map.entry("max-margin", new Expected(2 / Math.sqrt(5), 1e-12, 0, NONE, 1)),
            Map.entry("max-margin-l1", new Expected(2.0 / 3, 1e-12, 0, NONE, 1))));

    static Stream<String> linearNames() {
        return LINEAR.keySet().stream();
    }

    /** By JOptimizer, checked by Ipopt. */
    @ParameterizedTest
    @MethodSource("linearNames")
    void isSolvedByTwoSolvers(String name) {
        Expected expected = LINEAR.get(name);
        LinearProblem problem = new ProblemReader(Schemes.names())
                .readAny(HOME.resolve("problems/" + name + ".yaml"), List.of("solver.nlp=both"))
                .linear();
        assertNotNull(problem);
        LinearSolution solution = new LinearMethod(IpoptSolver::new).solve(problem, 0, IterationListener.SILENT);
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertTrue(solution.reason().contains("Both solvers agree"), solution.reason());
        assertEquals(
                expected.objective(), solution.objective(), expected.tolerance() * expected.objective(), "objective");
        Reference reference = problem.reference();
        assertNotNull(reference);
        assertTrue(
                Comparison.of(solution.status(), solution.objective(), reference)
                        .passed(),
                "the file's own reference");
        assertTrue(
                solution.measures().trainingError() <= expected.trainingError() * (1 + 1e-12),
                () -> "training error " + solution.measures().trainingError());
        assertTrue(solution.kktResidual() < 1e-12, () -> "KKT residual " + solution.kktResidual());
        if (!Double.isNaN(expected.accuracy())) {
            assertTrue(
                    solution.measures().trainAccuracy() >= expected.accuracy(),
                    () -> "accuracy " + solution.measures().trainAccuracy());
        }
    }

    private static TrainingSolution solved(LearningProblem problem) {
        if (!problem.solver().method().reducedSpace()) {
            return new LearningMethod(new IpoptSolver()).solve(problem, 0, IterationListener.SILENT);
        }
        return new ReducedMethod(problem, TrainingMethods.local(problem.solver().training()))
                .solve(
                        problem,
                        0,
                        new ReducedMethod.Session("", null, () -> false, DescentListener.SILENT, checkpoint -> {}));
    }

    static Stream<String> names() {
        return EXPECTED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isSolved(String name) {
        Expected expected = EXPECTED.get(name);
        LearningProblem problem = new ProblemReader(Schemes.names())
                .readAny(HOME.resolve("problems/" + name + ".yaml"), List.of())
                .learning();
        assertNotNull(problem);
        TrainingSolution solution = solved(problem);
        boolean kinks = ON_KINKS.contains(name);
        assertEquals(kinks ? NlpStatus.ACCEPTABLE : NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertEquals(kinks, solution.reason().contains("kink"), solution.reason());
        if (problem.reference() != null) {
            assertTrue(
                    Comparison.of(solution.status(), solution.objective(), problem.reference())
                            .passed(),
                    () -> "reference, objective " + solution.objective());
        }
        assertEquals(
                expected.objective(), solution.objective(), expected.tolerance() * expected.objective(), "objective");
        assertTrue(
                solution.measures().trainingError() <= expected.trainingError() * (1 + 1e-4),
                () -> "training error " + solution.measures().trainingError());
        // Kinks are smoothed by 1e-6 in the program, and not in the network.
        assertTrue(
                solution.measures().propagationError() < (kinks ? 1e-5 : 1e-6),
                () -> "the network propagates as the program says: "
                        + solution.measures().propagationError());
        assertTrue(solution.kktResidual() < 1e-6, () -> "KKT residual " + solution.kktResidual());
        if (!Double.isNaN(expected.switchTime())) {
            assertEquals(
                    expected.switchTime(),
                    solution.measures().switchTime(),
                    SWITCH.getOrDefault(name, 1e-6),
                    "switching time");
        }
        if (!Double.isNaN(expected.accuracy())) {
            assertTrue(
                    solution.measures().trainAccuracy() >= expected.accuracy(),
                    () -> "accuracy " + solution.measures().trainAccuracy());
        }
    }
}
