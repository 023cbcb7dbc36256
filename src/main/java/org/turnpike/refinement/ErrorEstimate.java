package org.turnpike.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.turnpike.expression.Expression;
import org.turnpike.expression.NumericFunction;
import org.turnpike.mesh.CollocationPoints;
import org.turnpike.mesh.LagrangeBasis;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.solution.Trajectory;
import org.turnpike.verification.FunctionFactory;
import org.turnpike.verification.PointInput;

/** Estimates the errors of trajectories of one problem interval by interval; formulas in the package. */
public final class ErrorEstimate {
    /** Points of the finer quadrature beyond the scheme's. */
    private static final int MORE = 3;
    /** Sweeps of the fixed-point iteration by which the finer rule is solved; each gains an order. */
    private static final int SWEEPS = 20;

    private static final double CONVERGED = 1e-6;

    private final OptimalControlProblem problem;
    private final NumericFunction functions;
    private final int nx;
    private final int integrals;
    private final double sign;
    private final Map<String, Rule> rules = new HashMap<>();

    public ErrorEstimate(OptimalControlProblem problem, FunctionFactory factory) {
        this.problem = problem;
        nx = problem.states().size();
        integrals = problem.integrals().size();
        sign = problem.objective().maximize() ? -1 : 1;
        List<Expression> expressions = new ArrayList<>(problem.dynamics());
        expressions.add(problem.objective().running());
        problem.integrals().stream().map(IntegralConstraint::integrand).forEach(expressions::add);
        functions = factory.function(expressions, PointInput.variables(problem));
    }

    /** A scheme's points in an interval and a finer rule. */
    private static final class Rule {
        private final double[] slopePoints;
        private final double[] own;
        /** One control for several slopes: Runge–Kutta methods. */
        private final boolean constantControl;

        private final double[] ownWeights;
        private final double[] fine;
        private final double[] weights;
        /** fine × fine: ∫₀^{c_i} L_q of the finer points. */
        private final double[][] partial;
        /** fine × slope points: L_j at the finer points. */
        private final double[][] slopeBasis;
        /** 0, the control points inside, 1: where costates are known. */
        private final double[] costatePoints;

        private final double[][] costateBasis;

        Rule(double[] slopePoints, double[] controlPoints) {
            this.slopePoints = slopePoints;
            constantControl = controlPoints.length < slopePoints.length;
            own = constantControl ? slopePoints : controlPoints;
            ownWeights = CollocationPoints.of(own).weights();
            CollocationPoints gauss = CollocationPoints.gaussLegendre(slopePoints.length + MORE);
            fine = gauss.points();
            weights = gauss.weights();
            partial = new double[fine.length][fine.length];
            slopeBasis = new double[fine.length][slopePoints.length];
            costatePoints = DoubleStream.concat(
                            DoubleStream.of(0, 1), Arrays.stream(controlPoints).filter(c -> c > 0 && c < 1))
                    .sorted()
                    .toArray();
            costateBasis = new double[fine.length][costatePoints.length];
            for (int i = 0; i < fine.length; i++) {
                for (int q = 0; q < fine.length; q++) {
                    partial[i][q] = LagrangeBasis.integral(fine, q, fine[i]);
                }
                for (int j = 0; j < slopePoints.length; j++) {
                    slopeBasis[i][j] = LagrangeBasis.value(slopePoints, j, fine[i]);
                }
                for (int j = 0; j < costatePoints.length; j++) {
                    costateBasis[i][j] = LagrangeBasis.value(costatePoints, j, fine[i]);
                }
            }
        }
    }

    /** The errors of a trajectory. */
    public LocalErrors of(Trajectory trajectory, double[] parameters) {
        int intervals = trajectory.intervals();
        double[] scale = scales(trajectory);
        double[] states = new double[intervals];
        double[] nodes = new double[intervals];
        double[] objective = new double[intervals];
        double[] totals = new double[integrals];
        double[][] quadratureErrors = new double[intervals][integrals];
        PointInput input = new PointInput(problem, trajectory, parameters);
        for (int k = 0; k < intervals; k++) {
            Rule rule = rule(trajectory, k);
            double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
            double[][] values = values(trajectory, k, rule.fine, input);
            double[][] own = values(trajectory, k, rule.own, input);
            double[][] again = integrated(trajectory, k, rule, values, input, scale);
            nodes[k] = nodeError(trajectory, k, rule, again, scale);
            states[k] = Math.max(nodes[k], insideError(trajectory, k, rule, again, scale));
            objective[k] = Math.abs(objectiveError(trajectory, k, rule, values, own));
            if (rule.constantControl) {
                objective[k] += controlGap(trajectory, k, rule, values, input);
            }
            for (int i = 0; i < integrals; i++) {
                double fine = h * dot(rule.weights, values, nx + 1 + i);
                totals[i] += fine;
                quadratureErrors[k][i] = Math.abs(fine - h * dot(rule.ownWeights, own, nx + 1 + i));
            }
        }
        for (int k = 0; k < intervals; k++) {
            for (int i = 0; i < integrals; i++) {
                double error = quadratureErrors[k][i] / (1 + Math.abs(totals[i]));
                nodes[k] = Math.max(nodes[k], error);
                states[k] = Math.max(states[k], error);
            }
        }
        return new LocalErrors(states, nodes, objective);
    }

    private Rule rule(Trajectory trajectory, int k) {
        double[] slopes = trajectory.slopePoints().of(k);
        double[] controls = trajectory.controlPoints().of(k);
        String key = Arrays.toString(slopes) + Arrays.toString(controls);
        return rules.computeIfAbsent(key, unused -> new Rule(slopes, controls));
    }

    /** f, ℓ and integrands at points of interval k. */
    private double[][] values(Trajectory trajectory, int k, double[] points, PointInput input) {
        double from = trajectory.mesh()[k];
        double h = trajectory.mesh()[k + 1] - from;
        double[][] values = new double[points.length][nx + 1 + integrals];
        for (int q = 0; q < points.length; q++) {
            input.point(trajectory, k, from + points[q] * h);
            functions.evaluate(input.values, values[q]);
        }
        return values;
    }

    /**
     * f along the solution x̂ of the dynamics under ũ, by fixed-point sweeps from x̃; along x̃ itself if they do not converge, as on
     * an interval far too long.
     */
    private double[][] integrated(
            Trajectory trajectory, int k, Rule rule, double[][] first, PointInput input, double[] scale) {
        double from = trajectory.mesh()[k];
        double h = trajectory.mesh()[k + 1] - from;
        int points = rule.fine.length;
        double[][] current = first;
        double[] x = new double[nx];
        double[] before = new double[nx];
        double[] change = new double[nx];
        double firstChange = 0;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double[][] next = new double[points][first[0].length];
            for (int q = 0; q < points; q++) {
                for (int i = 0; i < nx; i++) {
                    x[i] = trajectory.states()[k * nx + i] + h * dot(rule.partial[q], current, i);
                }
                input.controlAndTime(trajectory, k, from + rule.fine[q] * h);
                input.state(x);
                functions.evaluate(input.values, next[q]);
            }
            double largest = 0;
            for (int i = 0; i < nx; i++) {
                before[i] = dot(rule.weights, current, i);
                change[i] = dot(rule.weights, next, i);
                largest = Math.max(largest, h * Math.abs(change[i] - before[i]) / scale[i]);
            }
            current = next;
            firstChange = sweep == 0 ? largest : firstChange;
            if (largest <= CONVERGED * firstChange || largest < 1e-15) {
                return current;
            }
            if (!(largest <= 1e3 * firstChange)) {
                return first;
            }
        }
        return first;
    }

    private static double dot(double[] weights, double[][] values, int column) {
        double sum = 0;
        for (int q = 0; q < weights.length; q++) {
            sum += weights[q] * values[q][column];
        }
        return sum;
    }

    private double nodeError(Trajectory trajectory, int k, Rule rule, double[][] values, double[] scale) {
        double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
        double worst = 0;
        for (int i = 0; i < nx; i++) {
            double end = trajectory.states()[k * nx + i] + h * dot(rule.weights, values, i);
            worst = Math.max(worst, Math.abs(end - trajectory.states()[(k + 1) * nx + i]) / scale[i]);
        }
        return worst;
    }

    private double insideError(Trajectory trajectory, int k, Rule rule, double[][] values, double[] scale) {
        double from = trajectory.mesh()[k];
        double h = trajectory.mesh()[k + 1] - from;
        double[] x = new double[nx];
        double worst = 0;
        for (int q = 0; q < rule.fine.length; q++) {
            trajectory.state(k, from + rule.fine[q] * h, x);
            for (int i = 0; i < nx; i++) {
                double again = trajectory.states()[k * nx + i] + h * dot(rule.partial[q], values, i);
                worst = Math.max(worst, Math.abs(again - x[i]) / scale[i]);
            }
        }
        return worst;
    }

    /** c_k; NaN costates, which an earlier solution may have, count as zero. */
    private double objectiveError(Trajectory trajectory, int k, Rule rule, double[][] values, double[][] own) {
        double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
        double sum = sign * (dot(rule.weights, values, nx) - dot(rule.ownWeights, own, nx));
        int firstSlope = trajectory.slopePoints().first(k);
        double[][] costates = costates(trajectory, k, rule);
        for (int q = 0; q < rule.fine.length; q++) {
            for (int i = 0; i < nx; i++) {
                double residual = values[q][i];
                for (int j = 0; j < rule.slopePoints.length; j++) {
                    residual -= rule.slopeBasis[q][j] * trajectory.slopes()[(firstSlope + j) * nx + i];
                }
                double p = 0;
                for (int j = 0; j < costates.length; j++) {
                    p += rule.costateBasis[q][j] * costates[j][i];
                }
                sum += Double.isNaN(p) ? 0 : rule.weights[q] * p * residual;
            }
        }
        return h * sum;
    }

    /**
     * What a control that is constant on the interval costs beside one that is linear with its neighbours' slope, cut at its bounds:
     * ∫ H(x̃, ũ, p) − H(x̃, u, p) dt where that is positive.
     */
    private double controlGap(Trajectory trajectory, int k, Rule rule, double[][] values, PointInput input) {
        int nu = problem.controls().size();
        int before = Math.max(0, k - 1);
        int after = Math.min(trajectory.intervals() - 1, k + 1);
        double h = trajectory.mesh()[k + 1] - trajectory.mesh()[k];
        double between = 0.5
                * (trajectory.mesh()[after]
                        + trajectory.mesh()[after + 1]
                        - trajectory.mesh()[before]
                        - trajectory.mesh()[before + 1]);
        double[][] costates = costates(trajectory, k, rule);
        double[] other = new double[values[0].length];
        double sum = 0;
        for (int q = 0; q < rule.fine.length; q++) {
            input.point(trajectory, k, trajectory.mesh()[k] + rule.fine[q] * h);
            for (int i = 0; i < nu; i++) {
                double rise = trajectory.controls()[after * trajectory.controlCount() + i]
                        - trajectory.controls()[before * trajectory.controlCount() + i];
                Range bounds = problem.controls().get(i).bounds();
                double u = input.values[nx + i] + rise * (rule.fine[q] - 0.5) * h / between;
                input.values[nx + i] = Math.max(bounds.lower(), Math.min(bounds.upper(), u));
            }
            functions.evaluate(input.values, other);
            double gap = sign * (values[q][nx] - other[nx]);
            for (int i = 0; i < nx; i++) {
                for (int j = 0; j < costates.length; j++) {
                    gap += rule.costateBasis[q][j] * costates[j][i] * (values[q][i] - other[i]);
                }
            }
            sum += Double.isNaN(gap) ? 0 : rule.weights[q] * gap;
        }
        return h * Math.max(0, sum);
    }

    /** At the rule's costate points: the nodes' and those of the control points between. */
    private double[][] costates(Trajectory trajectory, int k, Rule rule) {
        double[][] costates = new double[rule.costatePoints.length][nx];
        double[] own = trajectory.controlPoints().of(k);
        int at = 0;
        System.arraycopy(trajectory.costates(), k * nx, costates[at++], 0, nx);
        for (int j = 0; j < own.length; j++) {
            if (own[j] > 0 && own[j] < 1) {
                int point = trajectory.controlPoints().first(k) + j;
                System.arraycopy(trajectory.stageCostates(), point * nx, costates[at++], 0, nx);
            }
        }
        System.arraycopy(trajectory.costates(), (k + 1) * nx, costates[at], 0, nx);
        return costates;
    }

    private double[] scales(Trajectory trajectory) {
        double[] scale = new double[nx];
        double[] states = trajectory.states();
        for (int j = 0; j < states.length; j++) {
            scale[j % nx] = Math.max(scale[j % nx], Math.abs(states[j]));
        }
        for (int i = 0; i < nx; i++) {
            scale[i] += 1;
        }
        return scale;
    }
}
