package org.turnpike.pmp;

import java.util.List;
import java.util.SplittableRandom;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Variable;
import org.turnpike.problem.Range;

/**
 * Whether an expression really depends on a control: terms that cancel, as in the first derivative of a switching function, are not
 * simplified away. Decided by values near the guess's points, each moved at random (with a fixed seed): identities hold at all of them.
 */
final class Dependence {
    private static final int POINTS = 9;
    private static final double ROUNDING = 1e-9;

    private final CanonicalSystem system;
    private final List<Variable> inputs;
    private final double[][] points;
    private final SplittableRandom random = new SplittableRandom(20080249);

    Dependence(CanonicalSystem system, CanonicalGuess guess, double from, double to) {
        this.system = system;
        inputs = system.inputs();
        int n = 2 * system.size();
        points = new double[POINTS][inputs.size()];
        double[] y = new double[n];
        for (int s = 0; s < POINTS; s++) {
            double t = from + (to - from) * (s + 0.5) / POINTS;
            guess.at(t, y);
            for (int i = 0; i < n; i++) {
                points[s][i] = y[i] * (1 + 0.1 * noise()) + (i < system.size() ? 0 : 0.1 * noise());
            }
            points[s][n] = t;
            double[] u = guess.controls(t);
            for (int i = 0; i < u.length; i++) {
                Range bounds = system.problem().controls().get(i).bounds();
                double width = bounds.upper() - bounds.lower();
                points[s][n + 1 + i] =
                        Double.isFinite(width) ? bounds.lower() + width * (0.5 + 0.4 * noise()) : u[i] + noise();
            }
        }
    }

    private double noise() {
        return 2 * random.nextDouble() - 1;
    }

    /** Whether f depends on u. */
    boolean of(Expression f, Variable u) {
        if (!Tape.of(List.of(f)).contains(u)) {
            return false;
        }
        int at = inputs.indexOf(u);
        Interpreter function = new Interpreter(List.of(f), inputs);
        double[] value = new double[1];
        int defined = 0;
        for (double[] point : points) {
            double[] moved = point.clone();
            function.evaluate(point, value);
            double here = value[0];
            moved[at] += 0.37 * (1 + Math.abs(point[at]));
            function.evaluate(moved, value);
            if (Double.isFinite(here) && Double.isFinite(value[0])) {
                defined++;
                if (Math.abs(value[0] - here) > ROUNDING * (Math.abs(here) + Math.abs(value[0]))) {
                    return true;
                }
            }
        }
        // Where nothing is defined, what is written counts.
        return defined == 0;
    }

    /** Whether f depends on any control. */
    boolean onControls(Expression f) {
        return system.controls().stream().anyMatch(u -> of(f, u));
    }
}
