package org.turnpike.verification;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.NumericFunction;
import org.turnpike.expression.Variable;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.Control;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification.Violation;

/**
 * The worst violated constraint of a trajectory by name and time.
 *
 * <p>Bounds on states and path constraints are evaluated at the mesh's nodes, at the control points, and at three points
 * between in each interval. Away from the control points the control's interpolant is cut at the control's bounds, as an actuator would:
 * a polynomial through a switch overshoots, and nobody would apply that. At the control points nothing is cut. Integrals are
 * Gauss quadratures of five points an interval.
 */
final class ConstraintCheck {
    private static final double[] BETWEEN = {0.211, 0.5, 0.789};

    private final OptimalControlProblem problem;
    private final NumericFunction path;
    private final NumericFunction integrands;
    private final NumericFunction boundary;
    private final List<String> stateNames;
    private final List<String> controlNames;

    ConstraintCheck(OptimalControlProblem problem, FunctionFactory factory) {
        this.problem = problem;
        List<Variable> point = PointInput.variables(problem);
        List<Expression> pathFunctions =
                problem.path().stream().map(PathConstraint::function).toList();
        List<Expression> integralFunctions =
                problem.integrals().stream().map(IntegralConstraint::integrand).toList();
        List<Expression> boundaryFunctions =
                problem.boundary().stream().map(BoundaryConstraint::function).toList();
        path = factory.function(pathFunctions, point);
        integrands = factory.function(integralFunctions, point);
        boundary = factory.function(boundaryFunctions, boundaryVariables());
        stateNames = problem.states().stream()
                .map(s -> boundName(s.name(), s.bounds()))
                .toList();
        controlNames = problem.controls().stream()
                .map(c -> boundName(c.name(), c.bounds()))
                .toList();
    }

    /** Null if the problem bounds nothing. */
    @Nullable
    Violation worst(Trajectory trajectory, double[] parameters) {
        WorstViolation worst = new WorstViolation();
        atEnds(trajectory, parameters, worst);
        alongTheWay(trajectory, parameters, worst);
        integrals(trajectory, parameters, worst);
        return worst.violation();
    }

    private void atEnds(Trajectory trajectory, double[] parameters, WorstViolation worst) {
        Horizon horizon = problem.horizon();
        int nx = problem.states().size();
        int intervals = trajectory.intervals();
        double start = trajectory.mesh()[0];
        double end = trajectory.mesh()[intervals];
        double[] x = trajectory.states();
        worst.consider(boundName("t(start)", horizon.start()), horizon.start(), start, start);
        worst.consider(boundName("t(end)", horizon.end()), horizon.end(), end, end);
        for (int i = 0; i < nx; i++) {
            State state = problem.states().get(i);
            worst.consider(boundName(state.name() + "(start)", state.start()), state.start(), x[i], start);
            worst.consider(boundName(state.name() + "(end)", state.end()), state.end(), x[intervals * nx + i], end);
        }
        for (int i = 0; i < problem.parameters().size(); i++) {
            Parameter parameter = problem.parameters().get(i);
            worst.consider(boundName(parameter.name(), parameter.bounds()), parameter.bounds(), parameters[i], start);
        }
        double[] input = new double[2 * nx + problem.parameters().size() + 2];
        System.arraycopy(x, 0, input, 0, nx);
        System.arraycopy(x, intervals * nx, input, nx, nx);
        System.arraycopy(parameters, 0, input, 2 * nx, problem.parameters().size());
        input[input.length - 2] = start;
        input[input.length - 1] = end;
        double[] values = new double[problem.boundary().size()];
        boundary.evaluate(input, values);
        for (int i = 0; i < values.length; i++) {
            BoundaryConstraint constraint = problem.boundary().get(i);
            worst.consider(constraint.name(), constraint.range(), values[i], end);
        }
    }

    private void alongTheWay(Trajectory trajectory, double[] parameters, WorstViolation worst) {
        PointInput input = new PointInput(problem, trajectory, parameters);
        double[] values = new double[problem.path().size()];
        for (int k = 0; k < trajectory.intervals(); k++) {
            double from = trajectory.mesh()[k];
            double h = trajectory.mesh()[k + 1] - from;
            for (double theta : trajectory.controlPoints().of(k)) {
                input.point(trajectory, k, from + theta * h);
                controls(input, worst);
                statesAndPath(input, values, worst);
            }
            if (k == 0) {
                cutPoint(trajectory, k, from, input, values, worst);
            }
            for (double theta : BETWEEN) {
                cutPoint(trajectory, k, from + theta * h, input, values, worst);
            }
            cutPoint(trajectory, k, trajectory.mesh()[k + 1], input, values, worst);
        }
    }

    private void cutPoint(
            Trajectory trajectory, int k, double t, PointInput input, double[] values, WorstViolation worst) {
        input.point(trajectory, k, t);
        int at = input.controlAt();
        for (int j = 0; j < problem.controls().size(); j++) {
            Range bounds = problem.controls().get(j).bounds();
            double u = input.values[at + j];
            input.values[at + j] = Math.max(bounds.lower(), Math.min(u, bounds.upper()));
        }
        statesAndPath(input, values, worst);
    }

    private void controls(PointInput input, WorstViolation worst) {
        double t = input.values[input.timeAt()];
        for (int j = 0; j < controlNames.size(); j++) {
            Control control = problem.controls().get(j);
            worst.consider(controlNames.get(j), control.bounds(), input.values[input.controlAt() + j], t);
        }
    }

    private void statesAndPath(PointInput input, double[] values, WorstViolation worst) {
        double t = input.values[input.timeAt()];
        for (int i = 0; i < stateNames.size(); i++) {
            worst.consider(stateNames.get(i), problem.states().get(i).bounds(), input.values[i], t);
        }
        if (values.length > 0) {
            path.evaluate(input.values, values);
            for (int i = 0; i < values.length; i++) {
                PathConstraint constraint = problem.path().get(i);
                worst.consider(constraint.name(), constraint.range(), values[i], t);
            }
        }
    }

    private void integrals(Trajectory trajectory, double[] parameters, WorstViolation worst) {
        int count = problem.integrals().size();
        if (count == 0) {
            return;
        }
        double[] totals = new double[count];
        double[] values = new double[count];
        PointInput input = new PointInput(problem, trajectory, parameters);
        for (int k = 0; k < trajectory.intervals(); k++) {
            double from = trajectory.mesh()[k];
            double h = trajectory.mesh()[k + 1] - from;
            for (int q = 0; q < GaussQuadrature.POINTS.length; q++) {
                input.point(trajectory, k, from + GaussQuadrature.POINTS[q] * h);
                integrands.evaluate(input.values, values);
                for (int i = 0; i < count; i++) {
                    totals[i] += h * GaussQuadrature.WEIGHTS[q] * values[i];
                }
            }
        }
        for (int i = 0; i < count; i++) {
            IntegralConstraint constraint = problem.integrals().get(i);
            String name = boundName("integral " + constraint.name(), constraint.range());
            worst.consider(name, constraint.range(), totals[i], trajectory.mesh()[trajectory.intervals()]);
        }
    }

    private List<Variable> boundaryVariables() {
        List<Variable> inputs = new ArrayList<>();
        problem.states().forEach(s -> inputs.add(s.atStart()));
        problem.states().forEach(s -> inputs.add(s.atEnd()));
        inputs.addAll(problem.parameterVariables());
        inputs.add(problem.horizon().startTime());
        inputs.add(problem.horizon().endTime());
        return inputs;
    }

    /** A range as a user would write it: {@code v <= 0.1}, {@code 0 <= u <= 1}, {@code x(end) = 0}. */
    private static String boundName(String quantity, Range range) {
        if (range.isFixed()) {
            return quantity + " = " + number(range.lower());
        }
        boolean below = range.lower() > Double.NEGATIVE_INFINITY;
        boolean above = range.upper() < Double.POSITIVE_INFINITY;
        if (below && above) {
            return number(range.lower()) + " <= " + quantity + " <= " + number(range.upper());
        }
        return quantity + (above ? " <= " + number(range.upper()) : " >= " + number(range.lower()));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
