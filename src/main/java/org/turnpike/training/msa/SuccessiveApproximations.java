package org.turnpike.training.msa;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.BestIterate;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.Lbfgs;
import org.turnpike.minimization.Memory;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.training.LayerHamiltonians;
import org.turnpike.training.TrainedControls;
import org.turnpike.training.TrainingRun;

/** The outer iteration u ← argmin of the Hamiltonians along the last states and costates, relaxed or not. */
final class SuccessiveApproximations {
    /** So many steps in a row, each longer than the one before and with a higher cost: it diverges. */
    private static final int GROWING = 10;

    private static final double DECREASE = 1e-4;
    private static final double RESOLVED = 1e-9;
    private static final double ROUNDING = 1e-13;
    private static final double SHORTEST = 1e-12;
    private static final String STATE = "successiveApproximation";

    private final TrainingTask task;
    private final LayerHamiltonians hamiltonians;
    private final ControlSpace space;
    private final double rho;
    private final MsaSettings settings;
    private final LayerCost[] layers;
    private final double[] u;
    private final double[] g;
    private final double[] image;
    private final double[] target;
    private final double[] step;
    private final BestIterate best;
    /** θ of the last relaxed step, length of the last step, how often in a row it grew with the cost. */
    private final double[] state = {1, Double.POSITIVE_INFINITY, 0};

    private double value;
    private double norm;
    private int trials = 1;
    private String remark = "";

    SuccessiveApproximations(TrainingTask task, LayerHamiltonians hamiltonians, double rho, MsaSettings settings) {
        this.task = task;
        this.hamiltonians = hamiltonians;
        this.rho = rho;
        this.settings = settings;
        space = hamiltonians.space();
        layers = new LayerCost[task.layers()];
        Arrays.setAll(layers, k -> new LayerCost(hamiltonians, k, task.lambda(), rho));
        u = new double[space.size()];
        g = new double[u.length];
        image = new double[u.length];
        target = new double[u.length];
        step = new double[u.length];
        best = new BestIterate(u.length);
    }

    TrainedControls train(TrainingRun run) {
        System.arraycopy(run.start(), 0, u, 0, u.length);
        Memory.copy(run.memory(), STATE, state);
        best.recall(run.memory());
        return new TrainedControls(task, descend(run), task.horizon());
    }

    private Minimum descend(TrainingRun run) {
        long begin = System.nanoTime();
        long evaluations = 1;
        value = cost(u);
        for (int iteration = run.iteration(); ; iteration++) {
            differentiate();
            if (!Double.isFinite(value) || !Double.isFinite(norm)) {
                return best.number() < 0
                        ? end(Termination.OVERFLOW, "The cost is not finite at the start.", iteration, evaluations)
                        : diverged("The cost is not finite after iteration " + iteration + ".", iteration, evaluations);
            }
            best.judge(u, value, norm, value, iteration, 0);
            boolean goOn = run.listener()
                    .iterate(new DescentListener.Iterate(
                            iteration, value, norm, trials, state[1], Double.NaN, remark, u, this::memory));
            if (norm <= run.tolerance()) {
                return end(
                        Termination.CONVERGED, "The gradient's norm is below the tolerance.", iteration, evaluations);
            }
            if (state[2] >= GROWING) {
                return diverged(
                        "The last " + GROWING + " steps grew from one to the next, and the cost with them.",
                        iteration,
                        evaluations);
            }
            if (!goOn) {
                return best.minimum(Termination.INTERRUPTED, "Stopped on request.", iteration, evaluations);
            }
            if (iteration >= run.iterationLimit()) {
                return best.minimum(
                        Termination.ITERATION_LIMIT, "The limit on iterations was reached.", iteration, evaluations);
            }
            if ((System.nanoTime() - begin) * 1e-9 >= run.timeLimit()) {
                return best.minimum(Termination.TIME_LIMIT, "The limit on time was reached.", iteration, evaluations);
            }
            minimizeHamiltonians(run.tolerance());
            if (settings.relaxation()) {
                String failure = relaxedStep();
                if (!failure.isEmpty()) {
                    return best.minimum(Termination.STALLED, failure, iteration, evaluations + trials);
                }
            } else {
                fullStep();
            }
            evaluations += trials;
        }
    }

    private double cost(double[] v) {
        double error = hamiltonians.forward(v);
        space.gram(v, image);
        return error + task.lambda() * InnerProduct.dot(v, image);
    }

    /** Costates and ∇J at u, the states of which are known. */
    private void differentiate() {
        hamiltonians.backward(u, g);
        space.gram(u, image);
        for (int j = 0; j < g.length; j++) {
            g[j] += 2 * task.lambda() * image[j];
        }
        norm = space.dualNorm(g);
    }

    private void minimizeHamiltonians(double tolerance) {
        double[] gradient = image;
        space.riesz(g, gradient);
        for (int k = 0; k < layers.length; k++) {
            int at = space.offset(k);
            double[] v = Arrays.copyOfRange(u, at, space.offset(k + 1));
            if (hamiltonians.affine(k) && rho == 0) {
                // The Hessian is that of the penalty, 2λM, and the derivative at u that of J.
                for (int j = 0; j < v.length; j++) {
                    v[j] -= gradient[at + j] / (2 * task.lambda());
                }
            } else if (hamiltonians.affine(k)) {
                layers[k].fixAffinePart();
                ConjugateGradients.minimize(layers[k], v);
            } else {
                Lbfgs inner = new Lbfgs(
                        settings.innerIterations(),
                        0.1 * tolerance / Math.sqrt(layers.length),
                        settings.innerIterations(),
                        Double.POSITIVE_INFINITY,
                        null);
                v = inner.minimize(layers[k], v, DescentListener.SILENT).u();
            }
            System.arraycopy(v, 0, target, at, v.length);
        }
        for (int j = 0; j < u.length; j++) {
            step[j] = target[j] - u[j];
        }
    }

    private void fullStep() {
        System.arraycopy(target, 0, u, 0, u.length);
        double length = space.norm(step);
        double before = value;
        value = cost(u);
        state[2] = length > state[1] && value > before ? state[2] + 1 : 0;
        state[1] = length;
        trials = 1;
        remark = value > before ? "cost rose" : "";
    }

    /** u + θ (u* − u) with Armijo's test; empty, or why there is none. */
    private String relaxedStep() {
        double slope = InnerProduct.dot(g, step);
        trials = 0;
        if (!(slope < 0)) {
            return "The minimisers of the Hamiltonians are no direction of descent.";
        }
        boolean overflowed = false;
        // Where the fall drowns in rounding it cannot tell which step is too long: that of before is kept.
        boolean resolved = -slope * state[0] > RESOLVED * Math.abs(value);
        double slack = ROUNDING * Math.abs(value);
        for (double theta = resolved ? Math.min(1, 2 * state[0]) : state[0]; theta >= SHORTEST; theta /= 2) {
            for (int j = 0; j < u.length; j++) {
                target[j] = u[j] + theta * step[j];
            }
            double fresh = cost(target);
            trials++;
            overflowed |= !Double.isFinite(fresh);
            if (fresh <= value + DECREASE * theta * slope + slack) {
                System.arraycopy(target, 0, u, 0, u.length);
                value = fresh;
                state[0] = theta;
                state[1] = theta * space.norm(step);
                remark = (overflowed ? "overflow: step shortened; " : "") + (theta < 1 ? "relaxation " + theta : "");
                return "";
            }
        }
        return "No relaxation reduces the cost by more than rounding.";
    }

    private Map<String, double[]> memory() {
        Map<String, double[]> memory = new HashMap<>(best.memory());
        memory.put(STATE, state.clone());
        return memory;
    }

    private Minimum diverged(String what, int iteration, long evaluations) {
        String advice = rho == 0
                ? " Without relaxation the method converges for short horizons and strong penalties only."
                : " A larger rho or relaxation is needed.";
        return best.minimum(Termination.DIVERGED, what + advice, iteration, evaluations);
    }

    private Minimum end(Termination termination, String reason, int iteration, long evaluations) {
        return new Minimum(termination, reason, u.clone(), value, norm, iteration, evaluations, 0, Double.NaN);
    }
}
