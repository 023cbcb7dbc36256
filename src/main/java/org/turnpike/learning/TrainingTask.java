package org.turnpike.learning;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Model;
import org.turnpike.mesh.ButcherTableau;

/**
 * What is to be trained, on which data, at which cost.
 *
 * @param inputs N × d₀, already lifted to the model's first width
 * @param targets N × m
 * @param horizon T; for discrete models the number of layers
 * @param layers K
 * @param integrator for continuous models
 * @param lambda λ
 * @param bound |u| ≤ M, or null
 */
public record TrainingTask(
        double[][] inputs,
        double[][] targets,
        Model model,
        Output output,
        Loss loss,
        Formulation formulation,
        double horizon,
        int layers,
        ButcherTableau integrator,
        double lambda,
        Regularization regularization,
        @Nullable ControlBound bound,
        ControlStart start) {

    /** N. */
    public int samples() {
        return inputs.length;
    }

    /** h = T/K, or 1 for discrete models. */
    public double step() {
        return model.continuous() ? horizon / layers : 1;
    }

    /** The same task from another start. */
    public TrainingTask withStart(ControlStart other) {
        return new TrainingTask(
                inputs,
                targets,
                model,
                output,
                loss,
                formulation,
                horizon,
                layers,
                integrator,
                lambda,
                regularization,
                bound,
                other);
    }

    /** The same task with another output. */
    public TrainingTask withOutput(Output other) {
        return new TrainingTask(
                inputs,
                targets,
                model,
                other,
                loss,
                formulation,
                horizon,
                layers,
                integrator,
                lambda,
                regularization,
                bound,
                start);
    }

    /** The same task for another model with the same widths and controls. */
    public TrainingTask withModel(Model other) {
        return new TrainingTask(
                inputs,
                targets,
                other,
                output,
                loss,
                formulation,
                horizon,
                layers,
                integrator,
                lambda,
                regularization,
                bound,
                start);
    }
}
