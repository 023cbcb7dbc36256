package org.turnpike.solve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.comparison.ComparedSolutions;
import org.turnpike.comparison.MethodComparison;
import org.turnpike.comparison.steady.TurnpikeEstimate;
import org.turnpike.comparison.variation.SecondOrderCheck;
import org.turnpike.comparison.variation.SecondOrderResult;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.problem.Guess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.TranscriptionSettings;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/** Solves a problem directly, on two meshes, and indirectly, and compares. */
public final class BothMethods {
    private static final int FEWEST_INTERVALS = 4;
    /** From the solution on the finer mesh, the coarser one's is found in a few dozen, or not at all. */
    private static final int COARSE_ITERATIONS = 300;

    private final NlpSolver solver;
    private final Indirect indirect;

    /** The way to an indirect solution. */
    @FunctionalInterface
    public interface Indirect {
        /** From the problem, started from the direct solution; a failure is a status of the result. */
        Solution solve(ProblemFile file, Solution direct, double parseSeconds);
    }

    /** Told of what is done next, in words. */
    @FunctionalInterface
    public interface Progress {
        void next(String what);
    }

    public BothMethods(NlpSolver solver, Indirect indirect) {
        this.solver = solver;
        this.indirect = indirect;
    }

    /**
     * From a problem to a comparison.
     *
     * @param listener told of the iterations of the direct solver
     * @throws org.turnpike.problem.InputException as {@link DirectMethod#solve}
     */
    public MethodComparison compare(
            ProblemFile file, double parseSeconds, IterationListener listener, Progress progress) {
        progress.next("direct solution");
        DirectMethod method = new DirectMethod(solver);
        DirectMethod.Outcome direct = method.outcome(file, parseSeconds, listener);
        progress.next("direct solution on half as many intervals");
        ProblemFile coarseFile = direct.solution().status().solved() ? coarse(file, direct.solution()) : null;
        Solution coarse = coarseFile == null
                ? null
                : method.solve(coarseFile, 0, iteration -> iteration.number() < COARSE_ITERATIONS);
        progress.next("indirect solution");
        Solution other = indirect.solve(file, direct.solution(), parseSeconds);
        progress.next("comparison");
        ComparedSolutions solutions = ComparedSolutions.of(direct.solution(), other, coarse);
        progress.next("second-order check");
        SecondOrderResult directOrder =
                SecondOrderCheck.of(direct.solution(), direct.program(), direct.point(), CompiledFunction::new);
        SecondOrderResult indirectOrder = SecondOrderCheck.of(other, CompiledFunction::new);
        String obstacle = TurnpikeEstimate.obstacle(file.problem());
        TurnpikeEstimate turnpike = null;
        if (obstacle == null) {
            progress.next("static optimum");
            turnpike = TurnpikeEstimate.of(
                    other.status().solved() ? other : direct.solution(), solver, CompiledFunction::new);
            obstacle = turnpike == null ? "no steady state was found near the trajectory" : "";
        }
        return new MethodComparison(solutions, directOrder, indirectOrder, turnpike, obstacle);
    }

    /** The file with every second node of its mesh and a solution as its guess; null if too few nodes would be left. */
    static @Nullable ProblemFile coarse(ProblemFile file, Solution solution) {
        TranscriptionSettings settings = file.transcription();
        double[] mesh = settings.mesh();
        int intervals = mesh == null ? settings.intervals() : mesh.length - 1;
        if (intervals < 2 * FEWEST_INTERVALS) {
            return null;
        }
        double[] half = null;
        if (mesh != null) {
            List<Double> kept = new ArrayList<>();
            for (int k = 0; k < mesh.length - 1; k += 2) {
                kept.add(mesh[k]);
            }
            kept.add(1.0);
            half = kept.stream().mapToDouble(Double::doubleValue).toArray();
        }
        return new ProblemFile(
                file.path(),
                guessed(file.problem(), solution),
                new TranscriptionSettings(settings.scheme(), intervals / 2, half),
                file.solver());
    }

    private static OptimalControlProblem guessed(OptimalControlProblem problem, Solution solution) {
        Trajectory trajectory = solution.trajectory();
        List<Guess.Profile> states = new ArrayList<>();
        for (int i = 0; i < problem.states().size(); i++) {
            states.add(profile(trajectory, trajectory::state, trajectory.stateCount(), i));
        }
        List<Guess.Profile> controls = new ArrayList<>();
        for (int i = 0; i < problem.controls().size(); i++) {
            controls.add(profile(trajectory, trajectory::control, trajectory.controlCount(), i));
        }
        Horizon h = problem.horizon();
        return new OptimalControlProblem(
                problem.name(),
                problem.graph(),
                new Horizon(
                        h.time(),
                        h.startTime(),
                        h.endTime(),
                        h.start(),
                        h.end(),
                        solution.startTime(),
                        solution.finalTime()),
                problem.states(),
                problem.controls(),
                problem.parameters(),
                problem.dynamics(),
                problem.objective(),
                problem.path(),
                problem.boundary(),
                problem.integrals(),
                new Guess(states, controls, solution.parameters()),
                problem.constants(),
                problem.reference());
    }

    private interface Component {
        void at(int interval, double t, double[] out);
    }

    private static Guess.Profile profile(Trajectory trajectory, Component component, int width, int i) {
        double[] out = new double[width];
        return (t, start, end) -> {
            component.at(trajectory.intervalOf(t), t, out);
            return out[i];
        };
    }
}
