package org.turnpike.io;

import java.nio.file.Path;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.evaluation.LinearMeasures;
import org.turnpike.learning.evaluation.LinearModel;
import org.turnpike.learning.evaluation.LinearSolution;
import org.turnpike.problem.InputException;

/** Reads back what {@link LinearWriter} wrote; the samples are those of the problem file, which is read again. */
public final class LinearSolutionReader {
    private LinearSolutionReader() {}

    /**
     * The solution.
     *
     * @param folder a solution folder
     * @param problem that it belongs to
     * @throws InputException if the folder's file is incomplete or does not belong to the problem
     */
    public static LinearSolution read(Path folder, LinearProblem problem) {
        JsonTree json = JsonTree.read(folder.resolve("solution.json"));
        SolutionReader reader = new SolutionReader(folder);
        if (!(TrainedModelJson.read(folder) instanceof LinearModel model)
                || !model.preparation().outputNames().equals(problem.training().featureNames())) {
            throw new InputException(folder + ": the weights do not belong to the features of " + problem.path());
        }
        JsonTree learning = json.object("learning");
        double[] hull =
                new double[learning.holds("supportVectors") ? problem.training().samples() : 0];
        for (JsonTree vector : learning.objects("supportVectors")) {
            int sample = vector.count("sample");
            if (sample < 1 || sample > hull.length) {
                throw new InputException(
                        folder + ": " + problem.path() + " has no sample " + sample + " for a support vector");
            }
            hull[sample - 1] = vector.number("weight");
        }
        return new LinearSolution(
                problem,
                reader.status(),
                json.text("reason"),
                json.number("objective"),
                model,
                measures(learning),
                hull,
                json.object("verification").number("kktResidual"),
                reader.solver(),
                json.object("solver").count("iterations"),
                reader.timing(),
                reader.discretization());
    }

    private static LinearMeasures measures(JsonTree learning) {
        JsonTree norms = learning.object("controlNorm");
        return new LinearMeasures(
                learning.number("trainingError"),
                learning.number("testError"),
                learning.number("trainAccuracy"),
                learning.number("testAccuracy"),
                norms.number("L1"),
                norms.number("L2"),
                norms.number("max"),
                learning.count("zeros"),
                learning.number("margin"));
    }
}
