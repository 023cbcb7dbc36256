package org.turnpike.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.NearestName;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.classifier.LargestMargin;
import org.turnpike.learning.classifier.LinearFormulation;
import org.turnpike.learning.classifier.Loss;
import org.turnpike.learning.classifier.Norm;
import org.turnpike.learning.classifier.PenalizedError;
import org.turnpike.learning.classifier.Penalty;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.problem.Reference;
import org.turnpike.problem.SolverSettings;

/** Reads the section {@code learning} of a problem file whose model is linear. */
final class LinearReader {
    private static final String MAX_MARGIN = "max-margin";
    private static final List<String> LOSSES = List.of("squared", "absolute", "logistic");
    /** What only networks have. */
    private static final List<String> OF_NETWORKS =
            List.of("output", "horizon", "layers", "integrator", "bound", "start");

    private final Formulas formulas;
    private final Path file;

    LinearReader(Formulas formulas, Path file) {
        this.formulas = formulas;
        this.file = file;
    }

    /** Whether the section's model is of the kind linear. */
    static boolean isLinear(Field section) {
        Field model = section.get("model");
        Field kind = model == null ? null : model.get("kind");
        return kind != null && kind.isScalar() && kind.text().equals("linear");
    }

    LinearProblem read(Field field, String name, @Nullable Reference reference, SolverSettings solver) {
        field.only(
                "a mapping such as {data: …, model: {kind: linear}, loss: logistic, lambda: 0.01}",
                LearningReader.KEYS);
        for (String key : OF_NETWORKS) {
            Field given = field.get(key);
            if (given != null) {
                throw given.keyError("a linear model has no " + key);
            }
        }
        boolean bias = bias(field.require("model", "model: {kind: linear}"));
        LinearFormulation formulation = isMaxMargin(field.get("formulation")) ? largestMargin(field) : penalized(field);
        boolean labels = formulation instanceof LargestMargin
                || formulation instanceof PenalizedError penalized && penalized.loss() == Loss.LOGISTIC;
        LabelCoding.Kind coding = labels ? LabelCoding.Kind.SIGN : LabelCoding.Kind.NEAREST_CODE;
        Field data = field.require("data", "data: {csv: data.csv, label: class}");
        DataSectionReader.Samples samples = new DataSectionReader(formulas, file).read(data, coding);
        requireOneTarget(data, samples.training());
        return new LinearProblem(
                file,
                name,
                reference,
                formulation,
                bias,
                coding,
                samples.preparation(),
                samples.training(),
                samples.test(),
                samples.testRows(),
                solver);
    }

    private static void requireOneTarget(Field data, Dataset training) {
        if (training.outputs() == 1) {
            return;
        }
        Field label = data.get("label") != null ? data.get("label") : data.get("targets");
        throw (label == null ? data : label)
                .error("a linear model has one output: a number or one of two classes; found "
                        + (training.isClassification()
                                ? training.classNames().size() + " classes (" + String.join(", ", training.classNames())
                                        + ")"
                                : training.outputs() + " numbers for each sample"));
    }

    /** Whether there is a bias: {@code train: [w]} leaves it out. */
    private static boolean bias(Field model) {
        model.only("a mapping such as {kind: linear, train: [w, b]}", ModelReader.KEYS);
        for (String key : ModelReader.KEYS) {
            Field given = model.get(key);
            if (given != null && !key.equals("kind") && !key.equals("train")) {
                throw given.keyError("the model linear has no " + key);
            }
        }
        Field train = model.get("train");
        if (train == null) {
            return true;
        }
        List<String> parts = ModelReader.parts(train);
        if (!parts.contains("w")) {
            throw train.error("a linear model without w is a constant; expected [w, b] or [w]");
        }
        return parts.contains("b");
    }

    private static boolean isMaxMargin(@Nullable Field formulation) {
        if (formulation == null) {
            return false;
        }
        if (formulation.text().equals(MAX_MARGIN)) {
            return true;
        }
        String hint = NearestName.hint(formulation.text(), List.of(MAX_MARGIN));
        throw formulation.error("a linear model has no formulation '" + formulation.text() + "'"
                + (hint.isEmpty()
                        ? "; leave it out for a loss with a penalty, or say " + MAX_MARGIN + " for the separator of"
                                + " largest margin"
                        : hint));
    }

    private LinearFormulation largestMargin(Field field) {
        for (String key : List.of("loss", "lambda")) {
            Field given = field.get(key);
            if (given != null) {
                throw given.keyError("the formulation " + MAX_MARGIN + " has no " + key
                        + ": every sample must be on its side, as far away as possible");
            }
        }
        return new LargestMargin(Norm.valueOf(penalty(field).name()));
    }

    private LinearFormulation penalized(Field field) {
        Field lossField = field.require("loss", "loss: logistic (or formulation: " + MAX_MARGIN + ")");
        if (!LOSSES.contains(lossField.text())) {
            String hint =
                    switch (lossField.text()) {
                        case "distance" -> "; with one output it is absolute";
                        case "cross-entropy" -> "; with two classes it is logistic";
                        default -> NearestName.hint(lossField.text(), LOSSES);
                    };
            throw lossField.error("a linear model has no loss '" + lossField.text() + "'" + hint + "; there are "
                    + String.join(", ", LOSSES));
        }
        Loss loss = Loss.valueOf(lossField.text().toUpperCase(Locale.ROOT));
        Field lambdaField = field.require("lambda", "lambda: 0.01");
        double lambda = formulas.number(lambdaField);
        if (lambda < 0) {
            throw lambdaField.error("expected a number of at least 0, found " + Decimal.print(lambda));
        }
        return new PenalizedError(loss, lambda, penalty(field));
    }

    private static Penalty penalty(Field field) {
        Field given = field.get("regularization");
        return given == null ? Penalty.L2 : LearningReader.choice(given, Penalty.values(), Penalty::name);
    }
}
