package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.CsvTable;
import org.turnpike.io.PerturbedSamplesReader;
import org.turnpike.io.RobustnessWriter;
import org.turnpike.io.TrainedModelJson;
import org.turnpike.learning.evaluation.LinearModel;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.TrainedModel;
import org.turnpike.problem.InputException;
import org.turnpike.report.RobustnessReport;
import org.turnpike.training.robustness.BallNorm;
import org.turnpike.training.robustness.LipschitzBound;
import org.turnpike.training.robustness.PerturbedSamples;
import org.turnpike.training.robustness.ProjectedGradient;
import org.turnpike.training.robustness.Robustness;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code turnpike robustness SOLUTION}. */
@Command(
        name = "robustness",
        description = "Worst-case perturbations of a trained model's inputs, beside the bounds that hold; write"
                + " robustness.json, robustness.csv and robustness.html.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class RobustnessCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOLUTION", description = "a solution folder of a learning problem, or its solution.json")
    private Path solution = Path.of("");

    @Option(
            names = "--radii",
            paramLabel = "R,…",
            split = ",",
            description = "radii of the balls (default: 0.01,0.03,0.1,0.3)")
    private double[] radii = {0.01, 0.03, 0.1, 0.3};

    @Option(names = "--norm", description = "norm of the perturbations: l2 (default) or linf")
    private BallNorm norm = BallNorm.L2;

    @Option(
            names = "--data",
            paramLabel = "CSV",
            description = "a table with features and label by name (default: the training samples of the problem file)")
    private @Nullable Path data;

    @Option(
            names = "--label",
            paramLabel = "NAME",
            description = "the table's column of classes or targets (default: the only one that is no feature)")
    private @Nullable String label;

    @Option(names = "--held-out", description = "the samples that were held out, rather than those of the training")
    private boolean heldOut;

    @Option(names = "--problem", paramLabel = "FILE", description = "the problem file, if it is no longer where it was")
    private @Nullable Path problem;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "the most samples, taken evenly (default: ${DEFAULT-VALUE})")
    private int most = 1000;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "steps of an ascent, of length 2.5 r/N (default: ${DEFAULT-VALUE})")
    private int steps = 40;

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "ascents in each ball, all but one from random points (default: ${DEFAULT-VALUE})")
    private int starts = 5;

    @Option(names = "--seed", paramLabel = "N", description = "of the random points (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", description = "where to write (default: the solution folder)")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        checkOptions();
        TrainedModel model = TrainedModelJson.read(solution);
        Path folder = out != null
                ? out
                : Files.isDirectory(solution)
                        ? solution
                        : solution.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new InputException(solution + ": no folder to write to; add --out DIR");
        }
        OutputFolder.check(folder);
        PerturbedSamplesReader reader = new PerturbedSamplesReader(model, TrainedModelJson.loss(solution, model));
        PerturbedSamples all = data != null
                ? reader.ofTable(CsvTable.read(data), label)
                : reader.ofProblem(solution, problem, heldOut, Schemes.names());
        PerturbedSamples samples = all.evenly(most);
        String source = (data != null ? data.toString() : heldOut ? "held-out samples" : "training samples")
                + (samples.count() < all.count() ? ", " + samples.count() + " of " + all.count() : "");
        Network network = model instanceof LinearModel linear ? linear.network() : (Network) model;
        double[] ascending = radii.clone();
        Arrays.sort(ascending);
        Robustness robustness = ProjectedGradient.attack(
                network,
                samples,
                ascending,
                new ProjectedGradient.Settings(
                        norm, steps, starts, seed, Runtime.getRuntime().availableProcessors()));
        String name = TrainedModelJson.problem(solution);
        RobustnessWriter.write(folder, robustness, name, source, RobustnessReport.html(robustness, name, source));
        print(robustness, name, source);
        spec.commandLine().getOut().println("written to " + folder.resolve("robustness.html"));
        spec.commandLine().getOut().flush();
        return ExitStatus.SOLVED;
    }

    private void checkOptions() {
        for (double radius : radii) {
            if (!(radius > 0) || Double.isInfinite(radius)) {
                throw new InputException("--radii: expected positive numbers, found " + radius);
            }
        }
        atLeastOne("--samples", most);
        atLeastOne("--steps", steps);
        atLeastOne("--starts", starts);
        if (radii.length == 0) {
            throw new InputException("--radii: expected at least one radius, as in --radii 0.01,0.1");
        }
        if (data != null && (heldOut || problem != null)) {
            throw new InputException("--data: a table takes the place of the problem's samples; leave out "
                    + (heldOut ? "--held-out" : "--problem"));
        }
        if (data == null && label != null) {
            throw new InputException("--label: names a column of the table of --data, which is missing");
        }
    }

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new InputException(option + ": expected a whole number from 1, found " + value);
        }
    }

    private void print(Robustness robustness, String name, String source) {
        PrintWriter text = spec.commandLine().getOut();
        LipschitzBound bound = robustness.bound();
        boolean classes = !Double.isNaN(robustness.accuracy());
        text.println(name + ": robustness in the norm " + bound.norm().label());
        text.printf(
                Locale.ROOT,
                "  %s; %d features, %d starts of %d steps in each ball%n",
                source,
                robustness.features(),
                robustness.settings().starts(),
                robustness.settings().steps());
        text.printf(
                Locale.ROOT,
                "  Lipschitz bound      layers %.4g, exp(L int |w|) %.4g%n",
                bound.output() * bound.layers(),
                bound.output() * bound.gronwall());
        text.printf(
                Locale.ROOT,
                classes ? "  unperturbed          accuracy %.4f, loss %.6g%n" : "  unperturbed          loss %2$.6g%n",
                robustness.accuracy(),
                robustness.loss());
        text.println("      radius"
                + (classes ? "  accuracy  certified  by Groenwall" : "")
                + "        loss  largest change       bound   Groenwall");
        for (Robustness.Level level : robustness.levels()) {
            text.printf(Locale.ROOT, "  %10.4g", level.radius());
            if (classes) {
                text.printf(
                        Locale.ROOT,
                        " %9.4f %10.4f %13.4f",
                        level.accuracy(),
                        level.certified(),
                        level.certifiedByGronwall());
            }
            text.printf(
                    Locale.ROOT,
                    " %11.5g %15.4g %11.4g %11.4g%n",
                    level.loss(),
                    level.largestChange(),
                    level.changeBound(),
                    level.changeBoundByGronwall());
        }
    }
}
