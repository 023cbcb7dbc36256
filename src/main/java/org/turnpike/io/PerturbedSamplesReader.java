package org.turnpike.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.evaluation.TrainedModel;
import org.turnpike.learning.loss.Loss;
import org.turnpike.problem.InputException;
import org.turnpike.training.robustness.PerturbedSamples;

/** Samples for a trained model's test: those of its problem file, or of a table. */
public final class PerturbedSamplesReader {
    private final TrainedModel model;
    private final Loss loss;

    public PerturbedSamplesReader(TrainedModel model, Loss loss) {
        this.model = model;
        this.loss = loss;
    }

    /**
     * The samples of the problem file that a solution names.
     *
     * @param solution a solution folder, or its {@code solution.json}
     * @param moved where the problem file is now, or null
     * @param heldOut the samples that were held out, rather than those of the training
     * @param schemes as for {@link ProblemReader}
     * @throws InputException if there is no such file, or if it is of other features
     */
    public PerturbedSamples ofProblem(Path solution, @Nullable Path moved, boolean heldOut, Set<String> schemes) {
        SolutionOrigin origin = TrainedModelJson.origin(solution);
        Path file = moved != null ? moved : origin == null ? null : origin.file();
        if (file == null || !Files.isRegularFile(file)) {
            throw new InputException((file == null
                            ? solution + ": the solution does not say to which problem it belongs"
                            : file + ": no such problem file")
                    + "; add --problem FILE, or a table with --data CSV");
        }
        ProblemReader.Contents contents =
                new ProblemReader(schemes).readAny(file, origin == null ? List.of() : origin.overrides());
        Dataset training;
        Dataset test;
        if (contents.learning() != null) {
            training = contents.learning().training();
            test = contents.learning().test();
        } else if (contents.linear() != null) {
            training = contents.linear().training();
            test = contents.linear().test();
        } else {
            throw new InputException(file + ": this is no learning problem; the solution does not belong to it");
        }
        Dataset data = heldOut ? test : training;
        if (data == null) {
            throw new InputException(
                    file + ": no samples are held out; say train: 0.8 under data, or leave out --held-out");
        }
        LabelCoding coding = model.coding();
        if (!data.featureNames().equals(model.preparation().outputNames())
                || data.outputs() != model.outputs()
                || !data.classNames().equals(coding == null ? List.of() : coding.classNames())) {
            throw new InputException(file + ": its samples have other features or classes than the trained model");
        }
        return new PerturbedSamples(data.inputs(), data.targets(), data.classes(), coding, loss);
    }

    /**
     * The rows of a table with the features by name, prepared as the model's.
     *
     * @param label the column of classes or targets; null for the only one that is no feature
     */
    public PerturbedSamples ofTable(CsvTable table, @Nullable String label) {
        Preparation preparation = model.preparation();
        List<String> others = table.header().stream()
                .filter(name -> !preparation.featureNames().contains(name))
                .toList();
        if (label == null && others.size() != 1) {
            throw table.error("say which column has the " + (model.coding() == null ? "targets" : "classes")
                    + ", as in --label NAME; no features are "
                    + (others.isEmpty() ? "none" : String.join(", ", others)));
        }
        int column = table.column(label == null ? others.get(0) : label);
        double[][] inputs = preparation.apply(new DatasetReader(table).inputs(preparation.featureNames()));
        LabelCoding coding = model.coding();
        if (coding == null) {
            return new PerturbedSamples(inputs, numbers(table, column), null, null, loss);
        }
        int[] classes = new int[inputs.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = index(table, i, column, coding.classNames());
        }
        return new PerturbedSamples(inputs, coding.targets(classes), classes, coding, loss);
    }

    private double[][] numbers(CsvTable table, int column) {
        if (model.outputs() != 1) {
            throw table.error("the model has " + model.outputs() + " outputs, a table one column of targets");
        }
        double[][] targets = new double[table.rows()][1];
        for (int i = 0; i < targets.length; i++) {
            targets[i][0] = table.number(i, column);
        }
        return targets;
    }

    /** By name; numbers by value, since 1 and 1.0 are one class. */
    private static int index(CsvTable table, int row, int column, List<String> names) {
        String text = table.text(row, column);
        int index = names.indexOf(text);
        double number = table.numberOrNaN(row, column);
        if (index < 0 && !Double.isNaN(number)) {
            index = names.indexOf(Decimal.print(number + 0.0));
        }
        if (index < 0) {
            throw table.error(
                    row,
                    column,
                    "expected one of the classes " + String.join(", ", names) + ", found " + CsvTable.quoted(text));
        }
        return index;
    }
}
