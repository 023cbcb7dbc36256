package org.turnpike.comparison.steady;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Variable;
import org.turnpike.expression.compile.Pattern;
import org.turnpike.nlp.AutomaticScaling;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStart;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Range;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;
import org.turnpike.transcription.AssembledProgram;
import org.turnpike.transcription.LinearMap;
import org.turnpike.transcription.PatternBlock;
import org.turnpike.transcription.ProgramBuilder;

/**
 * min ℓ(x, u) subject to f(x, u) = 0, bounds and path constraints: the best steady state of a problem with constant data.
 *
 * @param cost ℓ there, in the user's sense
 * @param state x̄
 * @param control ū, auxiliary controls of nonsmooth terms last
 * @param costate p̄: multipliers of f = 0, the gradient of the minimised cost
 * @param active the constraints and bounds of states that hold it, by name
 * @param saturated by control: whether it is at a bound
 * @param starts how many starts the solver was given
 * @param found how many of them led to a steady state with this cost
 */
public record StaticOptimum(
        double cost,
        double[] state,
        double[] control,
        double[] costate,
        List<String> active,
        boolean[] saturated,
        int starts,
        int found) {
    private static final int RANDOM_STARTS = 8;
    private static final double EQUAL = 1e-6;
    private static final double REACHED = 1e-6;

    /**
     * Looks for it from the trajectory's middle and from seeded random points around the trajectory; null if no start leads to a
     * steady state.
     *
     * @param smooth the problem with its nonsmooth terms reformulated; its data must be constant
     * @param solution a solution of the problem, as the scale of the starts
     */
    public static @Nullable StaticOptimum of(OptimalControlProblem smooth, Solution solution, NlpSolver solver) {
        AssembledProgram program = program(smooth, solution);
        int nx = smooth.states().size();
        int n = program.variables();
        double[][] box = box(smooth, solution);
        SplittableRandom random = new SplittableRandom(1);
        NlpSolution best = null;
        List<Double> costs = new ArrayList<>();
        for (int start = 0; start <= RANDOM_STARTS; start++) {
            double[] z = new double[n];
            for (int i = 0; i < n; i++) {
                double share = start == 0 ? 0.5 : random.nextDouble();
                z[i] = start == 0 ? box[2][i] : box[0][i] + share * (box[1][i] - box[0][i]);
            }
            double[] magnitudes = new double[n];
            for (int i = 0; i < n; i++) {
                magnitudes[i] = Math.max(Math.abs(box[0][i]), Math.abs(box[1][i]));
            }
            NlpOptions options = new NlpOptions(1e-10, 500, 10, Map.of());
            NlpSolution found = solver.solve(
                    program,
                    NlpStart.at(z),
                    AutomaticScaling.of(program, z, magnitudes),
                    options,
                    IterationListener.SILENT);
            if (found.status().solved()) {
                costs.add(found.objective());
                best = best == null || found.objective() < best.objective() ? found : best;
            }
        }
        if (best == null) {
            return null;
        }
        double least = best.objective();
        int agreeing = (int) costs.stream()
                .filter(c -> Math.abs(c - least) <= EQUAL * (1 + Math.abs(least)))
                .count();
        double[] costate = Arrays.copyOf(best.multipliers().constraints(), nx);
        double[] x = Arrays.copyOf(best.z(), nx);
        double[] u = Arrays.copyOfRange(best.z(), nx, n);
        boolean[] saturated = new boolean[u.length];
        for (int i = 0; i < u.length; i++) {
            saturated[i] = reached(smooth.controls().get(i).bounds(), u[i]);
        }
        boolean maximize = smooth.objective().maximize();
        return new StaticOptimum(
                maximize ? -least : least,
                x,
                u,
                costate,
                active(smooth, solution.problem(), program, best, x),
                saturated,
                RANDOM_STARTS + 1,
                agreeing);
    }

    private static AssembledProgram program(OptimalControlProblem problem, Solution solution) {
        Derivatives derivatives = new Derivatives(problem.graph());
        List<Variable> unknowns = new ArrayList<>(problem.stateVariables());
        unknowns.addAll(problem.controlVariables());
        List<Expression> functions = new ArrayList<>(problem.dynamics());
        Expression running = problem.objective().running();
        functions.add(problem.objective().maximize() ? problem.graph().negate(running) : running);
        problem.path().stream().map(PathConstraint::function).forEach(functions::add);
        Map<Variable, Expression> values = new HashMap<>();
        for (int i = 0; i < solution.parameters().length; i++) {
            values.put(problem.parameterVariables().get(i), problem.graph().constant(solution.parameters()[i]));
        }
        Pattern pattern = new Pattern(problem.graph(), unknowns, List.of(), derivatives.substitute(functions, values));
        int n = unknowns.size();
        int nx = problem.states().size();
        ProgramBuilder builder = new ProgramBuilder(n);
        List<String> rows = new ArrayList<>();
        int block = builder.addBlock(
                new PatternBlock(pattern, 1, IntStream.range(0, n).toArray(), new double[0]));
        for (int i = 0; i < nx; i++) {
            bound(builder, i, problem.states().get(i).bounds());
            builder.addOutput(builder.addRow(0, 0, i), block, 0, i, 1);
            rows.add(problem.states().get(i).name() + "' = 0");
        }
        for (int i = nx; i < n; i++) {
            bound(builder, i, problem.controls().get(i - nx).bounds());
        }
        builder.addOutput(LinearMap.OBJECTIVE, block, 0, nx, 1);
        for (int i = 0; i < problem.path().size(); i++) {
            PathConstraint constraint = problem.path().get(i);
            int row = builder.addRow(
                    constraint.range().lower(), constraint.range().upper(), nx + i);
            builder.addOutput(row, block, 0, nx + 1 + i, 1);
            rows.add(constraint.name());
        }
        return builder.build(new ProgramBuilder.Naming() {
            @Override
            public String variable(int i) {
                return unknowns.get(i).name();
            }

            @Override
            public String constraint(int row) {
                return rows.get(row);
            }
        });
    }

    private static void bound(ProgramBuilder builder, int i, Range range) {
        builder.bound(i, range.lower(), range.upper());
    }

    /** Lower and upper corner of the trajectory's values, widened by half their range, within the bounds; and their middle in time. */
    private static double[][] box(OptimalControlProblem problem, Solution solution) {
        Trajectory trajectory = solution.trajectory();
        int nx = problem.states().size();
        int nu = problem.controls().size();
        double[][] box = new double[3][nx + nu];
        Arrays.fill(box[0], Double.POSITIVE_INFINITY);
        Arrays.fill(box[1], Double.NEGATIVE_INFINITY);
        spread(trajectory.states(), nx, nx, 0, box);
        spread(trajectory.controls(), trajectory.controlCount(), Math.min(nu, trajectory.controlCount()), nx, box);
        for (int i = 0; i < nx + nu; i++) {
            Range range = i < nx
                    ? problem.states().get(i).bounds()
                    : problem.controls().get(i - nx).bounds();
            double low = box[0][i] <= box[1][i] ? box[0][i] : 0;
            double high = box[0][i] <= box[1][i] ? box[1][i] : 1;
            double room = 0.5 * (high - low) + 0.1 * Math.max(1e-3, Math.max(Math.abs(low), Math.abs(high)));
            box[0][i] = Math.max(range.lower(), low - room);
            box[1][i] = Math.min(range.upper(), high + room);
            box[2][i] = Math.max(box[0][i], Math.min(box[2][i], box[1][i]));
        }
        return box;
    }

    private static void spread(double[] values, int width, int used, int at, double[][] box) {
        int rows = width == 0 ? 0 : values.length / width;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < used; i++) {
                double value = values[row * width + i];
                box[0][at + i] = Math.min(box[0][at + i], value);
                box[1][at + i] = Math.max(box[1][at + i], value);
                box[2][at + i] = row == rows / 2 ? value : box[2][at + i];
            }
        }
    }

    private static List<String> active(
            OptimalControlProblem problem,
            OptimalControlProblem users,
            AssembledProgram program,
            NlpSolution best,
            double[] x) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            if (reached(problem.states().get(i).bounds(), x[i])) {
                names.add(problem.states().get(i).name() + " at its bound");
            }
        }
        double[] rows = new double[program.constraints()];
        program.constraints(best.z(), rows);
        for (int i = 0; i < problem.path().size(); i++) {
            int index = i;
            // Rows of auxiliary unknowns are active wherever there is a kink, and no constraint of the user's.
            boolean own = users.path().stream()
                    .anyMatch(p -> p.name().equals(problem.path().get(index).name()));
            if (own && reached(problem.path().get(i).range(), rows[x.length + i])) {
                names.add(problem.path().get(i).name());
            }
        }
        return names;
    }

    private static boolean reached(Range range, double value) {
        return Double.isFinite(range.lower()) && value - range.lower() <= REACHED * (1 + Math.abs(range.lower()))
                || Double.isFinite(range.upper()) && range.upper() - value <= REACHED * (1 + Math.abs(range.upper()));
    }
}
