package org.turnpike.learning.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.pmp.ContinuousMaximumPrinciple;
import org.turnpike.learning.pmp.DiscreteMaximumPrinciple;
import org.turnpike.learning.pmp.DiscreteResiduals;
import org.turnpike.learning.pmp.Extremal;
import org.turnpike.learning.pmp.IndirectLimits;

/**
 * A direct solution beside the discrete maximum principle of its layers and the continuous one.
 *
 * @param direct the direct solution
 * @param coarse the direct solution on half as many layers, where only the continuous principle can be compared with; or null
 * @param discrete started beside the direct solution
 * @param continuous started from the discrete one
 * @param residuals of the discrete principle along the direct solution; null where it is not written
 * @param gap between direct and discrete; null where there is no discrete one
 */
public record TrainingComparison(
        Extremal direct,
        @Nullable Extremal coarse,
        Extremal discrete,
        Extremal continuous,
        @Nullable DiscreteResiduals residuals,
        @Nullable ExtremalGap gap,
        TrainingTolerances tolerances,
        TrainingVerdict verdict) {
    private static final double PERTURBATION = 0.01;
    private static final double NUDGE = 1e-3;

    /**
     * Compares.
     *
     * @param solverTolerance that of the direct solver
     * @param coarse the direct solution on half as many layers, for tasks without a discrete principle; or null
     */
    public static TrainingComparison of(
            Extremal direct, @Nullable Extremal coarse, double solverTolerance, IndirectLimits limits) {
        TrainingTask task = direct.task();
        Extremal discrete = new DiscreteMaximumPrinciple(task, limits).solve(beside(direct), besideSwitch(direct));
        Extremal continuous = new ContinuousMaximumPrinciple(task, limits)
                .solve(discrete.status().converged() ? discrete : direct);
        return of(direct, coarse, discrete, continuous, solverTolerance);
    }

    /** Compares solutions that are there. */
    static TrainingComparison of(
            Extremal direct,
            @Nullable Extremal coarse,
            Extremal discrete,
            Extremal continuous,
            double solverTolerance) {
        TrainingTask task = direct.task();
        boolean written = DiscreteMaximumPrinciple.inapplicable(task) == null;
        DiscreteResiduals residuals = written ? DiscreteResiduals.of(direct) : null;
        ExtremalGap gap =
                discrete.controls().length == direct.controls().length ? ExtremalGap.of(direct, discrete) : null;
        TrainingTolerances tolerances =
                TrainingTolerances.of(task, solverTolerance, residuals == null ? Double.NaN : residuals.curvature());
        TrainingComparison open = new TrainingComparison(
                direct,
                coarse,
                discrete,
                continuous,
                residuals,
                gap,
                tolerances,
                new TrainingVerdict(false, List.of(), List.of()));
        return new TrainingComparison(direct, coarse, discrete, continuous, residuals, gap, tolerances, open.judge());
    }

    /** The direct controls perturbed by one per cent, and zeros a little: the discrete principle has to find them again. */
    private static double[][] beside(Extremal direct) {
        SplittableRandom random = new SplittableRandom(1);
        double most = 0;
        for (int k = 0; k < direct.controls().length; k++) {
            most = Math.max(most, direct.norm(k));
        }
        double nudge = NUDGE * (most == 0 ? 1 : most);
        double[][] u = new double[direct.controls().length][];
        for (int k = 0; k < u.length; k++) {
            u[k] = direct.controls()[k].clone();
            for (int j = 0; j < u[k].length; j++) {
                u[k][j] *= 1 + PERTURBATION * (2 * random.nextDouble() - 1);
                u[k][j] += nudge * (2 * random.nextDouble() - 1);
            }
        }
        return u;
    }

    private static double besideSwitch(Extremal direct) {
        return direct.task().formulation() == Formulation.L1
                ? Math.min(
                        (1 + PERTURBATION) * direct.end(), 0.999 * direct.task().horizon())
                : direct.end();
    }

    private TrainingVerdict judge() {
        List<String> reasons = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (!direct.status().converged()) {
            reasons.add("the direct solution is none: " + direct.reason());
        }
        if (residuals != null) {
            judgeResiduals(residuals, reasons);
            if (residuals.saddle()) {
                reasons.add("the direct solution is no minimum. " + residuals.secondOrder());
            }
            judgeDiscrete(reasons);
            gapNote(notes);
        } else {
            notes.add("no discrete maximum principle: " + discrete.reason());
            judgeContinuous(reasons, notes);
        }
        return new TrainingVerdict(reasons.isEmpty(), reasons, notes);
    }

    private void judgeResiduals(DiscreteResiduals r, List<String> reasons) {
        residual(r.state(), "the direct states do not follow the layers", "", reasons);
        residual(r.costate(), "the direct costates do not follow the adjoint recursion", "", reasons);
        residual(r.law(), "the direct control is not argmin H", " on layer " + (r.layer() + 1), reasons);
    }

    private void residual(double value, String what, String where, List<String> reasons) {
        if (!(value <= tolerances.residual())) {
            reasons.add(format("%s: %.1e%s; allowed are %.1e", what, value, where, tolerances.residual()));
        }
    }

    private void judgeDiscrete(List<String> reasons) {
        if (!discrete.status().converged() || gap == null) {
            reasons.add("the discrete maximum principle has no solution beside it ("
                    + discrete.status().label() + "): " + discrete.reason());
            return;
        }
        boolean other = gap.objective() > tolerances.objective();
        if (other) {
            boolean stationary = residuals != null && residuals.law() <= tolerances.residual();
            reasons.add(format(
                    "%s: objective %.10g direct, %.10g by the discrete maximum principle started beside it",
                    stationary ? "different stationary points" : "the objectives differ",
                    direct.objective(),
                    discrete.objective()));
        }
        difference("controls", gap.control(), " on layer " + (gap.layer() + 1), reasons);
        difference("states", gap.state(), "", reasons);
        difference("costates", gap.costate(), "", reasons);
        if (!(gap.switchTime() <= tolerances.gap())) {
            reasons.add(format(
                    "the switching times differ: T* = %.8g direct, %.8g by the discrete maximum principle",
                    direct.end(), discrete.end()));
        }
    }

    private void difference(String what, double value, String where, List<String> reasons) {
        if (!(value <= tolerances.gap())) {
            reasons.add(format("the %s differ by %.1e%s; allowed are %.1e", what, value, where, tolerances.gap()));
        }
    }

    private void gapNote(List<String> notes) {
        if (!continuous.status().converged()) {
            notes.add("the continuous maximum principle was not solved ("
                    + continuous.status().label() + "): " + continuous.reason());
            return;
        }
        double share = discrete.objective() / continuous.objective() - 1;
        notes.add(format(
                Math.abs(share) < 1e-9
                        ? "the layers cost nothing: %2$.10g on layers and in continuous time"
                        : "the layers change the objective by %.2g %%: %.10g on layers, %.10g in continuous time",
                100 * share,
                discrete.objective(),
                continuous.objective()));
    }

    /** Without a discrete principle: the continuous one must lie as near as halving the layers suggests. */
    private void judgeContinuous(List<String> reasons, List<String> notes) {
        if (!continuous.status().converged()) {
            reasons.add("there is no indirect solution to compare with ("
                    + continuous.status().label() + "): " + continuous.reason());
            return;
        }
        if (coarse == null || !coarse.status().converged()) {
            reasons.add("there is no direct solution on half as many layers to measure the discretisation with");
            return;
        }
        double scale = Math.max(Math.abs(direct.objective()), Math.abs(continuous.objective()));
        double mesh = Math.abs(coarse.objective() - direct.objective()) / scale;
        double found = Math.abs(direct.objective() - continuous.objective()) / scale;
        double allowed = Math.max(1e-7, 2 * mesh);
        if (!(found <= allowed)) {
            reasons.add(format(
                    "the objectives differ by %.1e: %.10g direct, %.10g in continuous time; halving the layers changes it by %.1e",
                    found, direct.objective(), continuous.objective(), mesh));
        }
        double control = controlGap(direct, continuous);
        double coarser = controlGap(coarse, continuous);
        if (!(control <= Math.max(1e-6, 0.8 * coarser))) {
            reasons.add(format(
                    "the controls differ by %.1e, and by %.1e on half as many layers: they do not converge",
                    control, coarser));
        }
        notes.add(format(
                "against the continuous maximum principle: objective to %.1e, controls to %.1e", found, control));
    }

    /** largest |u_k − u(middle of layer k)| / largest |u|, of controls by layer or node. */
    static double controlGap(Extremal layers, Extremal continuous) {
        double difference = 0;
        double most = 0;
        for (int k = 0; k < layers.controls().length; k++) {
            double t = layers.nodal() ? layers.times()[k] : (layers.times()[k] + layers.times()[k + 1]) / 2;
            double[] u = continuous.control(t);
            for (int j = 0; j < u.length; j++) {
                double d = Math.abs(u[j] - layers.controls()[k][j]);
                difference = d <= difference ? difference : d;
                most = Math.max(most, Math.abs(u[j]));
            }
        }
        return most == 0 ? difference : difference / most;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
