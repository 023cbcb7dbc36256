package org.turnpike.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Binary;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;
import org.turnpike.nlp.Multipliers;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Trajectory;

/** Which expression had no value at the last trial point where the program was undefined. */
final class UndefinedTrial {
    /** Iterations after which an undefined trial point has no part in a failure. */
    private static final int RECENT = 20;

    private record Watched(String where, Expression expression) {}

    private UndefinedTrial() {}

    static Optional<Finding> of(Evidence evidence) {
        double @Nullable [] z = evidence.trace().undefinedAt();
        boolean fatal = evidence.point().status() == NlpStatus.NUMERICAL_FAILURE;
        // A step that was shortened long ago and forgotten explains nothing.
        if (z == null || !fatal && evidence.trace().sinceUndefined() > RECENT) {
            return Optional.empty();
        }
        int m = evidence.program().constraints();
        Trajectory trajectory = evidence.transcription()
                .trajectory(z, new Multipliers(new double[m], new double[z.length], new double[z.length]));
        OptimalControlProblem problem = evidence.problem();
        List<Watched> watched = new ArrayList<>();
        for (int i = 0; i < problem.states().size(); i++) {
            watched.add(new Watched(
                    "dynamics of " + problem.states().get(i).name(),
                    problem.dynamics().get(i)));
        }
        watched.add(new Watched("integral cost", problem.objective().running()));
        problem.path().forEach(c -> watched.add(new Watched("path constraint " + c.name(), c.function())));
        problem.integrals().forEach(c -> watched.add(new Watched("integral constraint " + c.name(), c.integrand())));
        watched.add(new Watched("initial and final cost", problem.objective().endpoint()));
        problem.boundary().forEach(c -> watched.add(new Watched("boundary constraint " + c.name(), c.function())));
        List<Variable> variables = new ArrayList<>(problem.stateVariables());
        variables.addAll(problem.controlVariables());
        variables.addAll(problem.parameterVariables());
        problem.states().forEach(state -> variables.add(state.atStart()));
        problem.states().forEach(state -> variables.add(state.atEnd()));
        variables.addAll(List.of(
                problem.horizon().time(),
                problem.horizon().startTime(),
                problem.horizon().endTime()));
        double[] values = new double[variables.size()];
        double[] parameters = evidence.transcription().parameters(z);
        int nx = problem.states().size();
        int nu = problem.controls().size();
        int np = problem.parameters().size();
        System.arraycopy(parameters, 0, values, nx + nu, np);
        System.arraycopy(trajectory.states(), 0, values, nx + nu + np, nx);
        System.arraycopy(trajectory.states(), trajectory.states().length - nx, values, nx + nu + np + nx, nx);
        values[values.length - 2] = evidence.transcription().startTime(z);
        values[values.length - 1] = evidence.transcription().endTime(z);
        double[] x = new double[trajectory.stateCount()];
        double[] u = new double[trajectory.controlCount()];
        for (Watched one : watched) {
            Interpreter interpreter = new Interpreter(List.of(one.expression()), variables);
            for (int k = 0; k < trajectory.intervals(); k++) {
                for (double share : new double[] {0, 0.5, 1}) {
                    double t = trajectory.mesh()[k]
                            + share * (trajectory.mesh()[k + 1] - trajectory.mesh()[k]);
                    state(trajectory, k, share, t, x);
                    trajectory.control(k, t, u);
                    System.arraycopy(x, 0, values, 0, nx);
                    System.arraycopy(u, 0, values, nx, nu);
                    values[values.length - 3] = t;
                    Interpreter.@Nullable Undefined undefined = interpreter.firstUndefined(values);
                    if (undefined != null && !(undefined.node() instanceof Variable)) {
                        return Optional.of(finding(one.where(), t, undefined, variables, values));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Nodes exactly: between them a slope that is undefined makes the interpolant so. */
    private static void state(Trajectory trajectory, int k, double share, double t, double[] x) {
        if (share == 0 || share == 1) {
            System.arraycopy(trajectory.states(), (k + (int) share) * x.length, x, 0, x.length);
        } else {
            trajectory.state(k, t, x);
        }
    }

    private static Finding finding(
            String where, double t, Interpreter.Undefined undefined, List<Variable> variables, double[] values) {
        Expression operand = undefined.operand();
        TreeSet<String> names = new TreeSet<>();
        List<String> given = new ArrayList<>();
        for (Expression node : Tape.of(List.of(operand)).nodes()) {
            if (node instanceof Variable v && names.add(v.name()) && node != operand) {
                given.add(v.name() + " = " + Figures.text(values[variables.indexOf(v)]));
            }
        }
        String detail =
                where + " has no value: " + undefined.node() + " at t = " + Figures.text(t) + ", where " + operand
                        + " = " + Figures.text(undefined.value())
                        + (given.isEmpty() ? "" : " (" + String.join(", ", given) + ")");
        return new Finding.UndefinedExpression(detail, List.copyOf(names), domain(undefined.node()));
    }

    private static String domain(Expression operation) {
        if (operation instanceof Unary u) {
            UnaryFunction f = u.function();
            return f == UnaryFunction.SQRT || f == UnaryFunction.LOG
                    ? "positive"
                    : f == UnaryFunction.ASIN || f == UnaryFunction.ACOS ? "between -1 and 1" : "moderate";
        }
        BinaryFunction f = ((Binary) operation).function();
        return f == BinaryFunction.DIVIDE ? "away from 0" : f == BinaryFunction.POWER ? "positive" : "moderate";
    }
}
