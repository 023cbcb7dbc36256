package org.turnpike.solve;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.problem.Control;
import org.turnpike.problem.DefaultGuess;
import org.turnpike.problem.Guess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;

/** Where a solution of a problem may begin, for robustness tests. */
enum StartingGuess {
    /** The file's. */
    OWN,
    /** What a file without any guess would start from. */
    DEFAULT,
    /** The file's states, controls, parameters and free times, times 10, within the bounds. */
    TENFOLD;

    private static final double FACTOR = 10;

    /** For tables. */
    String text() {
        return switch (this) {
            case OWN -> "own guess";
            case DEFAULT -> "no guess";
            case TENFOLD -> "guess times 10";
        };
    }

    OptimalControlProblem of(OptimalControlProblem problem) {
        return switch (this) {
            case OWN -> problem;
            case DEFAULT -> problem.withGuess(unguessed(problem.horizon()), unguessed(problem));
            case TENFOLD -> problem.withGuess(tenfold(problem.horizon()), tenfold(problem));
        };
    }

    private static Guess unguessed(OptimalControlProblem problem) {
        List<Guess.Profile> states = new ArrayList<>();
        for (State s : problem.states()) {
            states.add(DefaultGuess.state(s.bounds(), s.start(), s.end()));
        }
        List<Guess.Profile> controls = new ArrayList<>();
        for (Control c : problem.controls()) {
            double inside = DefaultGuess.inside(c.bounds());
            controls.add((t, startTime, endTime) -> inside);
        }
        double[] parameters = problem.parameters().stream()
                .mapToDouble(p -> DefaultGuess.inside(p.bounds()))
                .toArray();
        return new Guess(states, controls, parameters);
    }

    private static Horizon unguessed(Horizon horizon) {
        double start = horizon.start().isFixed() ? horizon.startGuess() : DefaultGuess.startTime(horizon.start());
        double end = horizon.end().isFixed() ? horizon.endGuess() : DefaultGuess.endTime(horizon.end(), start);
        return with(horizon, start, end);
    }

    private static Guess tenfold(OptimalControlProblem problem) {
        List<Guess.Profile> states = new ArrayList<>();
        for (int i = 0; i < problem.states().size(); i++) {
            states.add(tenfold(
                    problem.guess().states().get(i), problem.states().get(i).bounds()));
        }
        List<Guess.Profile> controls = new ArrayList<>();
        for (int i = 0; i < problem.controls().size(); i++) {
            controls.add(tenfold(
                    problem.guess().controls().get(i), problem.controls().get(i).bounds()));
        }
        double[] parameters = problem.guess().parameters().clone();
        for (int i = 0; i < parameters.length; i++) {
            Parameter p = problem.parameters().get(i);
            parameters[i] = DefaultGuess.clip(FACTOR * parameters[i], p.bounds());
        }
        return new Guess(states, controls, parameters);
    }

    private static Guess.Profile tenfold(Guess.Profile own, Range bounds) {
        return (t, startTime, endTime) -> {
            // The file's guess is a function on the file's horizon.
            return DefaultGuess.clip(FACTOR * own.at(t, startTime, endTime), bounds);
        };
    }

    private static Horizon tenfold(Horizon horizon) {
        double start = horizon.startGuess();
        double end = horizon.end().isFixed()
                ? horizon.endGuess()
                : DefaultGuess.clip(start + FACTOR * (horizon.endGuess() - start), horizon.end());
        return with(horizon, start, end);
    }

    private static Horizon with(Horizon horizon, double startGuess, double endGuess) {
        return new Horizon(
                horizon.time(),
                horizon.startTime(),
                horizon.endTime(),
                horizon.start(),
                horizon.end(),
                startGuess,
                endGuess);
    }
}
