package org.turnpike.training;

import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;

/** Training tasks of tests: the squared loss, L2, Euler, the start of files. */
public final class Tasks {
    private Tasks() {}

    public static TrainingTask task(
            Model model,
            double[][] inputs,
            double[][] targets,
            Output output,
            Formulation formulation,
            double horizon,
            int layers,
            double lambda) {
        return new TrainingTask(
                inputs,
                targets,
                model,
                output,
                Loss.SQUARED,
                formulation,
                horizon,
                layers,
                ButcherTableau.euler(),
                lambda,
                Regularization.L2,
                null,
                new ControlStart.Sine());
    }

    /** The benchmark "rings" in three dimensions. */
    public static TrainingTask rings(int n, Formulation formulation, double horizon, int layers) {
        double[][] inputs = new double[n][3];
        double[][] targets = new double[n][1];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (i % (n / 2)) / (n / 2);
            double radius = i < n / 2 ? 0.5 : 1;
            inputs[i][0] = radius * Math.cos(angle);
            inputs[i][1] = radius * Math.sin(angle);
            targets[i][0] = i < n / 2 ? 1 : -1;
        }
        NeuralOde2 model = new NeuralOde2(3, Activation.TANH, true, true);
        return task(model, inputs, targets, Output.select(3, 3), formulation, horizon, layers, 0.01);
    }

    /** From 2 to −1 by the bias alone. */
    public static TrainingTask bias(Formulation formulation, double horizon, int layers, double lambda) {
        return task(
                new NeuralOde2(1, Activation.TANH, false, true),
                new double[][] {{2}},
                new double[][] {{-1}},
                Output.identity(1),
                formulation,
                horizon,
                layers,
                lambda);
    }

    /** Three samples in the plane moved by the bias alone: V = 28/9, ē₀ = (4/3, 5/3); docs of the closed forms. */
    public static TrainingTask threePoints(Formulation formulation, int layers) {
        return task(
                new NeuralOde2(2, Activation.TANH, false, true),
                new double[][] {{1, 0}, {3, 1}, {2, 5}},
                new double[][] {{0, 0}, {1, 0}, {1, 1}},
                Output.identity(2),
                formulation,
                4,
                layers,
                0.5);
    }

    /** sin on [−π, π] as it is set for E-MSA: width 5, 20 layers of δ = 0.25, the first component is in- and output. */
    public static TrainingTask sine(int samples, double lambda) {
        double[][] inputs = new double[samples][5];
        double[][] targets = new double[samples][1];
        for (int i = 0; i < samples; i++) {
            double x = -Math.PI + 2 * Math.PI * i / (samples - 1);
            java.util.Arrays.fill(inputs[i], x);
            targets[i][0] = Math.sin(x);
        }
        return task(
                new org.turnpike.learning.model.NeuralOde(5, Activation.TANH, true, true),
                inputs,
                targets,
                new Output(new double[][] {{1, 1, 1, 1, 1}}, false, Output.Nonlinearity.NONE),
                Formulation.SL1,
                5,
                20,
                lambda);
    }
}
