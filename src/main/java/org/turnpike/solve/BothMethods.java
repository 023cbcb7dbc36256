package org.turnpike.solve;

import java.util.ArrayList;
import java.util.List;
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
    /** From the solution on the coarser mesh, the finer one's is found in a few dozen, or not at all. */
    private static final int REFINED_ITERATIONS = 300;

    private final NlpSolver solver;
    private final IndirectMethod indirect;

    /** Told of what is done next, in words. */
    @FunctionalInterface
    public interface Progress {
        void next(String what);
    }

    public BothMethods(NlpSolver solver, IndirectMethod indirect) {
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
        Solution refined = null;
        if (direct.solution().status().solved()) {
            progress.next("direct solution on twice as many intervals");
            refined = method.solve(
                    refined(file, direct.solution()), 0, iteration -> iteration.number() < REFINED_ITERATIONS);
        }
        progress.next("indirect solution");
        Solution other = indirect.solve(file, direct.solution(), parseSeconds).solution();
        progress.next("comparison");
        ComparedSolutions solutions = ComparedSolutions.of(direct.solution(), other, refined);
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

    /** The file with every interval of its mesh halved and a solution as its guess. */
    static ProblemFile refined(ProblemFile file, Solution solution) {
        TranscriptionSettings settings = file.transcription();
        double[] mesh = settings.mesh();
        double[] halved = null;
        if (mesh != null) {
            halved = new double[2 * mesh.length - 1];
            for (int k = 0; k < halved.length; k++) {
                halved[k] = 0.5 * (mesh[k / 2] + mesh[(k + 1) / 2]);
            }
        }
        return new ProblemFile(
                file.path(),
                guessed(file.problem(), solution),
                new TranscriptionSettings(settings.scheme(), 2 * settings.intervals(), halved),
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
