package org.turnpike.problem;

/**
 * A first idea of the solution, for every component and time.
 *
 * @param states one profile a state
 * @param controls one profile a control
 * @param parameters one value a parameter
 */
public record Guess(java.util.List<Profile> states, java.util.List<Profile> controls, double[] parameters) {
    /** A function of time. */
    @FunctionalInterface
    public interface Profile {
        /** The value at t in [startTime, endTime]. */
        double at(double t, double startTime, double endTime);
    }
}
