package org.turnpike.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.problem.Control;
import org.turnpike.problem.InputException;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.State;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification;

/**
 * Reads back what {@link SolutionWriter} wrote. All numbers of {@code solution.json} are as they were, nothing is computed again;
 * the trajectory has the rows of {@code trajectory.csv} as its nodes and is straight between them (controls: constant, where the
 * scheme has them so).
 */
public final class SolutionReader {
    private final Path folder;
    private final JsonTree json;

    /**
     * @param folder a solution folder
     * @throws InputException if there is no readable solution in it
     */
    public SolutionReader(Path folder) {
        this.folder = folder;
        this.json = JsonTree.read(folder.resolve("solution.json"));
    }

    /** The problem file that the solution belongs to, null if it is not told. */
    public @Nullable SolutionOrigin origin() {
        JsonTree origin = json.find("origin");
        return origin == null ? null : new SolutionOrigin(Path.of(origin.text("file")), origin.texts("set"));
    }

    /** Whether it is a trained network. */
    public boolean isLearning() {
        return json.find("learning") != null;
    }

    /** Whether it is a linear model. */
    public boolean isLinear() {
        JsonTree learning = json.find("learning");
        return learning != null && learning.find("linear") != null;
    }

    SolverIdentity solver() {
        JsonTree solver = json.object("solver");
        return new SolverIdentity(solver.text("name"), solver.text("version"), solver.text("linearSolver"));
    }

    Solution.Timing timing() {
        JsonTree seconds = json.object("solver").object("seconds");
        return new Solution.Timing(
                seconds.number("parse"),
                seconds.number("transcribe"),
                seconds.number("solve"),
                seconds.number("total"));
    }

    Solution.Discretization discretization() {
        JsonTree sizes = json.object("transcription");
        return new Solution.Discretization(
                scheme(),
                sizes.count("intervals"),
                sizes.count("variables"),
                sizes.count("constraints"),
                sizes.count("jacobianNonzeros"),
                sizes.count("hessianNonzeros"));
    }

    /** The scheme's name. */
    public String scheme() {
        return json.object("transcription").text("scheme");
    }

    /**
     * The solution.
     *
     * @param problem of {@link #origin()}
     * @param steps whether the scheme's controls are constant on each interval
     * @throws InputException if the folder's files are incomplete or do not belong to the problem
     */
    public Solution solution(OptimalControlProblem problem, boolean steps) {
        JsonTree values = json.object("parameters");
        List<Solution.Arc> arcs = new ArrayList<>();
        for (JsonTree arc : json.objects("structure")) {
            arcs.add(new Solution.Arc(arc.number("from"), arc.number("to"), arc.text("kind"), arc.text("of")));
        }
        double[] parameters = problem.parameters().stream()
                .mapToDouble(parameter -> values.number(parameter.name()))
                .toArray();
        return new Solution(
                problem,
                status(),
                json.text("reason"),
                json.number("objective"),
                json.number("startTime"),
                json.number("finalTime"),
                parameters,
                trajectory(problem, steps),
                solver(),
                json.object("solver").count("iterations"),
                timing(),
                discretization(),
                arcs,
                verification());
    }

    NlpStatus status() {
        String label = json.text("status");
        for (NlpStatus status : NlpStatus.values()) {
            if (status.label().equals(label)) {
                return status;
            }
        }
        throw new InputException(folder.resolve("solution.json") + ": unknown status '" + label + "'");
    }

    private @Nullable Verification verification() {
        JsonTree checks = json.find("verification");
        if (checks == null) {
            return null;
        }
        JsonTree worst = checks.find("constraintViolation");
        return new Verification(
                checks.number("dynamicsError"),
                checks.number("horizonError"),
                worst == null
                        ? null
                        : new Verification.Violation(worst.text("name"), worst.number("time"), worst.number("amount")),
                checks.number("kktResidual"),
                checks.number("hamiltonianDrift"),
                checks.number("argminResidual"));
    }

    private Trajectory trajectory(OptimalControlProblem problem, boolean steps) {
        Path file = folder.resolve("trajectory.csv");
        Table table = Table.read(file);
        List<String> states = problem.states().stream().map(State::name).toList();
        List<String> costates = states.stream().map(name -> "p_" + name).toList();
        List<String> controls = problem.controls().stream().map(Control::name).toList();
        int[] x = columns(file, table, states);
        int[] p = columns(file, table, costates);
        int[] u = columns(file, table, controls);
        int[] rows = distinctTimes(table);
        if (rows.length < 2) {
            throw new InputException(file + ": expected two different times at least");
        }
        int intervals = rows.length - 1;
        double[] controlPoints = steps ? new double[] {0} : new double[] {0, 1};
        int points = controlPoints.length;
        double[] slopes = new double[intervals * x.length];
        double[] controlValues = new double[intervals * points * u.length];
        double[] stageCostates = new double[intervals * points * p.length];
        for (int k = 0; k < intervals; k++) {
            double h = table.time(rows[k + 1]) - table.time(rows[k]);
            for (int i = 0; i < x.length; i++) {
                slopes[k * x.length + i] = (table.at(x[i], rows[k + 1]) - table.at(x[i], rows[k])) / h;
            }
            for (int c = 0; c < points; c++) {
                for (int i = 0; i < u.length; i++) {
                    controlValues[(k * points + c) * u.length + i] = table.at(u[i], rows[k + c]);
                }
                for (int i = 0; i < p.length; i++) {
                    stageCostates[(k * points + c) * p.length + i] = table.at(p[i], rows[k + c]);
                }
            }
        }
        double[] mesh = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            mesh[r] = table.time(rows[r]);
        }
        return new Trajectory(
                mesh,
                x.length,
                u.length,
                values(table, rows, x),
                new double[] {0.5},
                slopes,
                controlPoints,
                controlValues,
                values(table, rows, p),
                stageCostates);
    }

    private static int[] columns(Path file, Table table, List<String> names) {
        for (String name : names) {
            if (!table.contains(name)) {
                throw new InputException(
                        file + ": the column '" + name + "' is missing; this solution does not belong to the problem");
            }
        }
        return names.stream().mapToInt(table::column).toArray();
    }

    private static int[] distinctTimes(Table table) {
        int[] rows = new int[table.rows()];
        int count = 0;
        for (int r = 0; r < rows.length; r++) {
            if (r == 0 || table.time(r) > table.time(r - 1)) {
                rows[count++] = r;
            }
        }
        return java.util.Arrays.copyOf(rows, count);
    }

    private static double[] values(Table table, int[] rows, int[] columns) {
        double[] values = new double[rows.length * columns.length];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < columns.length; i++) {
                values[r * columns.length + i] = table.at(columns[i], rows[r]);
            }
        }
        return values;
    }
}
