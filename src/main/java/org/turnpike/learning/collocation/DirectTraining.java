package org.turnpike.learning.collocation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound.Norm;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
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
 */
public final class DirectTraining {
    private static final double[] SMOOTHING = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
    /** Activations closer to their kink than this are on it. */
    private static final double KINK = 1e-7;

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
        Outcome again = restarted(chain, task);
        if (again != null) {
            return again;
        }
        TrainingProgram program = chain.build(task, SMOOTHING[0], Double.NaN);
        NlpSolution solution = chain.solve(program, program.start());
        for (int s = 1;
                s < SMOOTHING.length && program.smoothed() && solution.status().solved();
                s++) {
            TrainingProgram next = chain.build(task, SMOOTHING[s], Double.NaN);
            NlpSolution better = chain.solve(next, solution.z());
            if (!better.status().solved()) {
                break;
            }
            program = next;
            solution = better;
        }
        if (hasSwitch(task) && solution.status().solved()) {
            TrainedNetwork network = program.network(solution.z());
            TrainingProgram exact = switched(chain, task, network);
            if (exact != null) {
                NlpSolution better = chain.solve(exact, exact.start());
                if (better.status().solved()) {
                    program = exact;
                    solution = better;
                }
            }
        }
        return chain.outcome(task, program, solution);
    }

    /**
     * From an earlier solution the last program is solved at once: the smoothed ones before it would lead away from its start. Null if there
     * is no such start, or if it leads nowhere.
     */
    private static @Nullable Outcome restarted(Chain chain, TrainingTask task) {
        if (!(task.start() instanceof ControlStart.Restart restart)) {
            return null;
        }
        ControlStart.Bang bang = hasSwitch(task) ? restart.bang() : null;
        if (hasSwitch(task) && bang == null) {
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
        return solution.status().solved() || !program.smoothed() && bang == null
                ? chain.outcome(task, program, solution)
                : null;
    }

    /** Whether the optimum is known to be bang, then off. */
    private static boolean hasSwitch(TrainingTask task) {
        return task.formulation() == Formulation.L1
                && task.model().homogeneous()
                && task.bound() != null
                && (task.bound().norm() != Norm.COMPONENTWISE || task.model().controls(0) == 1);
    }

    /** The program on [0, T*], started from the curve of the fixed layers run through at full speed; null if the control is 0. */
    private static @Nullable TrainingProgram switched(Chain chain, TrainingTask task, TrainedNetwork network) {
        int layers = task.layers();
        double[] length = new double[layers + 1];
        for (int k = 0; k < layers; k++) {
            length[k + 1] = length[k] + task.step() * size(task, network.controls()[k]);
        }
        double limit = task.bound() == null ? 1 : task.bound().limit();
        double time = length[layers] / limit;
        if (time < 1e-6 * task.horizon()) {
            return null;
        }
        double[][] controls = new double[layers][];
        int from = 0;
        for (int k = 0; k < layers; k++) {
            double middle = length[layers] * (k + 0.5) / layers;
            while (from < layers - 1 && length[from + 1] < middle) {
                from++;
            }
            controls[k] = network.controls()[from].clone();
            double factor = limit / size(task, controls[k]);
            for (int j = 0; j < controls[k].length; j++) {
                controls[k][j] *= factor;
            }
        }
        return chain.build(
                task.withStart(new ControlStart.Given(controls)),
                SMOOTHING[SMOOTHING.length - 1],
                Math.min(time, 0.999 * task.horizon()));
    }

    /** |u| in the norm of the bound. */
    private static double size(TrainingTask task, double[] u) {
        double sum = 0;
        double square = 0;
        for (double value : u) {
            sum += Math.abs(value);
            square += value * value;
        }
        boolean entrywise = task.bound() != null && task.bound().norm() != Norm.EUCLIDEAN;
        return entrywise ? sum : Math.sqrt(square);
    }

    /**
     * Equal inputs give equal outputs. Implicit stages with long layers have several solutions, so that the discrete equations can
     * separate such samples: that is no exact control.
     */
    private static NlpSolution separable(TrainingTask task, NlpSolution solution) {
        if (task.formulation() != Formulation.EXACT) {
            return solution;
        }
        Map<List<Double>, Integer> first = new HashMap<>();
        for (int i = 0; i < task.samples(); i++) {
            List<Double> input = Arrays.stream(task.inputs()[i]).boxed().toList();
            Integer other = first.putIfAbsent(input, i);
            if (other != null && !Arrays.equals(task.targets()[other], task.targets()[i])) {
                return with(
                        solution,
                        NlpStatus.INFEASIBLE,
                        "The inputs of sample " + (other + 1) + " and sample " + (i + 1)
                                + " are equal and their targets are not: no control meets both.");
            }
        }
        return solution;
    }

    /** On a kink the gradient that the solver saw is one of many: that is no proof of optimality. */
    private static NlpSolution honest(TrainingProgram program, NlpSolution solution) {
        if (solution.status() != NlpStatus.OPTIMAL || program.kinkMargin(solution.z()) > KINK) {
            return solution;
        }
        return with(
                solution,
                NlpStatus.ACCEPTABLE,
                "The first-order conditions hold for one choice of derivative at a kink of the activation, where an argument is 0; "
                        + "that does not prove optimality.");
    }

    private static NlpSolution with(NlpSolution solution, NlpStatus status, String reason) {
        return new NlpSolution(
                status,
                reason,
                solution.objective(),
                solution.z(),
                solution.multipliers(),
                solution.iterations(),
                solution.seconds(),
                solution.evaluationSeconds(),
                solution.solver());
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

        Outcome outcome(TrainingTask task, TrainingProgram program, NlpSolution last) {
            NlpSolution solution = total(separable(task, honest(program, last)));
            return new Outcome(solution, program, program.network(solution.z()), setUpSeconds);
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
