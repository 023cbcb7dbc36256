package org.turnpike.ode;

import java.util.Arrays;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.apache.commons.math3.ode.sampling.StepHandler;
import org.apache.commons.math3.ode.sampling.StepInterpolator;

/**
 * The Dormand–Prince 8(5,3) pair with step-size control and dense output of order 7.
 *
 * <p>A step is accepted if its error estimate, divided componentwise by absolute_i + relative · |x_i|, has root mean square
 * at most 1. The first step tried is the whole interval: callers integrate over mesh intervals, most of which need one step.
 * If f is not finite at a trial point, the integration is tried again with steps at most 1/16 as long, three times.
 */
public final class DormandPrince {
    private static final int ATTEMPTS = 4;
    private static final double SHORTER = 1.0 / 16;

    private final double[] absolute;
    private final double[] relative;
    private final int evaluationLimit;

    /**
     * @param absolute one tolerance a component, positive
     * @param relative tolerance relative to |x_i|
     * @param evaluationLimit on one call of {@code integrate}
     */
    public DormandPrince(double[] absolute, double relative, int evaluationLimit) {
        this.absolute = absolute.clone();
        this.relative = new double[absolute.length];
        Arrays.fill(this.relative, relative);
        this.evaluationLimit = evaluationLimit;
    }

    /** x(t₁) from x(t₀) = {@code start}; t₁ may lie before t₀. */
    public Integration integrate(RightHandSide f, double t0, double[] start, double t1) {
        return integrate(f, t0, start, t1, new double[0], new double[0]);
    }

    /**
     * The same with dense output.
     *
     * @param times between t₀ and t₁, in the direction of integration
     * @param values times × components, row-major: receives x at {@code times}; NaN where the integration did not come
     */
    public Integration integrate(
            RightHandSide f, double t0, double[] start, double t1, double[] times, double[] values) {
        int n = start.length;
        Arrays.fill(values, 0, times.length * n, Double.NaN);
        double length = Math.abs(t1 - t0);
        if (n == 0 || length == 0) {
            for (int i = 0; i < times.length; i++) {
                System.arraycopy(start, 0, values, i * n, n);
            }
            return new Integration(
                    Integration.Status.COMPLETED, "There was nothing to integrate.", t1, start.clone(), 0);
        }
        double resolution = 4 * Math.max(Math.ulp(t0), Math.ulp(t1));
        if (length <= 1e-12 * Math.max(Math.abs(t0), Math.abs(t1)) || length <= 16 * resolution) {
            return tinyStep(f, t0, start, t1, times, values);
        }
        Guarded guarded = new Guarded(f, n);
        double longest = length;
        for (int attempt = 1; ; attempt++) {
            int left = evaluationLimit - guarded.evaluations;
            DormandPrince853Integrator integrator =
                    new DormandPrince853Integrator(Math.min(resolution, longest), longest, absolute, relative);
            integrator.setInitialStepSize(longest);
            integrator.setMaxEvaluations(Math.max(1, left));
            if (times.length > 0) {
                integrator.addStepHandler(new DenseOutput(times, values, n));
            }
            double[] end = new double[n];
            try {
                integrator.integrate(guarded, t0, start, t1, end);
                if (finite(end)) {
                    return new Integration(
                            Integration.Status.COMPLETED, "The end was reached.", t1, end, guarded.evaluations);
                }
                guarded.undefinedAt = t1;
            } catch (UndefinedValue undefined) {
                // A trial stage outside f's domain is no failure yet: shorter steps may stay inside.
            } catch (MaxCountExceededException limit) {
                String reason =
                        "The limit of " + evaluationLimit + " evaluations was reached at t = " + guarded.time + ".";
                return failure(Integration.Status.EVALUATION_LIMIT, reason, guarded, n);
            } catch (MathIllegalArgumentException | MathIllegalStateException underflow) {
                String reason = "The tolerance asks for steps too short to take at t = " + guarded.time + ".";
                return failure(Integration.Status.STEP_UNDERFLOW, reason, guarded, n);
            }
            longest *= SHORTER;
            if (attempt == ATTEMPTS || longest <= resolution) {
                guarded.time = guarded.undefinedAt;
                String reason = "The right-hand side is undefined at t = " + guarded.undefinedAt + ".";
                return failure(Integration.Status.UNDEFINED, reason, guarded, n);
            }
        }
    }

    /** An interval of a few units in the last place, which an adaptive step cannot divide: one Euler step is exact to rounding. */
    private static Integration tinyStep(
            RightHandSide f, double t0, double[] start, double t1, double[] times, double[] values) {
        int n = start.length;
        double[] slope = new double[n];
        double[] end = new double[n];
        f.evaluate(t0, start, slope);
        for (int i = 0; i < n; i++) {
            end[i] = start[i] + (t1 - t0) * slope[i];
            for (int k = 0; k < times.length; k++) {
                values[k * n + i] = start[i] + (times[k] - t0) * slope[i];
            }
        }
        if (finite(end)) {
            return new Integration(Integration.Status.COMPLETED, "The end was reached.", t1, end, 1);
        }
        Arrays.fill(end, Double.NaN);
        String reason = "The right-hand side is undefined at t = " + t0 + ".";
        return new Integration(Integration.Status.UNDEFINED, reason, t0, end, 1);
    }

    private static Integration failure(Integration.Status status, String reason, Guarded guarded, int n) {
        double[] nothing = new double[n];
        Arrays.fill(nothing, Double.NaN);
        return new Integration(status, reason, guarded.time, nothing, guarded.evaluations);
    }

    private static boolean finite(double[] x) {
        for (double value : x) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Leaves the integrator at the first undefined value: its step control would take a NaN error for a small one. */
    private static final class Guarded implements FirstOrderDifferentialEquations {
        private final RightHandSide f;
        private final int dimension;
        private int evaluations;
        private double time = Double.NaN;
        private double undefinedAt = Double.NaN;

        Guarded(RightHandSide f, int dimension) {
            this.f = f;
            this.dimension = dimension;
        }

        @Override
        public int getDimension() {
            return dimension;
        }

        @Override
        public void computeDerivatives(double t, double[] x, double[] derivative) {
            evaluations++;
            time = t;
            f.evaluate(t, x, derivative);
            if (!finite(derivative)) {
                undefinedAt = t;
                throw UndefinedValue.SIGNAL;
            }
        }
    }

    private static final class UndefinedValue extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final UndefinedValue SIGNAL = new UndefinedValue();

        private UndefinedValue() {
            super("undefined value", null, false, false);
        }
    }

    /** Copies x at given times out of the steps that hold them. */
    private static final class DenseOutput implements StepHandler {
        private final double[] times;
        private final double[] values;
        private final int n;
        private int next;

        DenseOutput(double[] times, double[] values, int n) {
            this.times = times;
            this.values = values;
            this.n = n;
        }

        @Override
        public void init(double t0, double[] start, double t1) {
            next = 0;
        }

        @Override
        public void handleStep(StepInterpolator step, boolean last) {
            double end = step.getCurrentTime();
            boolean forward = end >= step.getPreviousTime();
            while (next < times.length && (last || (forward ? times[next] <= end : times[next] >= end))) {
                step.setInterpolatedTime(times[next]);
                System.arraycopy(step.getInterpolatedState(), 0, values, next * n, n);
                next++;
            }
        }
    }
}
