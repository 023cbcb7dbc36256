package org.turnpike.learning.pmp;

import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.mesh.ButcherTableau;

/** Solves the discrete maximum principle of bang-off controls; without a start from the curve of a problem SL*. */
final class DiscreteBangOff {
    private static final int STEPS = 60;
    private static final int UNKNOWNS = 1500;
    private static final int HALVINGS = 7;
    /** On |u_k + M g_k/|g_k|| / M. */
    private static final double LAW = 1e-6;

    private final TrainingTask task;
    private final IndirectLimits limits;
    private final IndirectLimits.Deadline deadline;

    DiscreteBangOff(TrainingTask task, IndirectLimits limits, IndirectLimits.Deadline deadline) {
        this.task = task;
        this.limits = limits;
        this.deadline = deadline;
    }

    /** Why the law u = −M g/|g|, then 0, does not belong to a task, or null. */
    static @Nullable String inapplicable(TrainingTask task) {
        ControlBound bound = task.bound();
        if (bound == null) {
            return "Without a bound on |u| the control may be an impulse.";
        }
        if (!task.model().homogeneous()) {
            return "The model is not homogeneous in u, so that its control need not be bang, then off.";
        }
        if (bound.norm() != ControlBound.Norm.EUCLIDEAN && task.model().controls(0) > 1) {
            return "With the " + bound.norm().label()
                    + " bound each weight has its own switches, which layers of equal length do not resolve.";
        }
        if (task.layers() * (task.model().controls(0) + 1) > UNKNOWNS) {
            return "The dense Newton matrix of bang-off controls would have more than " + UNKNOWNS + " rows.";
        }
        return null;
    }

    /** A curve's controls run through at full speed on [0, end]. */
    record Start(double[][] controls, double end) {}

    /** Solves from a start, or from the curves of problems SL* on shorter and shorter horizons. */
    Extremal solve(@Nullable Start given) {
        if (given != null) {
            return orOff(solved(given));
        }
        Extremal first = null;
        double horizon = task.horizon();
        for (int attempt = 0; attempt < HALVINGS; attempt++, horizon /= 2) {
            Start start = new CurveStart(task, limits).atFullSpeed(horizon);
            Extremal extremal = solved(start);
            if (extremal.status().converged() || extremal.status() == IndirectStatus.LIMIT) {
                return extremal;
            }
            first = first == null ? extremal : first;
        }
        return orOff(java.util.Objects.requireNonNull(first));
    }

    private Extremal orOff(Extremal extremal) {
        Extremal off = extremal.status().converged() ? null : new OffControl(task).extremal(deadline);
        return off == null ? extremal : off;
    }

    /** States and costates along the curve of a problem SL*, not an extremal: a start for shooting. */
    Extremal guess() {
        Start start = new CurveStart(task, limits).atFullSpeed(task.horizon());
        BangOffEquations equations = equations();
        double[] z = equations.unknowns(start.controls(), Math.max(start.end(), 1e-9 * task.horizon()));
        return extremal(equations, new DampedNewton.Result(IndirectStatus.STALLED, "A start.", z, Double.NaN, 0));
    }

    private BangOffEquations equations() {
        ControlBound bound = task.bound();
        if (bound == null) {
            throw new IllegalArgumentException("no bound");
        }
        return new BangOffEquations(task, bound.limit());
    }

    private Extremal solved(Start start) {
        BangOffEquations equations = equations();
        DampedNewton newton = new DampedNewton(limits.tolerance(), STEPS, () -> deadline.passed(equations.evaluations));
        double[] z = equations.unknowns(start.controls(), Math.max(start.end(), 1e-9 * task.horizon()));
        DampedNewton.Result result = newton.solve(equations, z);
        Extremal extremal = extremal(equations, result);
        if (!result.status().converged() || extremal.residual() < LAW) {
            return extremal;
        }
        return extremal(
                equations,
                new DampedNewton.Result(
                        IndirectStatus.DIVERGED,
                        "The root that was found has u = +M g/|g| on some layer, the maximum of H there.",
                        result.z(),
                        result.correction(),
                        result.iterations()));
    }

    private Extremal extremal(BangOffEquations equations, DampedNewton.Result result) {
        double[] z = result.z();
        double objective = equations.objective(z);
        double[] times = new double[task.layers() + 1];
        double[][][] states = new double[times.length][][];
        double[][][] costates = new double[times.length][][];
        double residual = equations.lawResidual(z);
        for (int k = 0; k < times.length; k++) {
            times[k] = equations.end(z) * k / task.layers();
            states[k] = DiscreteMaximumPrinciple.bySample(equations.system().states(k), task.samples());
            costates[k] = DiscreteMaximumPrinciple.bySample(equations.system().costates[k], task.samples());
        }
        return new Extremal(
                result.status(),
                result.reason(),
                task,
                times,
                equations.controls(z),
                states,
                costates,
                objective,
                equations.end(z),
                residual,
                result.iterations(),
                equations.evaluations,
                deadline.seconds());
    }

    /** The same task with the cost ∫φ + (λ/M)∫|u|²: at |u| = M the same price. */
    static TrainingTask quadratic(TrainingTask task, double horizon, ControlStart start) {
        ControlBound bound = task.bound();
        return new TrainingTask(
                task.inputs(),
                task.targets(),
                task.model(),
                task.output(),
                task.loss(),
                Formulation.SL_STAR,
                horizon,
                task.layers(),
                task.integrator().isExplicit() ? task.integrator() : ButcherTableau.rungeKutta4(),
                task.lambda() / (bound == null ? 1 : bound.limit()),
                Regularization.L2,
                null,
                start);
    }
}
