package org.turnpike.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.turnpike.io.CsvTable;
import org.turnpike.io.DatasetReader;
import org.turnpike.io.TrainedModelJson;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.evaluation.TrainedModel;
import org.turnpike.nlp.NlpStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code turnpike predict SOLUTION --data CSV}. */
@Command(
        name = "predict",
        description =
                "Outputs and classes for the rows of a table, by the trained model of a solution; CSV to standard output.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class PredictCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOLUTION", description = "a solution folder of a learning problem, or its solution.json")
    private Path solution = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "CSV",
            description = "a table with the features by name; other columns are ignored")
    private Path data = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        TrainedModel model = TrainedModelJson.read(solution);
        String status = TrainedModelJson.status(solution);
        if (!status.equals(NlpStatus.OPTIMAL.label()) && !status.equals(NlpStatus.ACCEPTABLE.label())) {
            spec.commandLine()
                    .getErr()
                    .println("the training ended with the status " + status
                            + ": these predictions are not of a solution");
        }
        double[][] inputs = new DatasetReader(CsvTable.read(data))
                .inputs(model.preparation().featureNames());
        UnaryOperator<double[]> predictor = model.predictor();
        LabelCoding coding = model.coding();
        PrintWriter out = spec.commandLine().getOut();
        StringBuilder line = new StringBuilder("row");
        for (int c = 1; c <= model.outputs(); c++) {
            line.append(",z").append(c);
        }
        out.print(line.append(coding == null ? "\n" : ",class\n"));
        for (int i = 0; i < inputs.length; i++) {
            double[] z = predictor.apply(inputs[i]);
            line.setLength(0);
            line.append(i + 1);
            for (double value : z) {
                line.append(',').append(value);
            }
            if (coding != null) {
                int decided = coding.decide(z);
                line.append(',');
                if (decided != LabelCoding.UNDECIDED) {
                    line.append(quoted(coding.classNames().get(decided)));
                }
            }
            out.print(line.append('\n'));
        }
        out.flush();
        return ExitStatus.SOLVED;
    }

    /** As RFC 4180 has it. */
    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
