package org.turnpike.io;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.NearestName;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.Prolongation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.problem.InputException;

/**
 * Reads {@code learning.start}: sine, zero, random, or an earlier solution.
 *
 * <p>Of a solution come the controls, a trained P, and for the formulation L1 the switching time. Another number of layers is interpolated.
 * Another horizon stretches time, and divides the control by the same factor if the model is homogeneous in it, so that the samples run
 * along the same curves; only what ends at a switching time T* &lt; T keeps its time in the formulation L1, since T* hardly depends on T.
 */
final class StartReader {
    private static final List<String> WORDS = List.of("sine", "zero", "random");
    private static final double RANDOM_SCALE = 0.1;

    private final Formulas formulas;
    private final Path file;
    private final ModelSpecification specification;

    /** @param specification of the model that is to start */
    StartReader(Formulas formulas, Path file, ModelSpecification specification) {
        this.formulas = formulas;
        this.file = file;
        this.specification = specification;
    }

    /** The task with the start that the field says; without a field as it is. */
    TrainingTask applied(@Nullable Field field, TrainingTask task) {
        if (field == null) {
            return task;
        }
        if (field.isMapping()) {
            field.only("sine, zero, {random: 1}, or a solution folder", "random");
            int seed = formulas.whole(field.require("random", "{random: 1}"), 0, Integer.MAX_VALUE);
            return task.withStart(new ControlStart.Uniform(seed, RANDOM_SCALE));
        }
        return switch (field.text()) {
            case "sine" -> task.withStart(new ControlStart.Sine());
            case "zero" -> task.withStart(new ControlStart.Zero());
            case "random" -> task.withStart(new ControlStart.Uniform(0, RANDOM_SCALE));
            default -> restarted(field, task);
        };
    }

    private TrainingTask restarted(Field field, TrainingTask task) {
        Path solution = solution(field);
        Network earlier;
        try {
            earlier = NetworkJson.read(solution);
        } catch (InputException e) {
            throw field.error("this is no network to start from: " + e.getMessage());
        }
        fits(field, solution, earlier, task);
        double earlierHorizon = JsonTree.read(json(solution)).number("finalTime");
        ControlStart start = equalLayers(task)
                ? interpolated(earlier, earlierHorizon, task)
                : new ControlStart.Restart(earlier.controls(), null);
        TrainingTask started = atSwitches(earlier, earlierHorizon, task).withStart(start);
        Output output = task.output();
        return output.trained()
                ? started.withOutput(new Output(earlier.output().matrix(), true, output.nonlinearity()))
                : started;
    }

    /** Free switching times start where they were, as shares of the horizon. */
    private TrainingTask atSwitches(Network earlier, double earlierHorizon, TrainingTask task) {
        ModelSpecification.Switching switching = earlier.specification().switching();
        if (switching == null || !task.phases().free()) {
            return task;
        }
        double[] times = switching.phases().switches().clone();
        for (int j = 0; j < times.length; j++) {
            times[j] *= task.horizon() / earlierHorizon;
        }
        return task.withModel(specification.switchedAt(times).model());
    }

    private static Path json(Path solution) {
        return Files.isDirectory(solution) ? solution.resolve("solution.json") : solution;
    }

    /** A path beside the problem file, that must exist: what is none is more likely a misspelt word. */
    private Path solution(Field field) {
        Path path;
        try {
            path = TextFile.beside(file, field);
        } catch (InvalidPathException e) {
            throw unknown(field);
        }
        if (!Files.exists(path)) {
            throw unknown(field);
        }
        if (!Files.exists(json(path))) {
            throw field.error("the folder " + path + " has no solution.json; expected a solution folder");
        }
        return path;
    }

    private static InputException unknown(Field field) {
        return field.error("unknown start '" + field.text() + "'" + NearestName.hint(field.text(), WORDS)
                + "; expected sine, zero, random, {random: seed}, or an existing solution folder (or its solution.json),"
                + " relative to the problem file");
    }

    private void fits(Field field, Path solution, Network earlier, TrainingTask task) {
        String network = "the network of " + solution;
        ModelSpecification other = earlier.specification();
        if (!family(other).equals(family(specification))) {
            throw field.error(network + " is of the kind " + other.kind() + ", this model of the kind "
                    + specification.kind() + "; a start needs the same");
        }
        if (!Arrays.equals(other.widths(), specification.widths())) {
            throw field.error(network + " has the widths " + Arrays.toString(other.widths()) + ", this model "
                    + Arrays.toString(specification.widths()) + "; a start needs the same");
        }
        if (other.weights() != specification.weights() || other.bias() != specification.bias()) {
            throw field.error(network + " trains " + trained(other) + ", this model " + trained(specification)
                    + "; a start needs the same");
        }
        Model model = task.model();
        if (!equalLayers(task)) {
            fitsUnchanged(field, network, earlier, task);
        }
        for (int k = 0; k < Math.min(earlier.layers(), task.layers()); k++) {
            int expected = model.controls(k);
            if (earlier.controls()[task.phases().controlRow(k, earlier.linearControl())].length != expected) {
                throw field.error(network + " has " + earlier.controls()[k].length + " controls on a layer, this model "
                        + expected + "; a start needs the same number");
            }
        }
        Output output = earlier.output();
        if (task.output().trained()
                && (output.size() != task.output().size()
                        || output.inputs() != task.output().inputs())) {
            throw field.error(network + " has an output matrix of " + output.size() + " x " + output.inputs()
                    + ", this model one of " + task.output().size() + " x "
                    + task.output().inputs() + "; a start needs the same");
        }
    }

    /** Layers that differ from each other, or belong to phases, are not interpolated. */
    private static void fitsUnchanged(Field field, String network, Network earlier, TrainingTask task) {
        ModelSpecification.Switching switching = earlier.specification().switching();
        boolean samePhases = switching == null
                || Arrays.equals(switching.phases().layers(), task.phases().layers());
        if (earlier.layers() != task.layers() || !samePhases) {
            throw field.error(network + " has " + earlier.layers() + " layers, this model " + task.layers()
                    + (samePhases ? "" : ", dealt to the phases otherwise")
                    + "; layers that differ from each other cannot be interpolated");
        }
        if (earlier.linearControl() != (task.regularization() == Regularization.H1)) {
            throw field.error(network + " has controls that are "
                    + (earlier.linearControl() ? "linear" : "constant")
                    + " on a layer, here they are not; with phases a start needs the same");
        }
    }

    /** A residual network is the Euler scheme of node with h = 1 or T/K. */
    private static String family(ModelSpecification model) {
        return model.kind().equals("resnet") ? "node" : model.kind();
    }

    private static String trained(ModelSpecification model) {
        return model.weights() ? model.bias() ? "w and b" : "w" : "b";
    }

    private static boolean equalLayers(TrainingTask task) {
        for (int k = 1; k < task.layers(); k++) {
            if (!task.model().sameLayer(0, k)) {
                return false;
            }
        }
        return task.phases().count() == 1;
    }

    private static ControlStart.Restart interpolated(Network earlier, double earlierHorizon, TrainingTask task) {
        boolean switches = earlier.end() < earlierHorizon;
        boolean keepsTime = switches && task.formulation() == Formulation.L1 && earlier.end() < task.horizon();
        double stretch = keepsTime ? 1 : task.horizon() / earlierHorizon;
        double factor = task.model().homogeneous() ? 1 / stretch : 1;
        double end = stretch * earlier.end();
        Prolongation whole = new Prolongation(earlier, task.horizon() / end, factor);
        double[][] controls =
                task.regularization() == Regularization.H1 ? whole.nodes(task.layers()) : whole.layers(task.layers());
        ControlStart.Bang bang = switches
                ? new ControlStart.Bang(new Prolongation(earlier, 1, factor).layers(task.layers()), end)
                : null;
        return new ControlStart.Restart(controls, bang);
    }
}
