package org.turnpike.pmp;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.turnpike.problem.Guess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.OptimalControlProblem;

/** The problem's own guess of states, controls and parameters; costates small at random from a seed, or 0 for the seed 0. */
public final class GuessFromProblem implements CanonicalGuess {
    private final OptimalControlProblem problem;
    private final Guess guess;
    private final int n;
    private final double[] costates;

    public GuessFromProblem(CanonicalSystem system, long seed) {
        problem = system.problem();
        guess = problem.guess();
        n = system.size();
        costates = new double[n];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < n && seed != 0; i++) {
            costates[i] = 2 * random.nextDouble() - 1;
        }
    }

    @Override
    public void at(double t, double[] y) {
        Horizon horizon = problem.horizon();
        int i = 0;
        for (Guess.Profile state : guess.states()) {
            y[i++] = state.at(t, horizon.startGuess(), horizon.endGuess());
        }
        for (double parameter : guess.parameters()) {
            y[i++] = parameter;
        }
        Arrays.fill(y, i, n, 0);
        System.arraycopy(costates, 0, y, n, n);
    }

    @Override
    public double[] controls(double t) {
        Horizon horizon = problem.horizon();
        return guess.controls().stream()
                .mapToDouble(control -> control.at(t, horizon.startGuess(), horizon.endGuess()))
                .toArray();
    }
}
