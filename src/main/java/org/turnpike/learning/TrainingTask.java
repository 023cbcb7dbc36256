package org.turnpike.learning;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.Phases;
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
 * @param bound |u| ≤ M, or null; outside the formulation L1 only componentwise
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
        ControlStart start)
        implements Serializable {

    public TrainingTask {
        if (bound != null && formulation != Formulation.L1 && bound.norm() != ControlBound.Norm.COMPONENTWISE) {
            throw new IllegalArgumentException("A bound on the control in the norm "
                    + bound.norm().label() + " belongs to the formulation L1, not to " + formulation.label() + ".");
        }
    }

    /** N. */
    public int samples() {
        return inputs.length;
    }

    /** h = T/K, or 1 for discrete models; with several phases the mean. */
    public double step() {
        return model.continuous() ? horizon / layers : 1;
    }

    /** The phases of the model, with the switching times of the start where they are free. */
    public Phases phases() {
        return model.phases(layers);
    }

    /** The same task on other samples: a part of them, or none at all where only the rest of the task is of interest. */
    public TrainingTask withSamples(double[][] otherInputs, double[][] otherTargets) {
        return new TrainingTask(
                otherInputs,
                otherTargets,
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
                start);
    }

    /** The same task on other layers, of a model with that many, from a start for them. */
    public TrainingTask onLayers(int count, Model other, ControlStart first) {
        return new TrainingTask(
                inputs,
                targets,
                other,
                output,
                loss,
                formulation,
                horizon,
                count,
                integrator,
                lambda,
                regularization,
                bound,
                first);
    }

    /** The same task with another λ. */
    public TrainingTask withLambda(double other) {
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
                other,
                regularization,
                bound,
                start);
    }

    /** The same task from another start. */
    public TrainingTask withStart(ControlStart other) {
        return onLayers(layers, model, other);
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
        return onLayers(layers, other, start);
    }
}
