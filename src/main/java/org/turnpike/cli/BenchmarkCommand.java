package org.turnpike.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.JsonLine;
import org.turnpike.io.ProblemReader;
import org.turnpike.learning.LearningProblem;
import org.turnpike.problem.InputException;
import org.turnpike.problem.SolutionMethod;
import org.turnpike.solve.MeasuredSolution;
import org.turnpike.solve.Measurement;
import org.turnpike.solve.TrainingMethods;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code turnpike benchmark FILE}. */
@Command(
        name = "benchmark",
        description =
                "Read and solve a problem file again and again in one process and print how long that takes; write nothing.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class BenchmarkCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a problem file")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "override a key of the file; may be repeated")
    private List<String> overrides = List.of();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description =
                    "solutions after the first one, which finds the virtual machine cold (default: ${DEFAULT-VALUE})")
    private int repeat = 5;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "begin no further solution after this time (default: none)")
    private double limit = Double.POSITIVE_INFINITY;

    @Option(names = "--json", description = "print one line of JSON")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (repeat < 1 || !(limit > 0)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--repeat must be at least 1 and --limit positive, found " + repeat + " and " + limit);
        }
        MeasuredSolution measured = new MeasuredSolution(IpoptLoading.likely(file, overrides));
        BenchmarkTimes times = new BenchmarkTimes();
        long begin = System.nanoTime();
        for (int i = 0; i <= repeat; i++) {
            if (i > 0 && (System.nanoTime() - begin) * 1e-9 > limit) {
                break;
            }
            solve(measured, times);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonLine.of(times.members()));
        } else {
            out.print(times.text());
        }
        out.flush();
        return times.solved() ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
    }

    private void solve(MeasuredSolution measured, BenchmarkTimes times) {
        long begin = System.nanoTime();
        ProblemReader.Contents contents =
                new ProblemReader(Schemes.names(), TrainingMethods::inapplicable).readAny(file, overrides);
        double readSeconds = (System.nanoTime() - begin) * 1e-9;
        LearningProblem learning = contents.learning();
        String name;
        Measurement measurement;
        if (learning != null) {
            String other = unmeasured(learning);
            if (other != null) {
                throw new InputException(
                        file + ": " + other + " is not measured; benchmark solves once, on this machine");
            }
            name = learning.name();
            measurement = measured.of(learning);
        } else if (contents.linear() != null) {
            name = contents.linear().name();
            measurement = measured.of(contents.linear());
        } else {
            name = Objects.requireNonNull(contents.classical()).problem().name();
            measurement = measured.of(contents.classical());
        }
        times.add(name, readSeconds, measurement);
    }

    private static @Nullable String unmeasured(LearningProblem problem) {
        if (problem.solver().method() == SolutionMethod.SHOOTING) {
            return "solver.method: shooting";
        }
        if (problem.refinement() != null) {
            return "learning.refine";
        }
        return problem.stored() == null ? null : "a table that a cluster reads";
    }
}
