package org.turnpike.learning.collocation;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.BangOff;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NlpStatus;

/**
 * Trains in the full space.
 *
 * <p>Smooth tasks are one program. Euclidean norms are smoothed, √(|·|² + ε²), with ε decreasing along a chain of programs, each
 * started from the last one's solution. In the formulation L1 a last program has the switching time T* as an unknown: for a
 * model that is homogeneous in u the optimum is |u| = M on [0, T*] and 0 after, so that the cost of the control is λ M T* and no
 * norm is left; zeros and switching time are then exact, not the mesh's.
 *
 * <p>That program is not convex in T*. Its result counts only if it is not worse than what was known before: the value on the mesh.
 * Otherwise it is started again from other T*, and if none is as good, the mesh's solution is returned with a reason that says so.
 */
public final class DirectTraining {
    private static final double[] SMOOTHING = {1e-3, 1e-6};
    /** Factors of the first guess of T*; further ones only if those before failed. */
    private static final double[] RESTARTS = {1, 0.7, 1.4, 0.4, 2.5};
    /** Relative; what smoothing and the solver's tolerance leave. */
    private static final double NOT_WORSE = 1e-6;

    private final NlpSolver solver;
    private final NlpOptions options;

    public DirectTraining(NlpSolver solver, NlpOptions options) {
        this.solver = solver;
        this.options = options;
    }

    /**
     * What training ended with.
     *
     * @param solution of the last program; its iterations and seconds are those of all programs together
     * @param program the last program
     * @param setUpSeconds spent on building programs
     */
    public record Outcome(NlpSolution solution, TrainingProgram program, TrainedNetwork network, double setUpSeconds) {}

    /** Trains; a failure is a status of the outcome's solution. */
    public Outcome train(TrainingTask task, IterationListener listener) {
        return KinkContinuation.concerns(task)
                ? new KinkContinuation(solver, options).train(task, listener)
                : trainOnce(task, listener);
    }

    /** Trains with the model as it is. */
    Outcome trainOnce(TrainingTask task, IterationListener listener) {
        Chain chain = new Chain(listener);
        Point point = restarted(task, chain);
        if (point == null) {
            point = withSwitchingTime(task, chain, onMesh(task, chain));
        }
        NlpSolution solution = chain.total(new Verdict(task, point.program).on(point.solution));
        return new Outcome(solution, point.program, point.program.network(solution.z()), chain.setUpSeconds);
    }

    private record Point(TrainingProgram program, NlpSolution solution) {}

    /**
     * From an earlier solution the last program is solved at once: the smoothed ones before it would lead away from its start. Null if there
     * is no such start, or if it leads to nothing better than where it starts.
     */
    private static @Nullable Point restarted(TrainingTask task, Chain chain) {
        if (!(task.start() instanceof ControlStart.Restart restart)) {
            return null;
        }
        ControlStart.Bang bang = BangOff.concerns(task) ? restart.bang() : null;
        if (BangOff.concerns(task) && bang == null) {
            return null;
        }
        double finest = SMOOTHING[SMOOTHING.length - 1];
        TrainingProgram program = bang == null
                ? chain.build(task, finest, Double.NaN)
                : chain.build(
                        task.withStart(new ControlStart.Given(bang.controls())),
                        finest,
                        Math.min(bang.switchTime(), 0.999 * task.horizon()));
        NlpSolution solution = chain.solve(program, program.start());
        if (bang == null) {
            return solution.status().solved() || !program.smoothed() ? new Point(program, solution) : null;
        }
        double known = program.program().objective(program.start());
        boolean notWorse = solution.objective() <= known + NOT_WORSE * (1 + Math.abs(known));
        return solution.status().solved() && notWorse ? new Point(program, solution) : null;
    }

    /** With controls on all layers, smoothing reduced step by step. */
    private static Point onMesh(TrainingTask task, Chain chain) {
        TrainingProgram program = chain.build(task, SMOOTHING[0], Double.NaN);
        NlpSolution solution = chain.solve(program, program.start());
        for (int s = 1;
                s < SMOOTHING.length && program.smoothed() && solution.status().solved();
                s++) {
            TrainingProgram next = chain.build(task, SMOOTHING[s], Double.NaN);
            NlpSolution better = chain.solve(next, solution.z());
            if (!better.status().solved()) {
                String reason = "Norms are smoothed by " + SMOOTHING[s - 1]
                        + ", as the program with less did not converge: " + better.reason();
                return new Point(program, Verdict.with(solution, NlpStatus.ACCEPTABLE, reason));
            }
            program = next;
            solution = better;
        }
        return new Point(program, solution);
    }

    /** With T* as an unknown, where the optimum is bang-off and the result is not worse than the mesh's. */
    private static Point withSwitchingTime(TrainingTask task, Chain chain, Point mesh) {
        double known = mesh.solution.objective();
        BangOff structure = mesh.solution.status().solved()
                ? BangOff.of(task, mesh.program.network(mesh.solution.z()).controls())
                : null;
        if (structure == null) {
            return mesh;
        }
        TrainingTask start = structure.start();
        String reason = "";
        for (double factor : RESTARTS) {
            double time = Math.min(factor * structure.switchTime(), 0.999 * task.horizon());
            TrainingProgram program = chain.build(start, SMOOTHING[SMOOTHING.length - 1], time);
            NlpSolution solution = chain.solve(program, program.start());
            if (solution.status().solved() && solution.objective() <= known + NOT_WORSE * (1 + Math.abs(known))) {
                return new Point(program, solution);
            }
            if (reason.isEmpty()) {
                reason = solution.status().solved()
                        ? "found only " + solution.objective()
                        : "failed: " + solution.reason();
            }
            if (solution.status() == NlpStatus.INTERRUPTED) {
                break;
            }
        }
        return new Point(
                mesh.program,
                Verdict.with(
                        mesh.solution,
                        NlpStatus.ACCEPTABLE,
                        "The switching time is the mesh's: the program with the switching time as an unknown "
                                + reason));
    }

    /** Sums what a chain of programs costs. */
    private final class Chain {
        private final IterationListener listener;
        private int iterations;
        private double seconds;
        private double evaluationSeconds;
        private double setUpSeconds;

        Chain(IterationListener listener) {
            this.listener = listener;
        }

        TrainingProgram build(TrainingTask task, double smoothing, double startSwitch) {
            long begin = System.nanoTime();
            TrainingProgram program = Double.isNaN(startSwitch)
                    ? new TrainingProgram(task, smoothing)
                    : TrainingProgram.withSwitch(task, smoothing, startSwitch);
            setUpSeconds += (System.nanoTime() - begin) * 1e-9;
            return program;
        }

        NlpSolution solve(TrainingProgram program, double[] start) {
            NlpSolution solution = solver.solve(program.program(), NlpStart.at(start), null, options, listener);
            iterations += solution.iterations();
            seconds += solution.seconds();
            evaluationSeconds += solution.evaluationSeconds();
            return solution;
        }

        NlpSolution total(NlpSolution last) {
            return new NlpSolution(
                    last.status(),
                    last.reason(),
                    last.objective(),
                    last.z(),
                    last.multipliers(),
                    iterations,
                    seconds,
                    evaluationSeconds,
                    last.solver());
        }
    }
}
