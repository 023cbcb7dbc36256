package org.turnpike.ode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.events.EventHandler;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;

/**
 * Integrates a vector field that changes where switching functions change sign; the times are located by a bracketing root finder on the
 * dense output, and the integration starts anew there, so that no step straddles a switch.
 */
public final class SwitchedIntegration {
    private static final int EVALUATIONS = 1_000_000;
    private static final int ROOT_STEPS = 200;

    /** A field with modes, and what decides between them. */
    public interface Switched {
        /** The number of switching functions. */
        int switches();

        /** The value of switching function i; its mode changes where the sign does. */
        double switching(int i, double t, double[] x);

        /** Tells that switching function i is positive from now on, or negative. */
        void set(int i, boolean positive);

        /** f(t, x) in the present modes into {@code derivative}. */
        void evaluate(double t, double[] x, double[] derivative);
    }

    /**
     * A located switch.
     *
     * @param function which switching function
     * @param positive whether it is positive after
     */
    public record Switch(double time, int function, boolean positive) {}

    /**
     * The end of an integration.
     *
     * @param completed whether the end time was reached
     * @param state x there; NaN if it was not
     */
    public record Result(boolean completed, double[] state, List<Switch> switches) {}

    private final double tolerance;

    /** @param tolerance of the integration, absolute and relative; times of switches are located to it */
    public SwitchedIntegration(double tolerance) {
        this.tolerance = tolerance;
    }

    /** From (t₀, x₀) to t₁ &gt; t₀. Modes are set by the signs at the start first. */
    public Result integrate(Switched field, double t0, double[] start, double t1) {
        List<Switch> switches = new ArrayList<>();
        DormandPrince853Integrator integrator =
                new DormandPrince853Integrator(1e-14 * (t1 - t0), t1 - t0, tolerance, tolerance);
        integrator.setMaxEvaluations(EVALUATIONS);
        for (int i = 0; i < field.switches(); i++) {
            field.set(i, field.switching(i, t0, start) > 0);
            integrator.addEventHandler(
                    new Location(field, i, switches), (t1 - t0) / 50, tolerance * (t1 - t0), ROOT_STEPS);
        }
        double[] end = new double[start.length];
        try {
            integrator.integrate(equations(field, start.length), t0, start, t1, end);
            return new Result(true, end, List.copyOf(switches));
        } catch (MathIllegalArgumentException | MathIllegalStateException e) {
            // Undefined values, steps too short, or too many evaluations.
            Arrays.fill(end, Double.NaN);
            return new Result(false, end, List.copyOf(switches));
        }
    }

    private static FirstOrderDifferentialEquations equations(Switched field, int dimension) {
        return new FirstOrderDifferentialEquations() {
            @Override
            public int getDimension() {
                return dimension;
            }

            @Override
            public void computeDerivatives(double t, double[] x, double[] derivative) {
                field.evaluate(t, x, derivative);
            }
        };
    }

    private record Location(Switched field, int function, List<Switch> switches) implements EventHandler {
        @Override
        public void init(double t0, double[] start, double t1) {}

        @Override
        public double g(double t, double[] x) {
            return field.switching(function, t, x);
        }

        @Override
        public Action eventOccurred(double t, double[] x, boolean increasing) {
            switches.add(new Switch(t, function, increasing));
            field.set(function, increasing);
            return Action.RESET_DERIVATIVES;
        }

        @Override
        public void resetState(double t, double[] x) {}
    }
}
