package org.turnpike.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.turnpike.diagnosis.ProblemReview;
import org.turnpike.io.ProblemReader;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.LinearProblem;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.Control;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.MeasurementCost;
import org.turnpike.problem.MultiphaseProblem;
import org.turnpike.problem.Objective;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.Range;
import org.turnpike.problem.StackedProblem;
import org.turnpike.problem.State;
import org.turnpike.solve.DirectMethod;
import org.turnpike.solve.TrainingMethods;
import org.turnpike.transcription.Schemes;
import org.turnpike.transcription.Transcription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code turnpike check FILE}. */
@Command(
        name = "check",
        description = "Parse and explain a problem file; solve nothing.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class CheckCommand implements Callable<Integer> {
    private static final int WIDEST = 100;

    @Parameters(paramLabel = "FILE", description = "a problem file")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "override a key of the file; may be repeated")
    private List<String> overrides = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ProblemReader.Contents contents =
                new ProblemReader(Schemes.names(), TrainingMethods::inapplicable).readAny(file, overrides);
        PrintWriter out = spec.commandLine().getOut();
        LearningProblem learning = contents.learning();
        if (learning != null) {
            new LearningExplanation(learning).print(out);
            return ExitStatus.SOLVED;
        }
        LinearProblem linear = contents.linear();
        if (linear != null) {
            new LinearExplanation(linear).print(out);
            return ExitStatus.SOLVED;
        }
        ProblemFile problem = Objects.requireNonNull(contents.classical());
        StackedProblem phases = problem.phases();
        if (phases == null) {
            out.println(problem.problem().name());
            explain(problem.problem(), out);
            dependencies(problem.problem(), out);
        } else {
            explain(phases.phases(), out);
        }
        Transcription transcription = DirectMethod.transcribe(problem);
        NonlinearProgram program = transcription.program();
        out.printf(
                Locale.ROOT,
                "%s on %d intervals: %d unknowns, %d constraints, %d Jacobian and %d Hessian nonzeros%n",
                problem.transcription().scheme(),
                problem.transcription().intervals(),
                program.variables(),
                program.constraints(),
                program.jacobianNonzeros(),
                program.hessianNonzeros());
        review(problem, out);
        return ExitStatus.SOLVED;
    }

    private static void review(ProblemFile file, PrintWriter out) {
        // A state of a phase may serve the next one only: all phases together are looked at.
        List<String> findings = ProblemReview.of(file.problem());
        if (findings.isEmpty()) {
            out.println("nothing suspicious");
            return;
        }
        out.println("suspicious");
        findings.forEach(finding -> out.println("  " + finding));
    }

    /** Rows are equations, columns unknowns. */
    private static void dependencies(OptimalControlProblem problem, PrintWriter out) {
        List<String> columns = new ArrayList<>();
        problem.states().forEach(state -> columns.add(state.name()));
        problem.controls().forEach(control -> columns.add(control.name()));
        problem.parameters().forEach(parameter -> columns.add(parameter.name()));
        int width = columns.stream().mapToInt(String::length).max().orElse(1);
        if (columns.size() * (width + 1) > WIDEST) {
            return;
        }
        StringBuilder text = new StringBuilder("which equation depends on what\n");
        text.append("  ").append(" ".repeat(width + 1));
        columns.forEach(column -> text.append(' ').append(column).append(" ".repeat(width - column.length())));
        text.append('\n');
        List<Set<String>> rows = ProblemReview.dependencies(problem);
        for (int i = 0; i < rows.size(); i++) {
            String name = problem.states().get(i).name();
            text.append("  ").append(name).append("'").append(" ".repeat(width - name.length()));
            for (String column : columns) {
                text.append(' ')
                        .append(rows.get(i).contains(column) ? 'x' : '.')
                        .append(" ".repeat(width - 1));
            }
            text.append('\n');
        }
        out.print(text.toString().replaceAll(" +\n", "\n"));
    }

    private static void explain(MultiphaseProblem problem, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %d phases, their costs added%n",
                problem.name(),
                problem.phases().size());
        if (!problem.endpoint().is(0)) {
            out.printf("%s %s%n", problem.maximize() ? "maximize" : "minimize", problem.endpoint());
        }
        for (MultiphaseProblem.Phase phase : problem.phases()) {
            out.printf("phase %s%s%n", phase.name(), phase.follows() ? ", from the end of the one before" : "");
            explain(phase.problem(), out);
        }
        out.println("between the phases");
        for (BoundaryConstraint link : problem.links()) {
            out.printf("  %s%n", link.name());
        }
        for (MultiphaseProblem.TotalIntegral total : problem.integrals()) {
            out.printf("  integral %s over all phases in %s%n", total.name(), text(total.range()));
        }
    }

    private static void explain(OptimalControlProblem problem, PrintWriter out) {
        Objective objective = problem.objective();
        out.printf("%s%n", objective.maximize() ? "maximize" : "minimize");
        if (!objective.endpoint().is(0)) {
            out.printf("  %s%n", objective.endpoint());
        }
        if (!objective.running().is(0)) {
            out.printf("  integral of %s%n", objective.running());
        }
        MeasurementCost measurements = objective.measurements();
        if (measurements != null) {
            out.printf(
                    "  sum over %s measured times of %s%n",
                    Integer.toString(measurements.times().length), measurements.term());
        }
        Horizon horizon = problem.horizon();
        out.printf("subject to, for t from %s to %s%n", text(horizon.start()), text(horizon.end()));
        for (int i = 0; i < problem.states().size(); i++) {
            State state = problem.states().get(i);
            out.printf("  %s' = %s%n", state.name(), problem.dynamics().get(i));
        }
        for (State state : problem.states()) {
            String ends = (state.start().isFree() ? "" : "  start " + text(state.start()))
                    + (state.end().isFree() ? "" : "  end " + text(state.end()));
            if (!state.bounds().isFree() || !ends.isEmpty()) {
                out.printf("  state %s in %s%s%n", state.name(), text(state.bounds()), ends);
            }
        }
        for (Control control : problem.controls()) {
            out.printf("  control %s in %s%n", control.name(), text(control.bounds()));
        }
        for (Parameter parameter : problem.parameters()) {
            out.printf("  parameter %s in %s%n", parameter.name(), text(parameter.bounds()));
        }
        for (PathConstraint constraint : problem.path()) {
            out.printf("  always %s%n", constraint.name());
        }
        for (BoundaryConstraint constraint : problem.boundary()) {
            out.printf("  at the ends %s%n", constraint.name());
        }
        for (IntegralConstraint constraint : problem.integrals()) {
            out.printf(
                    "  integral %s of %s in %s%n", constraint.name(), constraint.integrand(), text(constraint.range()));
        }
    }

    private static String text(Range range) {
        return range.isFixed()
                ? number(range.lower())
                : "[" + number(range.lower()) + ", " + number(range.upper()) + "]";
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
