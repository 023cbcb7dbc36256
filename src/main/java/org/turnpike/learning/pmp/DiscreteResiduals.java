package org.turnpike.learning.pmp;

import java.util.Locale;
import org.turnpike.learning.ControlBound;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.minimization.LeastCurvature;

/**
 * What controls, states and costates of layers, such as a direct solution's, leave of the discrete maximum principle. Each layer is evaluated
 * with its own state, costate and control, so that a wrong value is seen where it is.
 *
 * @param state largest |x_{k+1} − layer(x_k, u_k)| / (1 + |x|)
 * @param costate largest |p_k − adjoint layer(p_{k+1})| / largest |p|, k ≥ 1, with the condition of the end
 * @param law largest |u_k − argmin H_k| / (1 + largest |u|)
 * @param layer where that is
 * @param curvature the least eigenvalue of the reduced Hessian, relative to the penalty's 2λ (L2, H1), or as it is (L1); NaN if it is not computed
 * @param curvatureResidual how far an eigenvalue may be from it
 */
public record DiscreteResiduals(
        double state, double costate, double law, int layer, double curvature, double curvatureResidual) {
    /** Curvature this far below 0 is no rounding. */
    private static final int LANCZOS = 200;

    private static final double NEGATIVE = 1e-6;

    /**
     * The residuals.
     *
     * @param point nodal states and costates; its first costate is not used
     * @throws IllegalArgumentException if the conditions are not written for the task
     */
    public static DiscreteResiduals of(Extremal point) {
        TrainingTask task = point.task();
        String refused = DiscreteMaximumPrinciple.inapplicable(task);
        if (refused != null) {
            throw new IllegalArgumentException(refused);
        }
        boolean bang = task.formulation() == Formulation.L1 && point.end() > 0;
        DiscreteObjective objective = new DiscreteObjective(task);
        ControlSpace space = objective.space;
        double[] u = space.flat(point.controls(), new double[0][]);
        if (bang) {
            double h = point.end() / task.layers();
            objective.system.weigh(h, h, task.horizon() - point.end());
        }
        double[][] x = flat(point.states());
        double[][] p = flat(point.costates());
        double[] g = new double[u.length];
        double[] defects = objective.system.defects(u, x, p, g);
        double[] law = bang ? ballLaw(task, space, u, g) : quadraticLaw(task, space, u, g);
        double[] curvature = curvature(point, objective, u, bang);
        return new DiscreteResiduals(
                defects[0] / (1 + largest(x)),
                defects[1] / (1e-12 + largest(p)),
                law[0],
                (int) law[1],
                curvature[0],
                curvature[1]);
    }

    private static double[] quadraticLaw(TrainingTask task, ControlSpace space, double[] u, double[] g) {
        if (task.formulation() == Formulation.L1) {
            // u = 0 on all layers: argmin H where |g| ≤ λ.
            double worst = 0;
            int where = 0;
            for (int k = 0; k < space.rows(); k++) {
                double size = norm(g, space.offset(k), space.count(k)) / task.step();
                if (size - task.lambda() > worst) {
                    worst = size - task.lambda();
                    where = k;
                }
            }
            return new double[] {worst / task.lambda(), where};
        }
        double[] r = new double[u.length];
        space.riesz(g, r);
        double worst = 0;
        double most = 0;
        int where = 0;
        for (int k = 0; k < space.rows(); k++) {
            for (int j = space.offset(k); j < space.offset(k) + space.count(k); j++) {
                double residual = Math.abs(u[j] + r[j] / (2 * task.lambda()));
                most = Math.max(most, Math.abs(u[j]));
                if (!(residual <= worst)) {
                    worst = residual;
                    where = k;
                }
            }
        }
        return new double[] {worst / (1 + most), where};
    }

    private static double[] ballLaw(TrainingTask task, ControlSpace space, double[] u, double[] g) {
        ControlBound bound = task.bound();
        double limit = bound == null ? 1 : bound.limit();
        double worst = 0;
        int where = 0;
        for (int k = 0; k < space.rows(); k++) {
            double size = norm(g, space.offset(k), space.count(k));
            for (int j = space.offset(k); j < space.offset(k) + space.count(k); j++) {
                double residual = Math.abs(u[j] + limit * g[j] / size);
                if (!(residual <= worst)) {
                    worst = residual;
                    where = k;
                }
            }
        }
        return new double[] {worst / (1 + limit), where};
    }

    private static double[] curvature(Extremal point, DiscreteObjective objective, double[] u, boolean bang) {
        TrainingTask task = point.task();
        if (bang) {
            ControlBound bound = task.bound();
            BangOffEquations equations = new BangOffEquations(task, bound == null ? 1 : bound.limit());
            return new double[] {equations.smallestCurvature(equations.unknowns(point.controls(), point.end())), 0};
        }
        if (task.formulation() == Formulation.L1) {
            return new double[] {Double.NaN, Double.NaN};
        }
        objective.gradient(u, new double[u.length]);
        LeastCurvature least = LeastCurvature.of(objective, LANCZOS, 1e-9);
        return new double[] {least.value(), least.residual()};
    }

    private static double norm(double[] g, int from, int count) {
        double square = 0;
        for (int j = from; j < from + count; j++) {
            square += g[j] * g[j];
        }
        return Math.sqrt(square);
    }

    private static double[][] flat(double[][][] nodes) {
        double[][] result = new double[nodes.length][];
        for (int k = 0; k < nodes.length; k++) {
            int width = nodes[k][0].length;
            result[k] = new double[nodes[k].length * width];
            for (int i = 0; i < nodes[k].length; i++) {
                System.arraycopy(nodes[k][i], 0, result[k], i * width, width);
            }
        }
        return result;
    }

    private static double largest(double[][] rows) {
        double largest = 0;
        for (double[] row : rows) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    /** Whether the reduced Hessian has a direction of descent: a stationary point is then a saddle. */
    public boolean saddle() {
        return curvature + curvatureResidual < -NEGATIVE;
    }

    /** What the curvature says, one sentence. */
    public String secondOrder() {
        if (Double.isNaN(curvature)) {
            return "The second-order condition was not computed.";
        }
        return String.format(
                Locale.ROOT,
                saddle()
                        ? "The reduced Hessian has the eigenvalue %.4g: a saddle."
                        : curvature > NEGATIVE
                                ? "The reduced Hessian's least eigenvalue is %.4g: a local minimum."
                                : "The reduced Hessian's least eigenvalue is %.1e: it does not decide.",
                curvature);
    }
}
