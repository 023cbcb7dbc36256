package org.turnpike.training.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.training.propagation.LocalSampleCost;

/** The cost with T* as an unknown, against the program with T* as an unknown and against differences. */
class SwitchingTimeCostTest {
    private static final ControlBound BALL = new ControlBound(2, ControlBound.Norm.EUCLIDEAN);

    private static TrainingTask task(boolean trained) {
        return new TrainingTask(
                new double[][] {{1, 0.3}, {0, -0.2}, {0.4, 0.9}},
                new double[][] {{1.5}, {-0.5}, {0.3}},
                new NeuralOde2(2, Activation.TANH, true, true),
                new Output(new double[][] {{0.8, -0.3}}, trained, Output.Nonlinearity.NONE),
                Loss.SQUARED,
                Formulation.L1,
                3,
                4,
                ButcherTableau.midpoint(),
                0.2,
                Regularization.L1,
                BALL,
                new ControlStart.Uniform(4, 0.8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isThatOfTheProgram(boolean trained) {
        TrainingTask task = task(trained);
        TrainingProgram program = TrainingProgram.withSwitch(task, 0, 1.1);
        try (SwitchingTimeCost cost = new SwitchingTimeCost(task, BALL, LocalSampleCost::of, 0, 0.4)) {
            double[] z = cost.unknowns(new ControlSpace(task).start(task), 1.1);
            assertEquals(program.program().objective(program.start()), cost.value(z), 1e-13);
            assertEquals(1.1, cost.switchTime(z), 1e-15);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientAndProductAreDerivatives(boolean trained) {
        TrainingTask task = task(trained);
        try (SwitchingTimeCost cost = new SwitchingTimeCost(task, BALL, LocalSampleCost::of, 0, 0.4)) {
            double[] z = cost.unknowns(new ControlSpace(task).start(task), 1.1);
            Random random = new Random(3);
            double[] v = new double[z.length];
            Arrays.setAll(v, j -> 2 * random.nextDouble() - 1);
            double h = 1e-5;
            double[] plus = new double[z.length];
            double[] minus = new double[z.length];
            double[] g = new double[z.length];
            double[] product = new double[z.length];
            double up = cost.gradient(moved(z, h, v), plus);
            double down = cost.gradient(moved(z, -h, v), minus);
            assertEquals(cost.value(z), cost.gradient(z, g), 1e-15);
            cost.product(v, product);
            assertEquals((up - down) / (2 * h), InnerProduct.dot(g, v), 1e-8);
            for (int j = 0; j < z.length; j++) {
                assertEquals((plus[j] - minus[j]) / (2 * h), product[j], 1e-7, "component " + j);
            }
        }
    }

    private static double[] moved(double[] z, double h, double[] v) {
        double[] w = z.clone();
        Arrays.setAll(w, j -> z[j] + h * v[j]);
        return w;
    }
}
