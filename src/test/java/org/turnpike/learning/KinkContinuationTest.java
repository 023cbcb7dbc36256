package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.SmoothedKinks;
import org.turnpike.nlp.NlpStatus;

/** Optima at kinks of ReLU: found by smoothing, and not called optimal. */
class KinkContinuationTest {
    private static final double[][] CORNERS = {{0.9, 0.4}, {-0.5, 0.7}, {-0.8, -0.3}, {0.6, -0.9}, {0.3, 0.3}};
    private static final double[][] LABELS = {{-1}, {1}, {-1}, {1}, {-1}};

    private static TaskBuilder task(Model model) {
        double[][] lifted = new double[CORNERS.length][3];
        for (int i = 0; i < lifted.length; i++) {
            System.arraycopy(CORNERS[i], 0, lifted[i], 0, 2);
        }
        return new TaskBuilder(model, lifted, LABELS)
                .output(Output.select(3, 3))
                .horizon(2)
                .layers(4)
                .lambda(0.01)
                .regularization(Regularization.H1)
                .tolerance(1e-9)
                .start(new ControlStart.Uniform(1, 0.1));
    }

    /** The cost of the problem with its kinks at given controls, states propagated with the kinks. */
    private static double cost(double[][] controls) {
        TrainingProgram program = new TrainingProgram(
                task(new NeuralOde(3, Activation.RELU, true, true))
                        .start(new ControlStart.Given(controls))
                        .task(),
                1e-6);
        return program.program().objective(program.start());
    }

    @Tag("slow")
    @Test
    void aLocalMinimumAtKinksIsFoundAndNotCalledOptimal() {
        DirectTraining.Outcome outcome =
                task(new NeuralOde(3, Activation.RELU, true, true)).train();
        assertEquals(NlpStatus.ACCEPTABLE, outcome.solution().status());
        assertTrue(
                outcome.solution().reason().contains("kink"), outcome.solution().reason());
        double[][] u = outcome.network().controls();
        double least = cost(u);
        assertEquals(outcome.solution().objective(), least, 1e-5, "the smoothing is negligible");
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 300; trial++) {
            double size = Math.pow(10, -1 - trial % 4);
            double[][] near = new double[u.length][];
            for (int k = 0; k < u.length; k++) {
                near[k] = u[k].clone();
                for (int j = 0; j < near[k].length; j++) {
                    near[k][j] += size * (2 * random.nextDouble() - 1);
                }
            }
            assertTrue(cost(near) > least - 2e-6, () -> "lower by " + (least - cost(near)) + " within " + size);
        }
    }

    @Test
    void smoothingIsTooLargeByHalfEpsilonAtMost() {
        Model relu = new NeuralOde(3, Activation.RELU, true, true);
        double[][] u = new double[5][12];
        for (double[] row : u) {
            java.util.Arrays.fill(row, 0.3);
        }
        double[] exact = last(relu, u);
        for (double epsilon : new double[] {1e-2, 1e-4}) {
            double[] smoothed = last(new SmoothedKinks(relu, epsilon), u);
            double most = 0;
            for (int i = 0; i < exact.length; i++) {
                assertTrue(smoothed[i] >= exact[i], "from above");
                most = Math.max(most, smoothed[i] - exact[i]);
            }
            // Four layers of length 1/2, each adding ε/2 at most, which positive weights of row sum 0.9 carry on.
            assertTrue(most > 0 && most <= 4 * 0.5 * epsilon / 2 * Math.pow(1.45, 4), "" + most);
        }
    }

    private static double[] last(Model model, double[][] u) {
        TrainingProgram program =
                new TrainingProgram(task(model).start(new ControlStart.Given(u)).task(), 1e-6);
        double[][] states = program.network(program.start()).states()[4];
        double[] flat = new double[states.length * 3];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = states[i / 3][i % 3];
        }
        return flat;
    }
}
