package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.learning.model.SwitchedSystem;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.DerivativeCheck;

/** Phases with fields and widths of their own, at given and at free switching times. */
class SwitchedSystemTest {
    private static final double[][] INPUTS = {{1, 1}, {-1, 1}, {-1, -1}, {1, -0.7}, {0.3, 0.1}};
    private static final double[][] TARGETS = {{2}, {-1}, {1}, {-2}, {0.5}};

    /** Moves of the first phase count twice, so that it is worth its time. */
    private static SwitchedSystem lifted(int[] layers, double time, boolean free) {
        return new SwitchedSystem(
                List.of(
                        new NeuralOde2(2, Activation.IDENTITY, true, true),
                        new NeuralOde2(3, Activation.TANH, true, true)),
                List.of(new StateMap(new double[][] {{2, 0}, {0, 2}, {0, 0}})),
                new Phases(layers, new double[] {time}, free, 0.01));
    }

    private static TaskBuilder liftedTask(int layers, double time, boolean free) {
        return new TaskBuilder(lifted(new int[] {layers, layers}, time, free), INPUTS, TARGETS)
                .output(Output.select(3, 1))
                .layers(2 * layers)
                .horizon(2)
                .lambda(0.05);
    }

    /**
     * Bias only: x′ = b on the line until t, then x ↦ (c x, 0) and x′ = b in the plane. With r = y − (c x₀, 0) > 0, g = √(c² − 1) and
     * a = (1, g)/c (a unit vector) the optimum of SL1 is J = λ (a·r)²/(T + λ), the whole move D = r − λ (a·r)/(T + λ) a, and
     * t = T (g D₁ − D₂)/(g D₁ + g² D₂); see docs/closed-forms.md.
     */
    private record Gain(double c, double[] r, double horizon, double lambda) {
        double g() {
            return Math.sqrt(c * c - 1);
        }

        double objective() {
            double length = (r[0] + g() * r[1]) / c;
            return lambda * length * length / (horizon + lambda);
        }

        double time() {
            double step = lambda * (r[0] + g() * r[1]) / c / (horizon + lambda);
            double first = r[0] - step / c;
            double second = r[1] - step * g() / c;
            return horizon * (g() * first - second) / (g() * first + g() * g() * second);
        }

        /** At a given time the components decouple, each with its own T: c² t + T − t and T − t. */
        double objective(double t) {
            return lambda * (r[0] * r[0] / (horizon + g() * g() * t + lambda) + r[1] * r[1] / (horizon - t + lambda));
        }

        TaskBuilder task(double t, boolean free) {
            Model model = new SwitchedSystem(
                    List.of(
                            new NeuralOde2(1, Activation.TANH, false, true),
                            new NeuralOde2(2, Activation.TANH, false, true)),
                    List.of(new StateMap(new double[][] {{c}, {0}})),
                    new Phases(new int[] {3, 5}, new double[] {t}, free, 0.01));
            return new TaskBuilder(model, new double[][] {{0.25}}, new double[][] {{r[0] + c * 0.25, r[1]}})
                    .horizon(horizon)
                    .lambda(lambda)
                    .layers(8);
        }
    }

    private static final Gain GAIN = new Gain(2, new double[] {3, 1}, 4, 0.5);

    @Test
    void theFreeTimeOfTheClosedFormIsFound() {
        Random random = new Random(1);
        for (int i = 0; i < 8; i++) {
            Gain gain = i == 0
                    ? GAIN
                    : new Gain(
                            1.5 + 2 * random.nextDouble(),
                            new double[] {2 + random.nextDouble(), 0.5 + random.nextDouble()},
                            1 + 5 * random.nextDouble(),
                            0.05 + 0.1 * random.nextDouble());
            DirectTraining.Outcome outcome = gain.task(gain.horizon() / 2, true).train();
            assertEquals(gain.objective(), outcome.solution().objective(), 1e-9, gain.toString());
            TrainedNetwork network = outcome.network();
            assertEquals(gain.time(), network.switches()[0], 1e-6, gain.toString());
            assertEquals(network.norm(0), network.norm(7), 1e-7, "|u| is the same on both sides");
        }
    }

    /** u is constant in a phase and may jump at the switch, so that |u′|² costs nothing, and every integrator is exact. */
    @Test
    void theClosedFormHoldsForAllIntegratorsAndForContinuousControls() {
        for (ButcherTableau integrator : integrators()) {
            // Euler's layers see only the left end of u: with H1 that is another problem, with a control that is not
            // constant.
            for (Regularization regularization : integrator.name().equals("euler")
                    ? List.of(Regularization.L2)
                    : List.of(Regularization.L2, Regularization.H1)) {
                double objective = GAIN.task(1, true)
                        .integrator(integrator)
                        .regularization(regularization)
                        .objective();
                assertEquals(GAIN.objective(), objective, 1e-9, integrator.name() + " " + regularization);
            }
        }
    }

    @Test
    void givenTimesCostWhatTheClosedFormSays() {
        for (double t : new double[] {0.1, 1, GAIN.time(), 3, 3.9}) {
            double objective = GAIN.task(t, false).objective();
            assertEquals(GAIN.objective(t), objective, 1e-9, "t = " + t);
            assertTrue(objective >= GAIN.objective() - 1e-9);
        }
    }

    /** (|D₁| + g |D₂|)²/(c² T) for a move D. */
    @Test
    void exactControlsOverTheSwitch() {
        DirectTraining.Outcome outcome =
                GAIN.task(1, true).formulation(Formulation.EXACT).lambda(1).train();
        double g = GAIN.g();
        assertEquals(Math.pow(3 + g, 2) / 16, outcome.solution().objective(), 1e-9);
        assertEquals(
                4 * (3 * g - 1) / (3 * g + 3), outcome.network().switches()[0], 1e-6, "T (g D1 - D2)/(g D1 + g^2 D2)");
    }

    private static List<ButcherTableau> integrators() {
        return List.of(
                ButcherTableau.euler(),
                ButcherTableau.midpoint(),
                ButcherTableau.rungeKutta4(),
                ButcherTableau.implicitMidpoint(),
                ButcherTableau.trapezoid(),
                ButcherTableau.gaussLegendre(2),
                ButcherTableau.radau(2));
    }

    /** A switch between two phases of one field, with layers of one length, is none. */
    @ParameterizedTest
    @EnumSource(
            value = Formulation.class,
            names = {"SL1", "SL_STAR", "EXACT"})
    void aSwitchFromAFieldToItselfChangesNothing(Formulation formulation) {
        Model field = new NeuralOde(2, Activation.TANH, true, true);
        Model twice = new SwitchedSystem(
                List.of(field, field),
                List.of(StateMap.padding(2, 2)),
                new Phases(new int[] {2, 4}, new double[] {0.5}, false, 0));
        for (ButcherTableau integrator : integrators()) {
            double[] objectives = new double[2];
            for (Model model : List.of(field, twice)) {
                objectives[model == field ? 0 : 1] = new TaskBuilder(
                                model, new double[][] {{0.2, 0.1}}, new double[][] {{0.5, -0.3}})
                        .formulation(formulation)
                        .horizon(1.5)
                        .layers(6)
                        .integrator(integrator)
                        .lambda(0.2)
                        .objective();
            }
            assertEquals(objectives[0], objectives[1], 1e-9, integrator.name());
        }
    }

    /** The optimal value as a function of a given time has a stationary point at the time that is found when it is free. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = Formulation.class,
            names = {"SL1", "SL_STAR"})
    void theValueIsStationaryAtTheFreeTime(Formulation formulation) {
        for (ButcherTableau integrator : List.of(ButcherTableau.euler(), ButcherTableau.trapezoid())) {
            // At the end the lifted component may do the work; a running error is better served by those that the first
            // phase moves.
            Output output = Output.select(3, formulation == Formulation.SL1 ? 3 : 1);
            DirectTraining.Outcome free = liftedTask(6, 0.5, true)
                    .formulation(formulation)
                    .output(output)
                    .integrator(integrator)
                    .train();
            double time = free.network().switches()[0];
            assertTrue(time > 0.02 && time < 1.9, "the time is inside: " + time);
            double[] value = new double[3];
            double difference = 0.01 * time;
            for (int s = 0; s < 3; s++) {
                value[s] = liftedTask(6, time + (s - 1) * difference, false)
                        .formulation(formulation)
                        .output(output)
                        .integrator(integrator)
                        .start(new ControlStart.Given(free.network().controls()))
                        .objective();
            }
            String name = formulation + " " + integrator.name();
            assertEquals(free.solution().objective(), value[1], 1e-8, name + ": the free time, given");
            double slope = (value[2] - value[0]) / (2 * difference);
            double curvature = (value[2] - 2 * value[1] + value[0]) / (difference * difference);
            assertTrue(curvature > 0, name + ": a minimum, curvature " + curvature);
            // What differences leave is of the size of a shift of the time by a hundredth of their distance.
            assertEquals(0, slope, 0.03 * curvature * difference, name + ": stationary");
        }
    }

    /**
     * H = φ + λ|u|² + p·f = φ − λ|u|² along optima of fields that are linear in u, and φ does not jump at a switch; so |u| does not either.
     * Controls belong to the middle of their layers and are continued from there to the switch.
     */
    @Test
    @Tag("slow")
    void theHamiltonianIsContinuousAtTheFreeTime() {
        double[] jumps = new double[2];
        for (int i = 0; i < 2; i++) {
            int n = i == 0 ? 20 : 40;
            TrainedNetwork network = liftedTask(n, 0.5, true)
                    .formulation(Formulation.SL_STAR)
                    .integrator(ButcherTableau.implicitMidpoint())
                    .train()
                    .network();
            double left = 1.5 * network.norm(n - 1) - 0.5 * network.norm(n - 2);
            double right = 1.5 * network.norm(n) - 0.5 * network.norm(n + 1);
            jumps[i] = Math.abs(right - left) / right;
        }
        assertTrue(jumps[0] < 0.04 && jumps[1] < 0.4 * jumps[0], "jumps " + jumps[0] + ", " + jumps[1]);
    }

    /** Before a switch the error is that of the state as the last phase will see it. */
    @Test
    void theRunningErrorDoesNotJumpAtASwitch() {
        Model model = new SwitchedSystem(
                List.of(
                        new NeuralOde2(2, Activation.TANH, false, true),
                        new NeuralOde2(1, Activation.TANH, false, true)),
                List.of(StateMap.selection(2, 1, 1)),
                new Phases(new int[] {4, 4}, new double[] {1}, false, 0));
        // Only the second component is kept: the scalar problem A3 on both phases, of which the first does not use x_1.
        TrainedNetwork network = new TaskBuilder(model, new double[][] {{7, 2}}, new double[][] {{-1}})
                .formulation(Formulation.SL_STAR)
                .horizon(2)
                .layers(8)
                .lambda(0.5)
                .train()
                .network();
        double expected = eulerRiccati(8, 0.25, 0.5) * 9;
        double cost = 0;
        for (int k = 0; k < 8; k++) {
            cost += 0.25 * (network.error(k) + 0.5 * network.norm(k) * network.norm(k));
        }
        assertEquals(expected, cost, 1e-9);
        assertEquals(0, network.control(0)[0], 1e-9, "the component that is dropped is not moved");
    }

    /** A5: P_K = 0, P_k = h + λ P_{k+1}/(λ + h P_{k+1}). */
    private static double eulerRiccati(int layers, double h, double lambda) {
        double p = 0;
        for (int k = 0; k < layers; k++) {
            p = h + lambda * p / (lambda + h * p);
        }
        return p;
    }

    @Test
    @Tag("slow")
    void derivativesOfAllCombinations() {
        Random random = new Random(5);
        for (boolean free : new boolean[] {false, true}) {
            for (Formulation formulation : List.of(Formulation.SL1, Formulation.SL_STAR, Formulation.EXACT)) {
                for (ButcherTableau integrator : integrators()) {
                    for (Regularization regularization : List.of(Regularization.L2, Regularization.H1)) {
                        for (Loss loss : List.of(Loss.SQUARED, Loss.ABSOLUTE)) {
                            TrainingTask task = new TaskBuilder(lifted(new int[] {2, 1}, 0.7, free), INPUTS, TARGETS)
                                    .output(new Output(
                                            new double[][] {{0.3, -0.2, 0.9}},
                                            loss == Loss.ABSOLUTE,
                                            Output.Nonlinearity.NONE))
                                    .formulation(formulation)
                                    .integrator(integrator)
                                    .regularization(regularization)
                                    .loss(loss)
                                    .layers(3)
                                    .start(new ControlStart.Uniform(3, 0.8))
                                    .task();
                            TrainingProgram program = new TrainingProgram(task, 0.1);
                            double[] z = program.start();
                            for (int i = 0; i < z.length; i++) {
                                z[i] += 0.1 * random.nextDouble();
                            }
                            double[] multipliers = random.doubles(
                                            program.program().constraints(), -1, 1)
                                    .toArray();
                            DerivativeCheck check = DerivativeCheck.at(program.program(), z, multipliers);
                            assertTrue(
                                    check.worst().error() < 1e-7,
                                    () -> free + " " + formulation + " " + integrator.name() + " " + regularization
                                            + ": " + check.worst());
                        }
                    }
                }
            }
        }
    }
}
