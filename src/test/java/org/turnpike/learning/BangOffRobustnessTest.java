package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.NlpStatus;

/** The formulation L1 from starts that differ by little, or by much: all end at the closed forms' values. */
class BangOffRobustnessTest {
    /** An instance of a closed form: the objective and T*, each with its tolerance. */
    private record Instance(
            String name,
            double objective,
            double tolerance,
            double switchTime,
            double switchTolerance,
            TaskBuilder task) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static TaskBuilder biasOnly(double... x) {
        return task(new NeuralOde2(x.length, Activation.TANH, false, true), new double[][] {x}, new double[][] {
                    new double[x.length]
                })
                .lambda(0.5);
    }

    private static TaskBuilder task(NeuralOde2 model, double[][] x, double[][] y) {
        return new TaskBuilder(model, x, y)
                .formulation(Formulation.L1)
                .integrator(ButcherTableau.rungeKutta4())
                .horizon(4)
                .bound(2, Norm.EUCLIDEAN)
                .tolerance(1e-9);
    }

    static List<Instance> instances() {
        return List.of(
                new Instance("B1", 5.975323716, 1e-7, 1.450961894, 1e-6, biasOnly(3)),
                new Instance(
                        "B1, T = 1",
                        5.233653965,
                        1e-7,
                        0.8169872981,
                        1e-6,
                        biasOnly(3).horizon(1)),
                new Instance("B2", 3.75, 1e-7, 1.5, 1e-6, biasOnly(3).loss(Loss.DISTANCE)),
                new Instance(
                        "B2, T = 1.8",
                        3.71,
                        1e-7,
                        1.3,
                        1e-6,
                        biasOnly(3).loss(Loss.DISTANCE).horizon(1.8)),
                // Smoothed by 1e-6, on a horizon of 4.
                new Instance(
                        "B2 in the plane",
                        3.75,
                        5e-6,
                        1.5,
                        1e-5,
                        biasOnly(1.8, 2.4).loss(Loss.DISTANCE)),
                // Controls constant on layers: 5.8e-6 above the closed form with 20 layers, a quarter of that with 40.
                new Instance(
                        "B4",
                        0.2388646,
                        2e-6,
                        0.458149,
                        1e-5,
                        task(new NeuralOde2(1, Activation.TANH, true, true), new double[][] {{1}, {0}}, new double[][] {
                                    {1.5}, {-0.5}
                                })
                                .layers(40)
                                .lambda(0.2)));
    }

    /** The sine, and beside it starts at distances of 1e-9 … 1, all components at random. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("instances")
    void perturbedStartsEndAtTheClosedForm(Instance instance) {
        SplittableRandom random = new SplittableRandom(4);
        ControlStart sine = new ControlStart.Sine();
        TrainingTask plain = instance.task.task();
        for (double distance : new double[] {0, 1e-9, 1e-7, 1e-5, 1e-3, 1e-1, 1}) {
            double[][] start = new double[plain.layers()][plain.model().controls(0)];
            for (int k = 0; k < start.length; k++) {
                for (int j = 0; j < start[k].length; j++) {
                    start[k][j] = sine.at(k, j) + distance * (2 * random.nextDouble() - 1);
                }
            }
            DirectTraining.Outcome outcome =
                    instance.task.start(new ControlStart.Given(start)).train();
            String where = "from a distance of " + distance;
            assertEquals(NlpStatus.OPTIMAL, outcome.solution().status(), where);
            assertEquals(instance.objective, outcome.solution().objective(), instance.tolerance, where);
            assertEquals(instance.switchTime, outcome.network().end(), instance.switchTolerance, where);
        }
    }

    /** Elsewhere it would not be in the program. */
    @ParameterizedTest
    @EnumSource(
            value = Formulation.class,
            names = {"SL1", "SL_STAR", "EXACT"})
    void aBoundOnTheNormBelongsToTheFormulationL1(Formulation formulation) {
        TaskBuilder builder = biasOnly(3).formulation(formulation);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::task);
        assertTrue(refused.getMessage().contains("euclidean"), refused.getMessage());
        assertTrue(refused.getMessage().contains(formulation.label()), refused.getMessage());
    }

    /** Componentwise it is a bound on unknowns in every formulation: SL1 with |b| ≤ 1/2 ends at e = 3 − T/2. */
    @Test
    void aComponentwiseBoundHoldsInEveryFormulation() {
        double objective = biasOnly(3)
                .formulation(Formulation.SL1)
                .bound(0.5, Norm.COMPONENTWISE)
                .objective();
        assertEquals(1 + 0.5 * 4 * 0.25, objective, 1e-7);
    }
}
