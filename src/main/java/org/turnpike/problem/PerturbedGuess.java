package org.turnpike.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random first ideas of a solution, to look for more than one minimum. Number 0 is the problem's own guess; number k draws, from a stream of random
 * numbers that depends on the seed and k alone,
 *
 * <pre>
 *   x(s) + A w(s) Σⱼ₌₀² aⱼ cos(jπs),   aⱼ uniform in [−1, 1]/(1 + j),   s = (t − t₀)/(t_f − t₀)
 * </pre>
 *
 * around each component x of the guess, clipped to the bounds. A is half of the bounds' distance if both are finite, otherwise twice the largest
 * |x| of the guess, or 1; w vanishes at an end where the value is fixed, else w = 1. A parameter is uniform in its bounds, or moved by up to A. A free
 * horizon is uniform in its range, or multiplied by 2^r, r uniform in [−1, 1]. Where an expression of the problem is undefined at such a guess
 * the perturbation is halved, up to {@value #HALVINGS} times.
 */
public final class PerturbedGuess {
    private static final int MODES = 3;
    private static final int SAMPLES = 33;
    private static final int HALVINGS = 6;

    private final OptimalControlProblem problem;
    private final SplittableRandom random;
    private final double scale;

    private PerturbedGuess(OptimalControlProblem problem, SplittableRandom random, double scale) {
        this.problem = problem;
        this.random = random;
        this.scale = scale;
    }

    /**
     * The problem with another guess.
     *
     * @param number 0 for its own
     */
    public static OptimalControlProblem of(OptimalControlProblem problem, long seed, int number) {
        if (number == 0) {
            return problem;
        }
        double scale = 1;
        OptimalControlProblem perturbed = problem;
        for (int attempt = 0; attempt <= HALVINGS; attempt++) {
            perturbed = new PerturbedGuess(problem, stream(seed, number), scale).draw();
            if (UndefinedAtGuess.first(perturbed) == null) {
                break;
            }
            scale /= 2;
        }
        return perturbed;
    }

    /** The number-th of the generators that split off one of this seed: they are independent. */
    private static SplittableRandom stream(long seed, int number) {
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom stream = root.split();
        for (int i = 1; i < number; i++) {
            stream = root.split();
        }
        return stream;
    }

    private OptimalControlProblem draw() {
        Horizon horizon = horizon();
        List<Guess.Profile> states = new ArrayList<>();
        for (int i = 0; i < problem.states().size(); i++) {
            State state = problem.states().get(i);
            states.add(profile(
                    problem.guess().states().get(i),
                    state.bounds(),
                    state.start().isFixed(),
                    state.end().isFixed()));
        }
        List<Guess.Profile> controls = new ArrayList<>();
        for (int i = 0; i < problem.controls().size(); i++) {
            controls.add(profile(
                    problem.guess().controls().get(i), problem.controls().get(i).bounds(), false, false));
        }
        double[] parameters = problem.guess().parameters().clone();
        for (int i = 0; i < parameters.length; i++) {
            Range bounds = problem.parameters().get(i).bounds();
            double draw = symmetric();
            double moved = isBounded(bounds)
                    ? bounds.lower() / 2 + bounds.upper() / 2 + draw * (bounds.upper() / 2 - bounds.lower() / 2)
                    : parameters[i] + draw * (parameters[i] == 0 ? 1 : Math.abs(parameters[i]));
            parameters[i] = DefaultGuess.clip(parameters[i] + scale * (moved - parameters[i]), bounds);
        }
        return problem.withGuess(horizon, new Guess(states, controls, parameters));
    }

    private Horizon horizon() {
        Horizon own = problem.horizon();
        double draw = symmetric();
        if (own.end().isFixed()) {
            return own;
        }
        double start = own.startGuess();
        double length = own.endGuess() - start;
        double lower = Math.max(own.end().lower(), start);
        double moved = own.end().upper() < Double.POSITIVE_INFINITY
                ? lower + (draw + 1) / 2 * (own.end().upper() - lower) - start
                : length * Math.pow(2, draw);
        // Never of length 0.
        double end = DefaultGuess.clip(start + Math.max(length / 100, length + scale * (moved - length)), own.end());
        return new Horizon(own.time(), own.startTime(), own.endTime(), own.start(), own.end(), own.startGuess(), end);
    }

    private Guess.Profile profile(Guess.Profile own, Range bounds, boolean startFixed, boolean endFixed) {
        double[] a = new double[MODES];
        double amplitude = scale * amplitude(own, bounds);
        for (int j = 0; j < MODES; j++) {
            a[j] = amplitude * symmetric() / (1 + j);
        }
        Horizon horizon = problem.horizon();
        double ownStart = horizon.startGuess();
        double ownLength = horizon.endGuess() - ownStart;
        return (t, startTime, endTime) -> {
            double s = endTime > startTime ? (t - startTime) / (endTime - startTime) : 0;
            double sum = 0;
            for (int j = 0; j < MODES; j++) {
                sum += a[j] * Math.cos(j * Math.PI * s);
            }
            double weight = startFixed && endFixed ? 4 * s * (1 - s) : startFixed ? s : endFixed ? 1 - s : 1;
            double x = own.at(ownStart + s * ownLength, ownStart, ownStart + ownLength);
            return DefaultGuess.clip(x + weight * sum, bounds);
        };
    }

    private double amplitude(Guess.Profile own, Range bounds) {
        if (isBounded(bounds)) {
            return bounds.upper() / 2 - bounds.lower() / 2;
        }
        Horizon horizon = problem.horizon();
        double start = horizon.startGuess();
        double end = horizon.endGuess();
        double largest = 0;
        for (int i = 0; i < SAMPLES; i++) {
            largest = Math.max(largest, Math.abs(own.at(start + (end - start) * i / (SAMPLES - 1), start, end)));
        }
        return largest == 0 ? 1 : 2 * largest;
    }

    private static boolean isBounded(Range bounds) {
        return Double.isFinite(bounds.lower()) && Double.isFinite(bounds.upper());
    }

    /** Uniform in [−1, 1). */
    private double symmetric() {
        return 2 * random.nextDouble() - 1;
    }
}
