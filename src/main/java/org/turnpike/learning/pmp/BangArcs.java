package org.turnpike.learning.pmp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.Output;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.pmp.EndConditions.SwitchingCondition;
import org.turnpike.linalg.Kernel;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.minimization.InnerProduct;

/**
 * Multiple shooting for the formulation L1: bang arcs, then off from T* on. After T* the states stay, so that p_i(T*) = (T − T*)∇_i φ and |g(T*)| = λ
 * end the problem on [0, T*].
 *
 * <p>With the Euclidean bound one arc has u = −M g/|g|. With the entrywise and the componentwise bound each arc has u at one vertex v of
 * the set of controls; from v to w it switches where g·v + λ|v|₁ = g·w + λ|w|₁. With a loss that has a kink at its zero the
 * control may instead stop exactly there, where some subgradient keeps the error at zero: then P x_i(T*) = y_i and p_i(T*) = Pᵀq_i with |q_i| ≤
 * (T − T*)/N.
 */
final class BangArcs {
    private static final int STEPS = 60;
    private static final double SLACK = 1e-6;

    private final TrainingTask task;
    private final IndirectLimits limits;
    private final IndirectLimits.Deadline deadline;
    private final ControlBound bound;
    private final boolean ball;
    private long integrations;

    BangArcs(TrainingTask task, IndirectLimits limits, IndirectLimits.Deadline deadline) {
        this.task = task;
        this.limits = limits;
        this.deadline = deadline;
        if (task.bound() == null) {
            throw new IllegalArgumentException("no bound");
        }
        bound = task.bound();
        ball = bound.norm() == ControlBound.Norm.EUCLIDEAN || task.model().controls(0) == 1;
    }

    /** Why there are no such arcs for a task, or null. */
    static @Nullable String inapplicable(TrainingTask task) {
        if (task.bound() == null) {
            return "Without a bound on |u| the control may be an impulse.";
        }
        return task.model().homogeneous()
                ? null
                : "The model is not homogeneous in u: the law u = argmin H is not explicit for the L1 cost.";
    }

    /** Bangs at vertices one after another; for the ball one arc whose vertex is not used. */
    private record Structure(List<double[]> vertices, double[] durations) {}

    Extremal solve(@Nullable Extremal start) {
        Extremal from = start;
        if (from == null || from.times().length == 0) {
            from = withoutStart();
        }
        double end = duration(from);
        if (end <= 1e-9 * task.horizon()) {
            Extremal off = new OffControl(task).extremal(deadline);
            return off != null
                    ? off
                    : ContinuousMaximumPrinciple.failure(
                            task,
                            IndirectStatus.UNDEFINED_LAW,
                            "The start has no control, and u = 0 is not argmin H.",
                            deadline);
        }
        Structure structure = structure(from, end);
        List<Extremal> candidates = new ArrayList<>();
        for (boolean target : task.loss().smooth() ? new boolean[] {false} : new boolean[] {true, false}) {
            Extremal extremal = shoot(TrajectoryGuess.of(from), structure, target);
            if (extremal.status().converged()) {
                return extremal;
            }
            candidates.add(extremal);
        }
        Extremal off = new OffControl(task).extremal(deadline);
        return off != null ? off : candidates.get(0);
    }

    /** The discrete maximum principle on the task's layers where it is written and solved, else a curve run through. */
    private Extremal withoutStart() {
        TrainingTask explicit = explicit();
        if (DiscreteMaximumPrinciple.inapplicable(explicit) == null) {
            Extremal discrete = new DiscreteBangOff(explicit, limits, deadline).solve(null);
            if (discrete.status().converged()) {
                return discrete;
            }
        }
        return new DiscreteBangOff(explicit, limits, deadline).guess();
    }

    private TrainingTask explicit() {
        return task.integrator().isExplicit()
                ? task
                : new TrainingTask(
                        task.inputs(),
                        task.targets(),
                        task.model(),
                        task.output(),
                        task.loss(),
                        task.formulation(),
                        task.horizon(),
                        task.layers(),
                        ButcherTableau.rungeKutta4(),
                        task.lambda(),
                        task.regularization(),
                        task.bound(),
                        task.start());
    }

    /** The time at which the start's control ends. */
    private static double duration(Extremal from) {
        double most = 0;
        for (int k = 0; k < from.controls().length; k++) {
            most = Math.max(most, from.norm(k));
        }
        int last = from.controls().length;
        while (last > 0 && from.norm(last - 1) <= 1e-3 * most) {
            last--;
        }
        return most == 0 ? 0 : from.times()[Math.min(last, from.times().length - 1)];
    }

    private Structure structure(Extremal from, double end) {
        if (ball) {
            return new Structure(List.of(new double[0]), new double[] {end});
        }
        List<double[]> vertices = new ArrayList<>();
        List<Double> durations = new ArrayList<>();
        int places = from.nodal() ? from.times().length - 1 : from.controls().length;
        for (int k = 0; k < places && from.times()[k] < end; k++) {
            double[] vertex = vertex(from.controls()[k]);
            double h = from.times()[k + 1] - from.times()[k];
            int last = vertices.size() - 1;
            if (last >= 0 && Arrays.equals(vertices.get(last), vertex)) {
                durations.set(last, durations.get(last) + h);
            } else {
                vertices.add(vertex);
                durations.add(h);
            }
        }
        return new Structure(vertices, durations.stream().mapToDouble(d -> d).toArray());
    }

    /** The vertex of the set of controls next to u. */
    private double[] vertex(double[] u) {
        double[] vertex = new double[u.length];
        if (bound.norm() == ControlBound.Norm.COMPONENTWISE) {
            for (int j = 0; j < u.length; j++) {
                vertex[j] = Math.abs(u[j]) > bound.limit() / 2 ? bound.limit() * Math.signum(u[j]) : 0;
            }
        } else {
            int largest = 0;
            for (int j = 1; j < u.length; j++) {
                largest = Math.abs(u[j]) > Math.abs(u[largest]) ? j : largest;
            }
            vertex[largest] = bound.limit() * Math.signum(u[largest]);
        }
        return vertex;
    }

    private CanonicalEquations equations(double[] vertex) {
        return new CanonicalEquations(
                task,
                ball ? new ControlLaw.Ball(task.lambda(), bound.limit()) : new ControlLaw.Vertex(task.lambda(), vertex),
                true);
    }

    private SwitchingCondition switching(CanonicalEquations equations, double[] from, double[] to) {
        if (ball) {
            return new SwitchingCondition(equations, new double[0], task.lambda());
        }
        double[] difference = new double[from.length];
        double level = 0;
        for (int j = 0; j < from.length; j++) {
            difference[j] = from[j] - to[j];
            level += task.lambda() * (Math.abs(to[j]) - Math.abs(from[j]));
        }
        return new SwitchingCondition(equations, difference, level);
    }

    private Extremal shoot(TrajectoryGuess guess, Structure structure, boolean target) {
        List<MultipleShooting.Arc> arcs = new ArrayList<>();
        List<Junction> junctions = new ArrayList<>();
        int count = structure.vertices().size();
        for (int a = 0; a < count; a++) {
            CanonicalEquations equations = equations(structure.vertices().get(a));
            double[] nodes = {0, 0.25, 0.5, 0.75, 1};
            arcs.add(new MultipleShooting.Arc(equations, nodes));
            if (a > 0) {
                junctions.add(new EndConditions.Continuity(
                        equations.dimension(),
                        switching(
                                arcs.get(a - 1).equations(),
                                structure.vertices().get(a - 1),
                                structure.vertices().get(a))));
            }
        }
        CanonicalEquations last = arcs.get(count - 1).equations();
        double[] vertex = structure.vertices().get(count - 1);
        SwitchingCondition off = switching(last, vertex, new double[vertex.length]);
        Output output = task.output();
        Junction end = target
                ? new EndConditions.Target(task, Kernel.of(output.matrix(), output.inputs()), off)
                : new EndConditions.Transversality(task, last, true, off);
        MultipleShooting shooting = new MultipleShooting(
                arcs, junctions, EndConditions.start(task, true), end, () -> deadline.passed(integrations));
        double[] z = start(shooting, guess, structure);
        DampedNewton.Result result = new DampedNewton(
                        limits.tolerance(), STEPS, () -> deadline.passed(shooting.integrations))
                .solve(shooting, z);
        integrations += shooting.integrations;
        Extremal extremal = new ShootingOutput(task, shooting, deadline)
                .extremal(result, Double.NaN, result.iterations(), integrations);
        return result.status().converged() ? checked(extremal, structure, shooting, result.z(), target) : extremal;
    }

    private static double[] start(MultipleShooting shooting, TrajectoryGuess guess, Structure structure) {
        int n = shooting.dimension();
        double[] z = new double[shooting.size()];
        double[] y = new double[n];
        double begin = 0;
        int q = 0;
        for (int a = 0; a < shooting.arcs().size(); a++) {
            double duration = structure.durations()[a];
            for (double s : shooting.arcs().get(a).nodes()) {
                guess.at(begin + s * duration, y);
                y[n - 2] = begin + s * duration;
                y[n - 1] = duration;
                System.arraycopy(y, 0, z, q * n, n);
                q++;
            }
            begin += duration;
        }
        return z;
    }

    /** A root of the equations is an extremal only if the arcs' controls are argmin H all along, in the order of time. */
    private Extremal checked(
            Extremal extremal, Structure structure, MultipleShooting shooting, double[] z, boolean target) {
        String wrong = null;
        int q = 0;
        int n = shooting.dimension();
        for (int a = 0; a < shooting.arcs().size() && wrong == null; a++) {
            MultipleShooting.Arc arc = shooting.arcs().get(a);
            for (int s = 0; s < arc.nodes().length && wrong == null; s++) {
                double[] y = shooting.node(z, q++);
                if (y[n - 1] <= 0 || y[n - 2] > task.horizon() * (1 + 1e-12)) {
                    wrong = "an arc would have negative length, or end after T";
                } else {
                    wrong = wrongLaw(arc.equations(), y, structure.vertices().get(a));
                }
            }
        }
        if (wrong == null && target) {
            wrong = wrongSubgradient(shooting.node(z, q - 1));
        }
        if (wrong == null) {
            return extremal;
        }
        return new Extremal(
                IndirectStatus.UNDEFINED_LAW,
                "The arcs " + (target ? "that stop at the target " : "") + "are not those of an extremal: " + wrong
                        + ".",
                task,
                extremal.times(),
                extremal.controls(),
                extremal.states(),
                extremal.costates(),
                extremal.objective(),
                extremal.end(),
                extremal.residual(),
                extremal.iterations(),
                extremal.evaluations(),
                extremal.seconds());
    }

    private @Nullable String wrongLaw(CanonicalEquations equations, double[] y, double[] vertex) {
        double[] g = new double[equations.controls()];
        equations.switching(y, g, new double[0]);
        double lambda = task.lambda();
        double slack = SLACK * (lambda + Math.sqrt(InnerProduct.dot(g, g)));
        String at = String.format(Locale.ROOT, " at t = %.6g", y[y.length - 2]);
        if (ball) {
            return Math.sqrt(InnerProduct.dot(g, g)) >= lambda - slack ? null : "|g| < lambda on the bang" + at;
        }
        double reached = 0;
        double best = 0;
        double largest = 0;
        for (int j = 0; j < g.length; j++) {
            reached += g[j] * vertex[j] + lambda * Math.abs(vertex[j]);
            double gain = bound.limit() * Math.min(0, lambda - Math.abs(g[j]));
            best += gain;
            largest = Math.min(largest, gain);
        }
        double least = bound.norm() == ControlBound.Norm.COMPONENTWISE ? best : largest;
        return reached <= least + bound.limit() * slack ? null : "another vertex has a smaller H" + at;
    }

    /** p_i = Pᵀq_i must be (T − T*)/N times a subgradient of the loss at its zero. */
    private @Nullable String wrongSubgradient(double[] y) {
        int width = task.model().width(0);
        int block = task.samples() * width;
        double most = (task.horizon() - y[y.length - 2]) / task.samples();
        double[][] matrix = task.output().matrix();
        for (int i = 0; i < task.samples(); i++) {
            double[] p = Arrays.copyOfRange(y, block + i * width, block + (i + 1) * width);
            double size = Subgradient.size(matrix, p, task.loss());
            if (size > most * (1 + SLACK)) {
                return String.format(
                        Locale.ROOT,
                        "no subgradient keeps sample %d at its target (|q| = %.4g > %.4g)",
                        i + 1,
                        size,
                        most);
            }
        }
        return null;
    }
}
