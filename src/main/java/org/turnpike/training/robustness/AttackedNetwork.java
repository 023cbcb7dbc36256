package org.turnpike.training.robustness;

import java.util.Arrays;
import java.util.List;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.evaluation.ForwardPass;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.model.Phases;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.training.propagation.InputAdjoint;

/**
 * A network whose inputs are varied: last states, and gradients of a loss by the inputs.
 *
 * <p>States are always the network's own. Gradients are the adjoint recursion's; for implicit integrators those of the classical Runge–Kutta method with the same
 * control, which point the way as well.
 */
final class AttackedNetwork implements AutoCloseable {
    private final Network network;
    private final boolean explicit;
    private final ForwardPass pass;
    private final InputAdjoint adjoint;
    private final int width;

    AttackedNetwork(Network network, double[][] inputs, double[][] targets, Output output, Loss loss, int threads) {
        this.network = network;
        Model model = fixed(network.specification()).model();
        explicit = !model.continuous() || network.integrator().isExplicit();
        pass = new ForwardPass(network);
        width = model.width(0);
        TrainingTask task = new TrainingTask(
                padded(inputs),
                targets,
                model,
                output.fixed(),
                loss,
                Formulation.SL1,
                network.end(),
                network.layers(),
                explicit ? network.integrator() : ButcherTableau.rungeKutta4(),
                1,
                network.linearControl() ? Regularization.H1 : Regularization.L2,
                null,
                new ControlStart.Given(network.controls()));
        double[] u = new ControlSpace(task).flat(network.controls(), output.matrix());
        adjoint = new InputAdjoint(task, u, threads);
    }

    /** With switching times that are no unknowns. */
    private static ModelSpecification fixed(ModelSpecification model) {
        ModelSpecification.Switching switching = model.switching();
        if (switching == null) {
            return model;
        }
        Phases phases = switching.phases();
        return ModelSpecification.switched(
                model.activation(),
                new ModelSpecification.Switching(
                        switching.fields(),
                        List.copyOf(switching.transfers()),
                        new Phases(phases.layers(), phases.switches(), false, phases.shortest())));
    }

    private double[][] padded(double[][] inputs) {
        double[][] result = new double[inputs.length][];
        for (int i = 0; i < result.length; i++) {
            result[i] = Arrays.copyOf(inputs[i], width);
        }
        return result;
    }

    /** The width of the first state, to which inputs are padded. */
    int width() {
        return width;
    }

    /** As {@link InputAdjoint#evaluate}; rows of {@code p} may be shorter than the first state. */
    void evaluate(double[][] x, double[][] y, double[][] last, double[][] p) {
        adjoint.evaluate(x, y, last, p);
        for (int i = 0; !explicit && i < x.length; i++) {
            double[] state = pass.states(x[i])[network.layers()];
            System.arraycopy(state, 0, last[i], 0, state.length);
        }
    }

    @Override
    public void close() {
        adjoint.close();
    }
}
