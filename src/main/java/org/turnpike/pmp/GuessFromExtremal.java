package org.turnpike.pmp;

import java.util.Arrays;
import org.turnpike.solution.Trajectory;

/** (x, p, u) of another extremal of the same problem; integrals and the costates of parameters and integrals are 0. */
final class GuessFromExtremal implements CanonicalGuess {
    private final Trajectory trajectory;
    private final double[] parameters;
    private final int n;

    GuessFromExtremal(CanonicalSystem system, Extremal extremal) {
        trajectory = extremal.trajectory();
        parameters = extremal.parameters();
        n = system.size();
    }

    @Override
    public void at(double t, double[] y) {
        Arrays.fill(y, 0);
        int nx = trajectory.stateCount();
        int k = trajectory.intervalOf(t);
        double[] part = new double[nx];
        trajectory.state(k, t, part);
        System.arraycopy(part, 0, y, 0, nx);
        System.arraycopy(parameters, 0, y, nx, parameters.length);
        trajectory.costate(k, t, part);
        System.arraycopy(part, 0, y, n, nx);
    }

    @Override
    public double[] controls(double t) {
        double[] u = new double[trajectory.controlCount()];
        trajectory.control(trajectory.intervalOf(t), t, u);
        return u;
    }
}
