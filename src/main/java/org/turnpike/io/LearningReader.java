package org.turnpike.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.NearestName;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.Output;
import org.turnpike.learning.RefinementGoal;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.learning.refinement.LayerRefinement;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.mesh.Integrators;
import org.turnpike.problem.Reference;
import org.turnpike.problem.SolverSettings;
import org.turnpike.training.Cluster;

/** Reads the section {@code learning} of a problem file into a training task. */
final class LearningReader {
    /** All keys of the section, whatever the model. */
    static final String[] KEYS = {
        "data",
        "model",
        "output",
        "loss",
        "formulation",
        "horizon",
        "layers",
        "refine",
        "integrator",
        "lambda",
        "regularization",
        "bound",
        "start"
    };

    private static final int MOST_REFINED = 1280;
    private static final int MOST_REFINED_LAYERS = 10_000_000;

    private final Formulas formulas;
    private final Path file;
    private final @Nullable Cluster cluster;

    /** @param cluster that reads what is stored for it, or null */
    LearningReader(Formulas formulas, Path file, @Nullable Cluster cluster) {
        this.formulas = formulas;
        this.file = file;
        this.cluster = cluster;
    }

    LearningProblem read(Field field, String name, @Nullable Reference reference, SolverSettings solver) {
        field.only("a mapping such as {data: …, model: …, loss: squared, formulation: SL1}", KEYS);
        Loss loss = choice(field.require("loss", "loss: squared"), Loss.values(), Loss::label);
        LabelCoding.Kind coding =
                switch (loss) {
                    case LOGISTIC -> LabelCoding.Kind.SIGN;
                    case CROSS_ENTROPY -> LabelCoding.Kind.ONE_HOT;
                    default -> LabelCoding.Kind.NEAREST_CODE;
                };
        DataSectionReader data = new DataSectionReader(formulas, file, cluster);
        DataSectionReader.Samples samples =
                data.read(field.require("data", "data: {generator: rings, samples: 100}"), coding);
        double[][] targets = samples.training().targets();
        int features = samples.training().featureNames().size();

        Field horizonField = field.get("horizon");
        ModelReader models = new ModelReader(formulas, field);
        Field modelField = field.require("model", "model: {kind: node2, activation: tanh, dimension: 3}");
        ModelSpecification specification = models.read(modelField, features, horizonField != null);
        Model model = specification.model();
        Formulation formulation =
                choice(field.require("formulation", "formulation: SL1"), Formulation.values(), Formulation::label);
        double horizon = horizon(horizonField, model, modelField, formulation, field);
        int layers = layers(field, model, models, horizon);
        Output output = output(field.get("output"), data, model.width(layers), targets[0].length, modelField);
        Regularization regularization = regularization(field, formulation, model);
        ControlBound bound = bound(field.get("bound"));
        if (formulation == Formulation.EXACT && !loss.vanishesAtTarget()) {
            throw field.require("formulation", "")
                    .error("the " + loss.label()
                            + " loss is never 0; the formulation exact needs squared, distance or absolute");
        }
        if (loss == Loss.CROSS_ENTROPY && output.nonlinearity() != Output.Nonlinearity.NONE) {
            throw field.require("output", "")
                    .error("the cross-entropy loss contains the softmax; leave the nonlinearity out");
        }
        if (formulation == Formulation.L1 && bound == null) {
            throw field.keyError("the formulation L1 needs a bound, as in bound: {M: 5, norm: euclidean}");
        }
        if (formulation != Formulation.L1 && bound != null) {
            throw field.require("bound", "").keyError("a bound belongs to the formulation L1");
        }
        ButcherTableau integrator = integrator(field.get("integrator"), model);
        new VariableWidthRules(field, specification, layers).check(formulation, regularization, integrator);
        TrainingTask task = new TrainingTask(
                lifted(samples.training().inputs(), model.width(0)),
                targets,
                model,
                output,
                loss,
                formulation,
                model.continuous() ? horizon : layers,
                layers,
                integrator,
                formulas.positive(field.require("lambda", "lambda: 0.01")),
                regularization,
                bound,
                new ControlStart.Sine());
        task = new StartReader(formulas, file, specification).applied(field.get("start"), task);
        return new LearningProblem(
                file,
                name,
                reference,
                task,
                specification,
                coding,
                samples.preparation(),
                samples.training(),
                samples.test(),
                samples.testRows(),
                samples.stored(),
                solver,
                refinement(field.get("refine"), model, layers));
    }

    private @Nullable RefinementGoal refinement(@Nullable Field field, Model model, int layers) {
        if (field == null) {
            return null;
        }
        String reason = LayerRefinement.inapplicable(model, layers);
        if (reason != null) {
            throw field.keyError(reason);
        }
        field.only("a mapping such as {tolerance: 1e-4, layers: 1280}", "tolerance", "layers");
        Field most = field.get("layers");
        double tolerance = formulas.positive(field.require("tolerance", "refine: {tolerance: 1e-4}"));
        int limit = most == null ? MOST_REFINED : formulas.whole(most, 1, MOST_REFINED_LAYERS);
        if (limit < 2 * layers) {
            throw (most == null ? field : most)
                    .error("expected at least " + 2 * layers + ", twice the layers: one mesh alone gives no estimate");
        }
        return new RefinementGoal(tolerance, limit);
    }

    /** Inputs padded with zeros. */
    static double[][] lifted(double[][] inputs, int width) {
        double[][] result = new double[inputs.length][width];
        for (int i = 0; i < inputs.length; i++) {
            System.arraycopy(inputs[i], 0, result[i], 0, inputs[i].length);
        }
        return result;
    }

    private double horizon(
            @Nullable Field field, Model model, Field modelField, Formulation formulation, Field learning) {
        if (model.continuous()) {
            if (field == null) {
                throw learning.keyError("this model is continuous in time and needs a horizon, as in horizon: 10");
            }
            return formulas.positive(field);
        }
        if (field != null) {
            throw field.keyError("a discrete model has no horizon; its time is the number of layers");
        }
        if (formulation.running()) {
            throw modelField.error(
                    "the formulation " + formulation.label() + " integrates over time; a discrete model has none");
        }
        return Double.NaN;
    }

    private static int layers(Field field, Model model, ModelReader models, double horizon) {
        Field layers = field.get("layers");
        int implied = models.impliedLayers();
        if (implied > 0) {
            if (layers != null) {
                throw layers.keyError("the model gives the number of layers");
            }
            return implied;
        }
        if (layers == null) {
            throw field.keyError("the key 'layers' is missing, as in layers: 40");
        }
        return LayerCount.of(layers, model.continuous() ? horizon : Double.NaN);
    }

    private Output output(@Nullable Field field, DataSectionReader data, int width, int targets, Field modelField) {
        Output plain = null;
        if (field != null) {
            field.only("a mapping such as {select: [3]}", "select", "matrix", "trained", "nonlinearity");
            plain = chosen(field, data, width);
        }
        if (plain == null) {
            if (width != targets && (field == null || field.get("trained") == null)) {
                throw (field == null ? modelField : field)
                        .error("the last layer has width " + width + ", the targets have " + targets
                                + " components; say which components are the output, as in output: {select: [" + width
                                + "]}");
            }
            plain = width == targets ? Output.identity(width) : Output.select(width, first(targets, width));
        }
        if (plain.size() != targets) {
            throw (field == null ? modelField : field)
                    .error("the output has " + plain.size() + " components, the targets have " + targets);
        }
        if (field == null) {
            return plain;
        }
        Field trained = field.get("trained");
        Field nonlinearity = field.get("nonlinearity");
        return new Output(
                plain.matrix(),
                trained != null && truth(trained),
                nonlinearity == null
                        ? Output.Nonlinearity.NONE
                        : choice(nonlinearity, Output.Nonlinearity.values(), LearningReader::label));
    }

    private static int[] first(int count, int width) {
        int[] components = new int[count];
        for (int i = 0; i < count; i++) {
            components[i] = Math.min(i + 1, width);
        }
        return components;
    }

    private @Nullable Output chosen(Field field, DataSectionReader data, int width) {
        Field select = field.get("select");
        Field matrix = field.get("matrix");
        if (select != null && matrix != null) {
            throw matrix.keyError("say either select or matrix");
        }
        if (select != null) {
            List<Integer> components = new ArrayList<>();
            for (Field item : select.items("a list of components counted from 1, such as [3]")) {
                components.add(formulas.whole(item, 1, width));
            }
            if (components.isEmpty()) {
                throw select.error("expected at least one component, as in [1]");
            }
            return Output.select(
                    width, components.stream().mapToInt(Integer::intValue).toArray());
        }
        if (matrix != null) {
            double[][] entries = data.matrix(matrix);
            if (entries[0].length != width) {
                throw matrix.error("expected rows of " + width + " numbers, the width of the last layer, found "
                        + entries[0].length);
            }
            return new Output(entries, false, Output.Nonlinearity.NONE);
        }
        return null;
    }

    private static Regularization regularization(Field field, Formulation formulation, Model model) {
        Field given = field.get("regularization");
        if (given == null) {
            return formulation == Formulation.L1 ? Regularization.L1 : Regularization.L2;
        }
        Regularization value = choice(given, Regularization.values(), Regularization::name);
        boolean wantsL1 = formulation == Formulation.L1 || !model.continuous();
        if (value == Regularization.L1 && !wantsL1) {
            throw given.error("an L1 penalty of a continuous model is the formulation L1, with a bound");
        }
        if (formulation == Formulation.L1 && value != Regularization.L1) {
            throw given.error("the formulation L1 has an L1 penalty");
        }
        if (value == Regularization.H1 && !model.continuous()) {
            throw given.error("an H1 penalty needs a model that is continuous in time");
        }
        return value;
    }

    private @Nullable ControlBound bound(@Nullable Field field) {
        if (field == null) {
            return null;
        }
        field.only("a mapping such as {M: 5, norm: euclidean}", "M", "norm");
        Field norm = field.get("norm");
        return new ControlBound(
                formulas.positive(field.require("M", "bound: {M: 5}")),
                norm == null
                        ? ControlBound.Norm.EUCLIDEAN
                        : choice(norm, ControlBound.Norm.values(), ControlBound.Norm::label));
    }

    private static ButcherTableau integrator(@Nullable Field field, Model model) {
        if (field == null) {
            return ButcherTableau.euler();
        }
        if (!model.continuous()) {
            throw field.keyError("a discrete model has no integrator");
        }
        ButcherTableau rule = Integrators.named(field.text());
        if (rule == null) {
            throw field.error("unknown integrator '" + field.text() + "'"
                    + NearestName.hint(field.text(), Integrators.names()) + "; there are "
                    + String.join(", ", Integrators.names()));
        }
        return rule;
    }

    static boolean truth(Field field) {
        return switch (field.text()) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw field.error("expected true or false, found '" + field.text() + "'");
        };
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value whose label is the field's text. */
    static <E> E choice(Field field, E[] values, java.util.function.Function<E, String> label) {
        List<String> labels = new ArrayList<>();
        for (E value : values) {
            if (label.apply(value).equals(field.text())) {
                return value;
            }
            labels.add(label.apply(value));
        }
        throw field.error("unknown " + field.key() + " '" + field.text() + "'" + NearestName.hint(field.text(), labels)
                + "; there are " + String.join(", ", labels));
    }
}
