package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.MultilayerPerceptron;
import org.turnpike.learning.model.MultilayerPerceptron2;
import org.turnpike.learning.model.NeuralOde;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.learning.model.ResidualNetwork;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.nlp.DerivativeCheck;
import org.turnpike.nlp.NonlinearProgram;

/** Gradient, Jacobian and Hessian of the Lagrangian against differences, for all that can be combined. */
@Tag("slow")
class TrainingProgramDerivativesTest {
    private static final double[][] INPUTS = {{0.7, -0.4}, {-0.3, 0.9}};
    private static final double[][] TARGETS = {{1, 0}, {0, 1}};

    /** The models, two inputs and two outputs each. */
    enum Kind {
        MLP(new MultilayerPerceptron(new int[] {2, 3, 2}, Activation.TANH)),
        MLP2(new MultilayerPerceptron2(new int[] {2, 3, 2}, Activation.SIGMOID)),
        RESNET(new ResidualNetwork(2, Activation.SIN, true, true)),
        NODE(new NeuralOde(2, Activation.TANH, true, true)),
        NODE2(new NeuralOde2(2, Activation.ATAN, true, true)),
        NODE2_RECTIFIED(new NeuralOde2(2, Activation.LEAKY_RELU, true, true));

        final Model model;

        Kind(Model model) {
            this.model = model;
        }
    }

    private static List<ButcherTableau> integrators(Model model) {
        return !model.continuous()
                ? List.of(ButcherTableau.euler())
                : List.of(
                        ButcherTableau.euler(),
                        ButcherTableau.midpoint(),
                        ButcherTableau.rungeKutta4(),
                        ButcherTableau.implicitMidpoint(),
                        ButcherTableau.trapezoid(),
                        ButcherTableau.gaussLegendre(2),
                        ButcherTableau.radau(2));
    }

    private static List<Regularization> regularizations(Model model, Formulation formulation) {
        if (formulation == Formulation.L1) {
            return List.of(Regularization.L2);
        }
        return model.continuous()
                ? List.of(Regularization.L2, Regularization.H1)
                : List.of(Regularization.L2, Regularization.L1);
    }

    private static List<@Nullable ControlBound> bounds(Formulation formulation) {
        List<@Nullable ControlBound> result = new ArrayList<>();
        if (formulation == Formulation.L1) {
            for (ControlBound.Norm norm : ControlBound.Norm.values()) {
                result.add(new ControlBound(2, norm));
            }
        } else {
            result.add(null);
        }
        return result;
    }

    /** Running errors compare every node with the targets, which takes one width. */
    private static boolean meaningful(Model model, Formulation formulation) {
        return !formulation.running() || model.width(1) == model.width(0);
    }

    private static List<Output> outputs() {
        double[][] matrix = {{0.8, -0.3}, {0.2, 1.1}};
        return List.of(
                Output.identity(2),
                new Output(matrix, true, Output.Nonlinearity.TANH),
                new Output(matrix, false, Output.Nonlinearity.SOFTMAX));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyCombination(Kind kind) {
        for (Formulation formulation : Formulation.values()) {
            if (!meaningful(kind.model, formulation)) {
                continue;
            }
            for (Loss loss : Loss.values()) {
                for (ButcherTableau integrator : integrators(kind.model)) {
                    for (Regularization regularization : regularizations(kind.model, formulation)) {
                        for (ControlBound bound : bounds(formulation)) {
                            check(kind, formulation, loss, integrator, regularization, bound, Output.identity(2));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyOutput(Kind kind) {
        for (Formulation formulation : Formulation.values()) {
            if (!meaningful(kind.model, formulation)) {
                continue;
            }
            for (Loss loss : Loss.values()) {
                for (Output output : outputs()) {
                    check(
                            kind,
                            formulation,
                            loss,
                            ButcherTableau.euler(),
                            Regularization.L2,
                            bounds(formulation).get(0),
                            output);
                }
            }
        }
    }

    private static void check(
            Kind kind,
            Formulation formulation,
            Loss loss,
            ButcherTableau integrator,
            Regularization regularization,
            @Nullable ControlBound bound,
            Output output) {
        TrainingTask task = new TrainingTask(
                INPUTS,
                TARGETS,
                kind.model,
                output,
                loss,
                formulation,
                kind.model.continuous() ? 1.5 : 2,
                2,
                integrator,
                0.3,
                regularization,
                bound,
                new ControlStart.Uniform(3, 0.8));
        String name = kind + " " + formulation + " " + loss + " " + integrator.name() + " " + regularization + " "
                + bound + " " + output.nonlinearity();
        check(name, new TrainingProgram(task, 0.1));
        if (formulation == Formulation.L1 && kind.model.continuous()) {
            check(name + " with a switch", TrainingProgram.withSwitch(task, 0.1, 0.9));
        }
    }

    /** At the start, moved a little so that no two values agree by chance; states then miss the layers' equations, as they may. */
    private static void check(String name, TrainingProgram training) {
        NonlinearProgram program = training.program();
        Random random = new Random(7);
        double[] z = training.start();
        for (int i = 0; i < z.length; i++) {
            z[i] += 0.1 * random.nextDouble();
        }
        double[] multipliers = random.doubles(program.constraints(), -1, 1).toArray();
        DerivativeCheck check = DerivativeCheck.at(program, z, multipliers);
        assertTrue(check.worst().error() < 1e-7, () -> name + ": " + check.worst());
    }
}
