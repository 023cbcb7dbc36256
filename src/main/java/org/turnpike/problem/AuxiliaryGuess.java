package org.turnpike.problem;

import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;

/** The guess of an auxiliary unknown: an expression at the user's guess, plus room·(1 + |value|), within its bounds. */
final class AuxiliaryGuess implements Guess.Profile {
    private final GuessPoint point;
    private final Interpreter interpreter;
    private final double room;
    private final Range bounds;

    AuxiliaryGuess(OptimalControlProblem problem, Expression expression, double room, Range bounds) {
        this.point = new GuessPoint(problem);
        this.interpreter = new Interpreter(List.of(expression), point.variables());
        this.room = room;
        this.bounds = bounds;
    }

    @Override
    public synchronized double at(double t, double startTime, double endTime) {
        double[] value = new double[1];
        interpreter.evaluate(point.at(t, startTime, endTime), value);
        double roomy = value[0] + room * (1 + Math.abs(value[0]));
        // an undefined guess is reported by its own check, not here
        double defined = Double.isFinite(roomy) ? roomy : room;
        return Math.min(Math.max(defined, bounds.lower()), bounds.upper());
    }
}
