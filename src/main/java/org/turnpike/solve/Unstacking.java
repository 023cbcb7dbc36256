package org.turnpike.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.problem.MultiphaseProblem;
import org.turnpike.problem.MultiphaseProblem.Phase;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.StackedProblem;
import org.turnpike.solution.PhasedSolution;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.solution.StructureDetection;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification;
import org.turnpike.verification.Verifier;

/**
 * Takes the solution of a {@link StackedProblem} apart: t = t₀ + τ T, dx/dt = (dx/dτ)/T, costates unchanged; each phase is checked
 * against its own problem.
 */
public final class Unstacking {
    /** A phase shorter than this share of 1 + |t₀| has no inside. */
    private static final double EMPTY = 1e-12;

    private final StackedProblem problem;
    private final Solution stacked;

    private Unstacking(StackedProblem problem, Solution stacked) {
        this.problem = problem;
        this.stacked = stacked;
    }

    /**
     * The phases of a solution.
     *
     * @param stacked a solution of {@code problem.problem()}
     */
    public static PhasedSolution of(StackedProblem problem, Solution stacked) {
        return new Unstacking(problem, stacked).phases();
    }

    private PhasedSolution phases() {
        double[] parameters = stacked.parameters();
        double[] starts = problem.startTimes(parameters);
        double[] durations = problem.durations(parameters);
        List<Phase> phases = problem.phases().phases();
        List<Solution> solutions = new ArrayList<>();
        int state = 0;
        int control = 0;
        for (int i = 0; i < phases.size(); i++) {
            OptimalControlProblem one = phases.get(i).problem();
            Trajectory trajectory =
                    part(state, one.states().size(), control, one.controls().size(), starts[i], durations[i]);
            solutions.add(solution(one, trajectory, problem.parametersOf(i, parameters), durations[i]));
            state += one.states().size();
            control += one.controls().size();
        }
        double start = Double.POSITIVE_INFINITY;
        double end = Double.NEGATIVE_INFINITY;
        for (Solution phase : solutions) {
            start = Math.min(start, phase.startTime());
            end = Math.max(end, phase.finalTime());
        }
        double[] own = Arrays.copyOf(parameters, problem.userParameters());
        Solution whole = solution(
                stacked.problem(),
                stacked.objective(),
                start,
                end,
                own,
                stacked.trajectory(),
                structure(solutions),
                verification(solutions));
        return new PhasedSolution(problem, whole, solutions);
    }

    private Solution solution(OptimalControlProblem one, Trajectory trajectory, double[] parameters, double duration) {
        double start = trajectory.mesh()[0];
        double end = trajectory.mesh()[trajectory.intervals()];
        @Nullable Verification checks = stacked.verification();
        boolean empty = !(duration > EMPTY * (1 + Math.abs(start)));
        if (empty || checks == null) {
            return solution(one, Double.NaN, start, end, parameters, trajectory, List.of(), null);
        }
        Verification verification =
                new Verifier(one, CompiledFunction::new).verify(trajectory, parameters, checks.kktResidual());
        List<Arc> arcs = StructureDetection.of(one, trajectory, parameters);
        return solution(one, Double.NaN, start, end, parameters, trajectory, arcs, verification);
    }

    private Solution solution(
            OptimalControlProblem one,
            double objective,
            double start,
            double end,
            double[] parameters,
            Trajectory trajectory,
            List<Arc> structure,
            @Nullable Verification verification) {
        return new Solution(
                one,
                stacked.status(),
                stacked.reason(),
                objective,
                start,
                end,
                parameters,
                trajectory,
                stacked.solver(),
                stacked.iterations(),
                stacked.timing(),
                stacked.discretization(),
                structure,
                verification,
                stacked.meshes());
    }

    private Trajectory part(int firstState, int states, int firstControl, int controls, double start, double length) {
        Trajectory all = stacked.trajectory();
        double[] mesh = all.mesh().clone();
        for (int k = 0; k < mesh.length; k++) {
            mesh[k] = start + mesh[k] * length;
        }
        double[] slopes = columns(all.slopes(), all.stateCount(), firstState, states);
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] /= length;
        }
        return new Trajectory(
                mesh,
                states,
                controls,
                columns(all.states(), all.stateCount(), firstState, states),
                all.slopePoints(),
                slopes,
                all.controlPoints(),
                columns(all.controls(), all.controlCount(), firstControl, controls),
                columns(all.costates(), all.stateCount(), firstState, states),
                columns(all.stageCostates(), all.stateCount(), firstState, states));
    }

    /** {@code count} columns of a row-major table. */
    private static double[] columns(double[] table, int width, int first, int count) {
        int rows = width == 0 ? 0 : table.length / width;
        double[] result = new double[rows * count];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(table, row * width + first, result, row * count, count);
        }
        return result;
    }

    private List<Arc> structure(List<Solution> solutions) {
        List<Arc> arcs = new ArrayList<>();
        for (int i = 0; i < solutions.size(); i++) {
            String phase = problem.phases().phases().get(i).name();
            for (Arc arc : solutions.get(i).structure()) {
                arcs.add(new Arc(arc.from(), arc.to(), arc.kind(), MultiphaseProblem.qualified(arc.of(), phase)));
            }
        }
        return arcs;
    }

    /** The worst of all phases; constraints between phases are those of the stacked problem that are worse still. */
    private @Nullable Verification verification(List<Solution> solutions) {
        @Nullable Verification checks = stacked.verification();
        if (checks == null) {
            return null;
        }
        double dynamics = 0;
        double horizon = 0;
        double drift = Double.NaN;
        double argmin = Double.NaN;
        Verification.@Nullable Violation worst = null;
        for (int i = 0; i < solutions.size(); i++) {
            @Nullable Verification one = solutions.get(i).verification();
            if (one == null) {
                continue;
            }
            dynamics = Math.max(dynamics, one.dynamicsError());
            horizon = Math.max(horizon, one.horizonError());
            drift = larger(drift, one.hamiltonianDrift());
            argmin = larger(argmin, one.argminResidual());
            Verification.@Nullable Violation violation = one.constraintViolation();
            if (violation != null && (worst == null || violation.amount() > worst.amount())) {
                String phase = problem.phases().phases().get(i).name();
                worst = new Verification.Violation(
                        MultiphaseProblem.qualified(violation.name(), phase), violation.time(), violation.amount());
            }
        }
        Verification.@Nullable Violation linked = checks.constraintViolation();
        if (linked != null && (worst == null || linked.amount() > 1.001 * worst.amount())) {
            worst = new Verification.Violation(linked.name(), Double.NaN, linked.amount());
        }
        return new Verification(dynamics, horizon, worst, checks.kktResidual(), drift, argmin);
    }

    private static double larger(double known, double other) {
        return Double.isNaN(known) ? other : Double.isNaN(other) ? known : Math.max(known, other);
    }
}
