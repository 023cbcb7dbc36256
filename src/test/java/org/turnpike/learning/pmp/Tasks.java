package org.turnpike.learning.pmp;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound;
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

/** Training tasks of tests. */
final class Tasks {
    private Tasks() {}

    /** The squared loss, P = id, and the start of files. */
    static TrainingTask task(
            Model model,
            double[][] inputs,
            double[][] targets,
            Formulation formulation,
            double horizon,
            int layers,
            ButcherTableau integrator,
            double lambda,
            Regularization regularization,
            @Nullable ControlBound bound) {
        return new TrainingTask(
                inputs,
                targets,
                model,
                Output.identity(targets[0].length),
                Loss.SQUARED,
                formulation,
                horizon,
                layers,
                integrator,
                lambda,
                regularization,
                bound,
                new ControlStart.Sine());
    }

    static TrainingTask with(TrainingTask t, Loss loss, Output output) {
        return new TrainingTask(
                t.inputs(),
                t.targets(),
                t.model(),
                output,
                loss,
                t.formulation(),
                t.horizon(),
                t.layers(),
                t.integrator(),
                t.lambda(),
                t.regularization(),
                t.bound(),
                t.start());
    }

    /** The benchmark "rings" in three dimensions. */
    static TrainingTask rings(
            int n, Formulation formulation, double horizon, int layers, ButcherTableau integrator, double lambda) {
        double[][] inputs = new double[n][3];
        double[][] targets = new double[n][1];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (i % (n / 2)) / (n / 2);
            double radius = i < n / 2 ? 0.5 : 1;
            inputs[i][0] = radius * Math.cos(angle);
            inputs[i][1] = radius * Math.sin(angle);
            targets[i][0] = i < n / 2 ? 1 : -1;
        }
        return with(
                task(
                        new NeuralOde2(3, Activation.TANH, true, true),
                        inputs,
                        targets,
                        formulation,
                        horizon,
                        layers,
                        integrator,
                        lambda,
                        Regularization.L2,
                        null),
                Loss.SQUARED,
                Output.select(3, 3));
    }

    /** From 2 to −1 by the bias alone. */
    static TrainingTask bias(
            Formulation formulation,
            double horizon,
            int layers,
            ButcherTableau integrator,
            double lambda,
            @Nullable ControlBound bound) {
        return task(
                new NeuralOde2(1, Activation.TANH, false, true),
                new double[][] {{2}},
                new double[][] {{-1}},
                formulation,
                horizon,
                layers,
                integrator,
                lambda,
                Regularization.L2,
                bound);
    }
}
