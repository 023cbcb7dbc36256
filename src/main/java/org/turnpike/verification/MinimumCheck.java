package org.turnpike.verification;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.turnpike.expression.Binary;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.NumericFunction;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Range;
import org.turnpike.solution.Trajectory;

/**
 * How far u is from minimising H(x, ·, p, t): the largest decrease found, relative to 1 + |H|, over control points.
 *
 * <p>Admissible are the controls within their bounds that satisfy the path constraints in which controls occur (to 1e-8, or as
 * well as u does). An unbounded side is taken as u_i ± (1 + max_t |u_i(t)|). If H is affine in u and only bounds restrict it,
 * the minimum is exact and every control point is looked at; otherwise {@link BoxMinimizer} searches, at most at 2,000 control
 * points spread evenly.
 *
 * <p>NaN if the check does not apply: no controls, a constrained integral (its multiplier belongs into H but is not part of a
 * trajectory), or no costates.
 */
final class MinimumCheck {
    private static final int SEARCHED_POINTS = 2_000;
    private static final double ADMISSIBLE = 1e-8;

    private final OptimalControlProblem problem;
    private final Hamiltonian hamiltonian;
    private final NumericFunction valueAndGradient;
    private final NumericFunction second;
    private final NumericFunction mixed;
    private final List<Range> mixedRanges = new ArrayList<>();
    private final boolean kinks;
    private final boolean affine;
    private final int nu;

    MinimumCheck(OptimalControlProblem problem, Hamiltonian hamiltonian, FunctionFactory factory) {
        this.problem = problem;
        this.hamiltonian = hamiltonian;
        nu = problem.controls().size();
        List<Variable> controls = problem.controlVariables();
        List<Expression> gradient = hamiltonian.controlGradient();
        List<Expression> valueThenGradient = new ArrayList<>(List.of(hamiltonian.expression()));
        valueThenGradient.addAll(gradient);
        List<Expression> hessian = new ArrayList<>();
        Derivatives derivatives = new Derivatives(problem.graph());
        for (Variable v : controls) {
            hessian.addAll(derivatives.tangent(gradient, v));
        }
        List<Expression> mixedFunctions = new ArrayList<>();
        for (PathConstraint constraint : problem.path()) {
            Tape tape = Tape.of(List.of(constraint.function()));
            if (controls.stream().anyMatch(tape::contains)) {
                mixedFunctions.add(constraint.function());
                mixedRanges.add(constraint.range());
            }
        }
        kinks = hasKinks(hamiltonian.expression(), controls);
        affine = !kinks && mixedFunctions.isEmpty() && hessian.stream().allMatch(e -> e.is(0));
        valueAndGradient = factory.function(valueThenGradient, hamiltonian.inputs());
        second = factory.function(hessian, hamiltonian.inputs());
        mixed = factory.function(mixedFunctions, hamiltonian.inputs());
    }

    double residual(Trajectory trajectory, double[] parameters) {
        if (nu == 0 || !problem.integrals().isEmpty()) {
            return Double.NaN;
        }
        int points = trajectory.controlPoints().count();
        int stride = 1;
        if (!affine && points > SEARCHED_POINTS) {
            stride = (points + SEARCHED_POINTS - 1) / SEARCHED_POINTS;
            // Not a multiple of the points of an interval: all of its positions take their turn.
            stride += stride % trajectory.controlPoints().of(0).length == 0 ? 1 : 0;
        }
        double[] reach = reach(trajectory);
        PointInput point = new PointInput(problem, trajectory, parameters);
        AtPoint here = new AtPoint(point.values.length + problem.states().size(), point.controlAt());
        BoxMinimizer minimizer = new BoxMinimizer(nu, here);
        double[] u = new double[nu];
        double[] lower = new double[nu];
        double[] upper = new double[nu];
        double worst = 0;
        for (int at = 0; at < points; at += stride) {
            hamiltonian.load(trajectory, at, point, here.input);
            System.arraycopy(point.values, point.controlAt(), u, 0, nu);
            for (int i = 0; i < nu; i++) {
                Range bounds = problem.controls().get(i).bounds();
                lower[i] = Double.isInfinite(bounds.lower()) ? u[i] - reach[i] : bounds.lower();
                upper[i] = Double.isInfinite(bounds.upper()) ? u[i] + reach[i] : bounds.upper();
            }
            here.enter(u);
            double current = here.value(u);
            double decrease =
                    affine ? here.affineDecrease(u, lower, upper) : current - minimizer.minimum(u, lower, upper);
            if (Double.isNaN(decrease)) {
                boolean noCostates = Double.isNaN(
                        trajectory.stageCostates()[at * problem.states().size()]);
                return noCostates ? Double.NaN : Double.POSITIVE_INFINITY;
            }
            worst = Math.max(worst, decrease / (1 + Math.abs(current)));
        }
        return worst;
    }

    /** 1 + max |u_i| of each control. */
    private double[] reach(Trajectory trajectory) {
        double[] reach = new double[nu];
        double[] controls = trajectory.controls();
        for (int at = 0; at < controls.length; at++) {
            int i = at % trajectory.controlCount();
            if (i < nu) {
                reach[i] = Math.max(reach[i], Math.abs(controls[at]));
            }
        }
        for (int i = 0; i < nu; i++) {
            reach[i] += 1;
        }
        return reach;
    }

    /** Whether a nonsmooth operation has a control among its operands. */
    private static boolean hasKinks(Expression f, List<Variable> controls) {
        Set<Expression> dependent = new HashSet<>(controls);
        for (Expression node : Tape.of(List.of(f)).nodes()) {
            boolean depends = false;
            boolean nonsmooth = false;
            if (node instanceof Unary u) {
                depends = dependent.contains(u.operand());
                nonsmooth = u.function() == UnaryFunction.ABS || u.function() == UnaryFunction.SIGN;
            } else if (node instanceof Binary b) {
                depends = dependent.contains(b.left()) || dependent.contains(b.right());
                nonsmooth = b.function() == BinaryFunction.MINIMUM || b.function() == BinaryFunction.MAXIMUM;
            }
            if (depends) {
                dependent.add(node);
                if (nonsmooth) {
                    return true;
                }
            }
        }
        return false;
    }

    /** H as a function of u alone, at one point of the trajectory. */
    private final class AtPoint implements BoxMinimizer.Target {
        private final double[] input;
        private final int controlAt;
        private final double[] values = new double[nu + 1];
        private final double[] constraints = new double[mixedRanges.size()];
        private final double[] low = new double[mixedRanges.size()];
        private final double[] high = new double[mixedRanges.size()];

        AtPoint(int inputs, int controlAt) {
            input = new double[inputs];
            this.controlAt = controlAt;
        }

        /** Fixes what is admissible: the constraints' ranges, widened to hold the current control. */
        void enter(double[] u) {
            if (constraints.length == 0) {
                return;
            }
            System.arraycopy(u, 0, input, controlAt, nu);
            mixed.evaluate(input, constraints);
            for (int i = 0; i < constraints.length; i++) {
                Range range = mixedRanges.get(i);
                low[i] = Math.min(range.lower() - ADMISSIBLE * (1 + Math.abs(range.lower())), constraints[i]);
                high[i] = Math.max(range.upper() + ADMISSIBLE * (1 + Math.abs(range.upper())), constraints[i]);
            }
        }

        @Override
        public double value(double[] v) {
            System.arraycopy(v, 0, input, controlAt, nu);
            if (constraints.length > 0) {
                mixed.evaluate(input, constraints);
                for (int i = 0; i < constraints.length; i++) {
                    if (!(low[i] <= constraints[i] && constraints[i] <= high[i])) {
                        return Double.NaN;
                    }
                }
            }
            valueAndGradient.evaluate(input, values);
            return values[0];
        }

        @Override
        public void derivatives(double[] v, double[] gradient, double[] hessian) {
            System.arraycopy(v, 0, input, controlAt, nu);
            valueAndGradient.evaluate(input, values);
            System.arraycopy(values, 1, gradient, 0, nu);
            second.evaluate(input, hessian);
        }

        @Override
        public boolean smoothOnBox() {
            return !kinks && constraints.length == 0;
        }

        /** The exact decrease for affine H; {@link #value} was called at u before. */
        double affineDecrease(double[] u, double[] lower, double[] upper) {
            double decrease = 0;
            for (int i = 0; i < nu; i++) {
                double slope = values[i + 1];
                decrease += Math.max(0, Math.max(slope * (u[i] - lower[i]), slope * (u[i] - upper[i])));
            }
            return Double.isNaN(values[0]) ? Double.NaN : decrease;
        }
    }
}
