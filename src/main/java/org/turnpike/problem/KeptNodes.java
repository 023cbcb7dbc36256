package org.turnpike.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.turnpike.expression.Binary;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Step;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;

/** Times where every mesh of a problem must have a node: where a function jumps in time, and where a state has been measured. */
public final class KeptNodes {
    private KeptNodes() {}

    /**
     * Fractions strictly between 0 and 1, ascending.
     *
     * @throws InputException if there are such times and the horizon is free
     */
    public static double[] of(OptimalControlProblem problem) {
        TreeSet<Double> times = new TreeSet<>(jumps(problem));
        MeasurementCost cost = problem.objective().measurements();
        if (cost != null) {
            for (double time : cost.times()) {
                times.add(time);
            }
        }
        if (times.isEmpty()) {
            return new double[0];
        }
        Horizon horizon = problem.horizon();
        if (!horizon.start().isFixed() || !horizon.end().isFixed()) {
            throw new InputException("a function jumps at t = " + FeasibilityPrecheck.number(times.first())
                    + ", where the mesh must have a node: that needs a horizon with fixed start and end; give the width of a smooth"
                    + " transition, smoothing = …, or split the problem into phases");
        }
        double start = horizon.start().lower();
        double length = horizon.end().lower() - start;
        return times.stream()
                .mapToDouble(time -> (time - start) / length)
                .filter(fraction -> fraction > 1e-12 && fraction < 1 - 1e-12)
                .toArray();
    }

    /** The times at which functions of the problem jump, ascending. */
    public static TreeSet<Double> jumps(OptimalControlProblem problem) {
        List<Expression> all = new ArrayList<>(problem.dynamics());
        all.add(problem.objective().running());
        problem.path().forEach(constraint -> all.add(constraint.function()));
        problem.integrals().forEach(constraint -> all.add(constraint.integrand()));
        TreeSet<Double> times = new TreeSet<>();
        for (Expression node : Tape.of(all).nodes()) {
            if (node instanceof Unary u
                    && u.function() == UnaryFunction.CURVE
                    && u.curve() instanceof Step step
                    && step.jumps()) {
                // The operand is t − time, or t for time 0.
                times.add(
                        u.operand() instanceof Binary b && b.right() instanceof Constant c ? (Double) c.value() : 0.0);
            }
        }
        return times;
    }
}
