package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.collocation.DirectTraining;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Model;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.ipopt.IpoptSolver;

/** Training tasks of tests: SL1 with the squared loss, P = id, T = 1, λ = 1 and the Euler scheme unless said otherwise. */
final class TaskBuilder {
    private final double[][] inputs;
    private final double[][] targets;
    private final Model model;
    private Output output;
    private Loss loss = Loss.SQUARED;
    private Formulation formulation = Formulation.SL1;
    private double horizon = 1;
    private int layers = 10;
    private ButcherTableau integrator = ButcherTableau.euler();
    private double lambda = 1;
    private Regularization regularization = Regularization.L2;
    private @Nullable ControlBound bound;
    private ControlStart start = new ControlStart.Sine();
    private double tolerance = 1e-11;

    TaskBuilder(Model model, double[][] inputs, double[][] targets) {
        this.model = model;
        this.inputs = inputs;
        this.targets = targets;
        output = Output.identity(targets[0].length);
    }

    TaskBuilder output(Output value) {
        output = value;
        return this;
    }

    TaskBuilder loss(Loss value) {
        loss = value;
        return this;
    }

    TaskBuilder formulation(Formulation value) {
        formulation = value;
        return this;
    }

    TaskBuilder horizon(double value) {
        horizon = value;
        return this;
    }

    TaskBuilder layers(int value) {
        layers = value;
        return this;
    }

    TaskBuilder integrator(ButcherTableau value) {
        integrator = value;
        return this;
    }

    TaskBuilder lambda(double value) {
        lambda = value;
        return this;
    }

    TaskBuilder regularization(Regularization value) {
        regularization = value;
        return this;
    }

    TaskBuilder bound(double limit, ControlBound.Norm norm) {
        bound = new ControlBound(limit, norm);
        return this;
    }

    TaskBuilder start(ControlStart value) {
        start = value;
        return this;
    }

    TaskBuilder tolerance(double value) {
        tolerance = value;
        return this;
    }

    TrainingTask task() {
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
                start);
    }

    /** Trains, however it ends. */
    DirectTraining.Outcome attempt() {
        // Ipopt relaxes bounds by 1e-8 of their size unless told not to.
        NlpOptions options = new NlpOptions(tolerance, 1000, 60, Map.of("bound_relax_factor", 0.0));
        return new DirectTraining(new IpoptSolver(), options).train(task(), IterationListener.SILENT);
    }

    /** Trains; the test fails if that does. */
    DirectTraining.Outcome train() {
        DirectTraining.Outcome outcome = attempt();
        assertTrue(
                outcome.solution().status().solved(),
                outcome.solution().status() + ": " + outcome.solution().reason());
        return outcome;
    }

    double objective() {
        return train().solution().objective();
    }

    /** The limit of the objective on fine meshes, from K and 2K layers with an error that is even in h: order 4. */
    double extrapolatedObjective(int coarse) {
        double one = layers(coarse).objective();
        double two = layers(2 * coarse).objective();
        return (4 * two - one) / 3;
    }
}
