package org.turnpike.learning.refinement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.Output;
import org.turnpike.learning.RefinementGoal;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.evaluation.ForwardPass;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.RefinedMesh;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.evaluation.TrainingMeasures;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Grid;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Termination;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.problem.SolverSettings;
import org.turnpike.solution.Solution;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.newton.NewtonTraining;
import org.turnpike.training.propagation.LocalSampleCost;

/** Orders and estimates against closed forms, and what happens where refinement leads nowhere. */
class LayerRefinementTest {
    private static final double LAMBDA = 0.5;
    private static final double HORIZON = 4;

    /** One sample moved from 2 to −1 by its bias. */
    private static final ModelSpecification BIAS =
            ModelSpecification.flow("node2", Activation.TANH, 1, false, true, true);

    private static LearningProblem problem(
            ModelSpecification model,
            double[][] inputs,
            double[][] targets,
            Output output,
            Formulation formulation,
            Regularization regularization,
            ButcherTableau rule,
            int layers,
            @Nullable RefinementGoal goal) {
        TrainingTask task = new TrainingTask(
                inputs,
                targets,
                model.model(),
                output,
                Loss.SQUARED,
                formulation,
                HORIZON,
                layers,
                rule,
                LAMBDA,
                regularization,
                null,
                new ControlStart.Sine());
        Dataset data = Dataset.regression(inputs, targets);
        return new LearningProblem(
                Path.of("test.yaml"),
                "test",
                null,
                task,
                model,
                LabelCoding.Kind.NEAREST_CODE,
                Preparation.none(data.featureNames()),
                data,
                null,
                new int[0],
                null,
                SolverSettings.DEFAULT,
                goal);
    }

    private static LearningProblem biasOnly(Formulation formulation, ButcherTableau rule, RefinementGoal goal) {
        return problem(
                BIAS,
                new double[][] {{2}},
                new double[][] {{-1}},
                Output.identity(1),
                formulation,
                Regularization.L2,
                rule,
                8,
                goal);
    }

    /** Newton's method on the layers of the problem. */
    private static TrainingSolution newton(LearningProblem problem) {
        TrainingTask task = problem.task();
        ControlSpace space = new ControlSpace(task);
        TrainedControls trained = new NewtonTraining()
                .train(
                        task,
                        LocalSampleCost::of,
                        TrainingRun.from(space.start(task), 1e-9, 300, 60, DescentListener.SILENT));
        assertEquals(
                Termination.CONVERGED,
                trained.minimum().termination(),
                trained.minimum().reason());
        return solution(
                problem,
                NlpStatus.OPTIMAL,
                trained.minimum().u(),
                trained.minimum().value(),
                trained.minimum().iterations());
    }

    private static TrainingSolution solution(
            LearningProblem problem, NlpStatus status, double[] u, double objective, int iterations) {
        TrainingTask task = problem.task();
        ControlSpace space = new ControlSpace(task);
        double[] times = task.phases().nodes(task.horizon());
        TrainedNetwork plain =
                new TrainedNetwork(task, space.byRow(u), space.outputMatrix(u), new double[0][][], times);
        ForwardPass pass = new ForwardPass(Network.of(problem, plain));
        double[][][] states = new double[task.layers() + 1][task.samples()][];
        for (int i = 0; i < task.samples(); i++) {
            double[][] way = pass.states(task.inputs()[i]);
            for (int k = 0; k < way.length; k++) {
                states[k][i] = way[k];
            }
        }
        TrainedNetwork network = new TrainedNetwork(task, plain.controls(), plain.outputMatrix(), states, times);
        return new TrainingSolution(
                problem,
                status,
                "Done.",
                objective,
                network,
                TrainingMeasures.of(problem, network),
                0,
                new SolverIdentity("test", "1", "none"),
                iterations,
                0,
                new Solution.Timing(0, 0, 0, 0),
                new Solution.Discretization(task.integrator().name(), task.layers(), 0, 0, 0, 0));
    }

    private static TrainingSolution refined(LearningProblem problem) {
        return LayerRefinement.solve(problem, LayerRefinementTest::newton, mesh -> {});
    }

    /** min ∫e² + λ∫b², e′ = b: J = e₀² √λ tanh(T/√λ). */
    private static double turnpikeCost() {
        return 9 * Math.sqrt(LAMBDA) * Math.tanh(HORIZON / Math.sqrt(LAMBDA));
    }

    @Tag("slow")
    @Test
    void estimatesOfEulerAreTheErrors() {
        TrainingSolution solution =
                refined(biasOnly(Formulation.SL_STAR, ButcherTableau.euler(), new RefinementGoal(1e-2, 4000)));
        List<RefinedMesh> meshes = solution.meshes();
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertTrue(solution.reason().contains("Refined to "), solution.reason());
        assertTrue(meshes.size() >= 4, () -> "meshes: " + meshes.size());
        for (int i = 2; i < meshes.size(); i++) {
            RefinedMesh mesh = meshes.get(i);
            double error = Math.abs(mesh.objective() - turnpikeCost());
            assertEquals(8 << i, mesh.layers());
            assertEquals(1, mesh.order(), 0.1);
            assertEquals(error, mesh.richardson(), 0.15 * error, "Richardson on " + mesh.layers());
            assertEquals(error, mesh.propagation(), 0.25 * error, "flow on " + mesh.layers());
        }
        double error = Math.abs(solution.objective() - turnpikeCost());
        assertTrue(error < 1.1e-2 * turnpikeCost(), () -> "error " + error);
        assertEquals(meshes.stream().mapToInt(RefinedMesh::iterations).sum(), solution.iterations());
    }

    @Test
    void schemesOfHigherOrderShowTheControlsOrder() {
        for (ButcherTableau rule : List.of(ButcherTableau.midpoint(), ButcherTableau.rungeKutta4())) {
            TrainingSolution solution = refined(biasOnly(Formulation.SL_STAR, rule, new RefinementGoal(1e-4, 4000)));
            RefinedMesh last = solution.meshes().get(solution.meshes().size() - 1);
            double error = Math.abs(last.objective() - turnpikeCost());
            assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
            assertEquals(2, last.observedOrder(), 0.1, rule.name());
            assertEquals(error, last.richardson(), 0.1 * error, rule.name());
            assertTrue(error <= 1.1e-4 * turnpikeCost(), rule.name());
            if (rule.stages() == 2) {
                // The midpoint rule misses h²/12 of the error along a straight way, which the values of J_K do not
                // show.
                assertTrue(last.propagation() > 100 * error);
                RefinedMesh before = solution.meshes().get(solution.meshes().size() - 2);
                assertEquals(4, before.propagation() / last.propagation(), 0.2);
            } else {
                // Simpson's rule is exact for it.
                assertEquals(0, last.propagation(), 1e-7);
            }
        }
    }

    @Test
    void aProblemThatEveryMeshSolvesExactlyNeedsTwo() {
        TrainingSolution solution =
                refined(biasOnly(Formulation.SL1, ButcherTableau.euler(), new RefinementGoal(1e-9, 4000)));
        assertEquals(2, solution.meshes().size());
        assertEquals(9 * LAMBDA / (HORIZON + LAMBDA), solution.objective(), 1e-9);
        assertEquals(NlpStatus.OPTIMAL, solution.status());
        assertEquals(1, solution.meshes().get(0).iterations() > 1 ? 1 : 0, "the first mesh takes steps");
        assertEquals(0, solution.meshes().get(1).iterations(), "the second starts at its solution");
    }

    private static LearningProblem nonlinear(Regularization regularization, RefinementGoal goal) {
        Random random = new Random(3);
        double[][] inputs = new double[12][3];
        double[][] targets = new double[12][1];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i][0] = random.nextDouble() * 2 - 1;
            inputs[i][1] = random.nextDouble() * 2 - 1;
            targets[i][0] = inputs[i][0] * inputs[i][1] > 0 ? 1 : -1;
        }
        return problem(
                ModelSpecification.flow("node2", Activation.TANH, 3, true, true, true),
                inputs,
                targets,
                Output.select(3, 3),
                Formulation.SL1,
                regularization,
                ButcherTableau.midpoint(),
                8,
                goal);
    }

    @Test
    void newtonNeedsFewerIterationsOnFinerMeshes() {
        for (Regularization regularization : new Regularization[] {Regularization.L2, Regularization.H1}) {
            TrainingSolution solution = refined(nonlinear(regularization, new RefinementGoal(2e-6, 2000)));
            List<RefinedMesh> meshes = solution.meshes();
            assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
            assertTrue(meshes.size() > 2);
            int first = meshes.get(0).iterations();
            int last = meshes.get(meshes.size() - 1).iterations();
            assertTrue(first >= 5, () -> "first " + first);
            assertTrue(last <= 4 && last < first, () -> regularization + ": first " + first + ", last " + last);
        }
    }

    @Tag("slow")
    @Test
    void phasesAreRefinedEach() {
        ModelSpecification two = ModelSpecification.flow("node2", Activation.TANH, 2, true, true, true);
        ModelSpecification model = ModelSpecification.switched(
                Activation.TANH,
                new ModelSpecification.Switching(
                        List.of(BIAS, two),
                        List.of(StateMap.padding(1, 2)),
                        new Phases(new int[] {3, 2}, new double[] {1.5}, false, 0)));
        for (Regularization regularization : new Regularization[] {Regularization.L2, Regularization.H1}) {
            LearningProblem problem = problem(
                    model,
                    new double[][] {{2}, {1}},
                    new double[][] {{-1, 1}, {0, 0.5}},
                    Output.identity(2),
                    Formulation.SL_STAR,
                    regularization,
                    ButcherTableau.midpoint(),
                    5,
                    new RefinementGoal(1e-3, 1000));
            TrainingSolution solution = refined(problem);
            assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
            int[] layers = solution.network().task().phases().layers();
            assertEquals(2 * layers[0], 3 * layers[1]);
            assertEquals(layers[0] + layers[1], solution.problem().task().layers());
        }
    }

    @Test
    void tooFewLayersAreSaid() {
        TrainingSolution solution =
                refined(biasOnly(Formulation.SL_STAR, ButcherTableau.euler(), new RefinementGoal(1e-6, 40)));
        assertEquals(NlpStatus.ACCEPTABLE, solution.status());
        assertEquals(3, solution.meshes().size());
        assertTrue(solution.reason().contains("More than 40 layers are not allowed"), solution.reason());
        assertTrue(solution.reason().contains("the objective on 32 layers has the estimated error"), solution.reason());
    }

    /** A method that returns given objectives, and fails after the last. */
    private static Function<LearningProblem, TrainingSolution> objectives(double... values) {
        int[] next = {0};
        return problem -> {
            double[] u = new double[new ControlSpace(problem.task()).size()];
            boolean more = next[0] < values.length;
            return solution(
                    problem,
                    more ? NlpStatus.OPTIMAL : NlpStatus.NUMERICAL_FAILURE,
                    u,
                    more ? values[next[0]++] : Double.NaN,
                    1);
        };
    }

    @Test
    void stagnationIsSaid() {
        LearningProblem problem = biasOnly(Formulation.SL1, ButcherTableau.euler(), new RefinementGoal(1e-6, 100_000));
        TrainingSolution solution = LayerRefinement.solve(problem, objectives(3, 2, 3, 2, 3, 2, 3), mesh -> {});
        assertEquals(NlpStatus.ACCEPTABLE, solution.status());
        assertEquals(4, solution.meshes().size());
        assertTrue(solution.reason().contains("stagnates"), solution.reason());
    }

    @Test
    void aMeshThatFailsEndsTheRefinement() {
        LearningProblem problem = biasOnly(Formulation.SL1, ButcherTableau.euler(), new RefinementGoal(1e-6, 100_000));
        List<RefinedMesh> told = new ArrayList<>();
        TrainingSolution solution = LayerRefinement.solve(problem, objectives(3, 2), told::add);
        assertEquals(NlpStatus.ACCEPTABLE, solution.status());
        assertEquals(2, solution.objective());
        assertEquals(16, solution.problem().task().layers());
        assertTrue(solution.reason().contains("On 32 layers: Done."), solution.reason());
        assertEquals(solution.meshes(), told);
        TrainingSolution first = LayerRefinement.solve(problem, objectives(), mesh -> {});
        assertEquals(NlpStatus.NUMERICAL_FAILURE, first.status());
    }

    @Test
    void withoutAGoalThereIsOneMesh() {
        LearningProblem problem = problem(
                BIAS,
                new double[][] {{2}},
                new double[][] {{-1}},
                Output.identity(1),
                Formulation.SL1,
                Regularization.L2,
                ButcherTableau.euler(),
                8,
                null);
        TrainingSolution solution = refined(problem);
        assertEquals(List.of(), solution.meshes());
        assertNotNull(solution.adaptive());
    }

    @Test
    void someLayersAreNoMesh() {
        assertNull(LayerRefinement.inapplicable(BIAS.model(), 4));
        assertNotNull(LayerRefinement.inapplicable(
                ModelSpecification.perceptron("mlp", Activation.TANH, new int[] {1, 1})
                        .model(),
                1));
        ModelSpecification grids =
                ModelSpecification.integro(Activation.TANH, List.of(Grid.of(4), Grid.of(3), Grid.of(3)));
        assertNotNull(LayerRefinement.inapplicable(grids.model(), 2));
    }
}
