package org.turnpike.training.newton;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.ProblemReader;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.minimization.DescentListener;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.propagation.LocalSampleCost;
import org.turnpike.transcription.Schemes;

/** Tasks of tests, and their training in the reduced space. */
record ReducedTask(TrainingTask task) {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    /** That of a problem file, with settings such as {@code learning.layers=10}. */
    static ReducedTask ofFile(String name, String... settings) {
        return new ReducedTask(Objects.requireNonNull(new ProblemReader(Schemes.names())
                        .readAny(HOME.resolve("problems/" + name + ".yaml"), List.of(settings))
                        .learning())
                .task());
    }

    /** x′ = w σ(x) + b with P = id, the squared loss, ten layers of order 4, and the start of files. */
    static ReducedTask node2(
            double[][] inputs, double[][] targets, Formulation formulation, double horizon, double lambda) {
        return of(
                new NeuralOde2(inputs[0].length, Activation.TANH, true, true),
                inputs,
                targets,
                formulation,
                horizon,
                lambda);
    }

    /** x′ = b. */
    static ReducedTask bias(
            double[][] inputs, double[][] targets, Formulation formulation, double horizon, double lambda) {
        return of(
                new NeuralOde2(inputs[0].length, Activation.TANH, false, true),
                inputs,
                targets,
                formulation,
                horizon,
                lambda);
    }

    static ReducedTask of(
            Model model,
            double[][] inputs,
            double[][] targets,
            Formulation formulation,
            double horizon,
            double lambda) {
        return new ReducedTask(new TrainingTask(
                inputs,
                targets,
                model,
                Output.identity(targets[0].length),
                Loss.SQUARED,
                formulation,
                horizon,
                10,
                ButcherTableau.rungeKutta4(),
                lambda,
                Regularization.L2,
                null,
                new ControlStart.Sine()));
    }

    ReducedTask bound(double limit, ControlBound.Norm norm) {
        return with(task.layers(), task.regularization(), new ControlBound(limit, norm), task.loss(), task.output());
    }

    ReducedTask layers(int layers) {
        return with(layers, task.regularization(), task.bound(), task.loss(), task.output());
    }

    ReducedTask regularization(Regularization value) {
        return with(task.layers(), value, task.bound(), task.loss(), task.output());
    }

    ReducedTask loss(Loss loss) {
        return with(task.layers(), task.regularization(), task.bound(), loss, task.output());
    }

    ReducedTask output(double[][] matrix) {
        Output output = new Output(matrix, false, Output.Nonlinearity.NONE);
        return with(task.layers(), task.regularization(), task.bound(), task.loss(), output);
    }

    ReducedTask start(ControlStart start) {
        return new ReducedTask(task.withStart(start));
    }

    private ReducedTask with(
            int layers, Regularization regularization, @Nullable ControlBound bound, Loss loss, Output output) {
        return new ReducedTask(new TrainingTask(
                task.inputs(),
                task.targets(),
                task.model(),
                output,
                loss,
                task.formulation(),
                task.horizon(),
                layers,
                task.integrator(),
                task.lambda(),
                regularization,
                bound,
                task.start()));
    }

    TrainedControls train() {
        return train(DescentListener.SILENT);
    }

    TrainedControls train(DescentListener listener) {
        double[] start = new ControlSpace(task).start(task);
        return new NewtonTraining()
                .train(task, LocalSampleCost::of, TrainingRun.from(start, 1e-10, 3000, 60, listener));
    }
}
