package org.turnpike.transcription;

import java.util.Arrays;
import org.turnpike.problem.Guess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;

/**
 * What each unknown of a transcription is: component and place. Filled by a scheme in the order in which it lays out its
 * unknowns (stage by stage); gives bounds, guess, magnitudes and names for all schemes alike.
 */
final class Unknowns {
    /** Components: states 0 … nx−1, controls nx … nx+nu−1, then parameters, t₀, t_f. */
    private final OptimalControlProblem problem;

    private final int nx;
    private final int nu;
    private final int np;
    private final boolean freeStart;
    private final boolean freeEnd;
    private int[] component = new int[256];
    private double[] tau = new double[256];
    /** A point on the same side of any jump as the unknown. */
    private double[] toward = new double[256];

    private int count;

    Unknowns(ProblemFunctions functions) {
        problem = functions.problem;
        nx = functions.nx;
        nu = functions.nu;
        np = functions.np;
        freeStart = functions.freeStart;
        freeEnd = functions.freeEnd;
    }

    /** All state components at τ; returns the first one's number. */
    int addState(double at) {
        return addRange(0, nx, at);
    }

    /** All control components at τ, of the interval of which {@code inside} is a point; returns the first one's number. */
    int addControl(double at, double inside) {
        int first = addRange(nx, nu, at);
        Arrays.fill(toward, first, count, inside);
        return first;
    }

    /** Parameters and free end times; returns the first one's number. */
    int addShared() {
        int first = addRange(nx + nu, np, 0);
        if (freeStart) {
            add(nx + nu + np, 0);
        }
        if (freeEnd) {
            add(nx + nu + np + 1, 1);
        }
        return first;
    }

    private int addRange(int from, int length, double at) {
        int first = count;
        for (int i = 0; i < length; i++) {
            add(from + i, at);
        }
        return first;
    }

    private void add(int which, double at) {
        if (count == component.length) {
            component = Arrays.copyOf(component, 2 * count);
            tau = Arrays.copyOf(tau, 2 * count);
            toward = Arrays.copyOf(toward, 2 * count);
        }
        component[count] = which;
        toward[count] = at;
        tau[count++] = at;
    }

    int count() {
        return count;
    }

    int stateCount() {
        return nx;
    }

    int controlCount() {
        return nu;
    }

    /** The number of components: states, controls, parameters, t₀, t_f. */
    int components() {
        return nx + nu + np + 2;
    }

    /** States 0 … nx−1, controls nx … nx+nu−1, then parameters, t₀, t_f. */
    int componentOf(int i) {
        return component[i];
    }

    /** τ of an unknown. */
    double placeOf(int i) {
        return tau[i];
    }

    /** A point of the interval to which an unknown belongs. */
    double insideOf(int i) {
        return toward[i];
    }

    /** Fills bounds: those on the horizon, intersected with start and end ranges at the first and last state. */
    void bounds(double[] lower, double[] upper, int firstState, int lastState) {
        for (int i = 0; i < count; i++) {
            Range range = range(component[i]);
            lower[i] = range.lower();
            upper[i] = range.upper();
        }
        for (int i = 0; i < nx; i++) {
            State state = problem.states().get(i);
            tighten(lower, upper, firstState + i, state.start());
            tighten(lower, upper, lastState + i, state.end());
        }
    }

    private static void tighten(double[] lower, double[] upper, int i, Range range) {
        if (range.isFixed()) {
            // A fixed end value stands even where it grazes a bound by rounding.
            lower[i] = range.lower();
            upper[i] = range.upper();
        } else {
            lower[i] = Math.max(lower[i], range.lower());
            upper[i] = Math.min(upper[i], range.upper());
        }
    }

    private Range range(int which) {
        if (which < nx) {
            return problem.states().get(which).bounds();
        }
        if (which < nx + nu) {
            return problem.controls().get(which - nx).bounds();
        }
        if (which < nx + nu + np) {
            return problem.parameters().get(which - nx - nu).bounds();
        }
        Horizon horizon = problem.horizon();
        return which == nx + nu + np ? horizon.start() : horizon.end();
    }

    /** The guess at every unknown's place, clipped to the bounds. */
    double[] start(double[] lower, double[] upper) {
        double[] z = new double[count];
        for (int i = 0; i < count; i++) {
            z[i] = Math.max(lower[i], Math.min(upper[i], guess(component[i], tau[i])));
        }
        return z;
    }

    private double guess(int which, double at) {
        Guess guess = problem.guess();
        Horizon horizon = problem.horizon();
        double t0 = horizon.startGuess();
        double tf = horizon.endGuess();
        double t = t0 + at * (tf - t0);
        if (which < nx) {
            return guess.states().get(which).at(t, t0, tf);
        }
        if (which < nx + nu) {
            return guess.controls().get(which - nx).at(t, t0, tf);
        }
        if (which < nx + nu + np) {
            return guess.parameters()[which - nx - nu];
        }
        return which == nx + nu + np ? t0 : tf;
    }

    /**
     * By unknown: the largest |guess| of its component over the mesh, raised to a thousandth of the finite bounds' size and cut at
     * it; the bounds' size, or 1, where the guess is 0.
     */
    double[] magnitudes(double[] z, double[] lower, double[] upper) {
        double[] largest = new double[nx + nu + np + 2];
        for (int i = 0; i < count; i++) {
            largest[component[i]] = Math.max(largest[component[i]], Math.abs(z[i]));
        }
        for (int c = 0; c < largest.length; c++) {
            Range range = range(c);
            double size = Math.max(Math.abs(range.lower()), Math.abs(range.upper()));
            if (Double.isFinite(size) && size > 0) {
                largest[c] = largest[c] == 0 ? size : Math.min(size, Math.max(largest[c], 1e-3 * size));
            }
            if (largest[c] == 0) {
                largest[c] = 1;
            }
        }
        double[] magnitudes = new double[count];
        for (int i = 0; i < count; i++) {
            magnitudes[i] = largest[component[i]];
        }
        return magnitudes;
    }

    /** The component's name. */
    String component(int which) {
        if (which < nx) {
            return problem.states().get(which).name();
        }
        if (which < nx + nu) {
            return problem.controls().get(which - nx).name();
        }
        if (which < nx + nu + np) {
            return problem.parameters().get(which - nx - nu).name();
        }
        return which == nx + nu + np ? "t(start)" : "t(end)";
    }

    /** For instance {@code v at t = 0.5}; times are those of the guess where the end times are free. */
    String name(int i) {
        return component[i] < nx + nu ? component(component[i]) + " at " + place(tau[i]) : component(component[i]);
    }

    /** {@code t = 0.5}, or {@code 0.5 of the horizon} if an end time is free. */
    String place(double at) {
        if (freeStart || freeEnd) {
            return String.format(java.util.Locale.ROOT, "%.4g of the horizon", at);
        }
        Horizon horizon = problem.horizon();
        double t = horizon.startGuess() + at * (horizon.endGuess() - horizon.startGuess());
        return String.format(java.util.Locale.ROOT, "t = %.4g", t);
    }
}
