package org.turnpike.comparison.variation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.turnpike.comparison.variation.SecondOrderResult.Kind;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.linalg.Matrix;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.verification.FunctionFactory;

/**
 * The second-order conditions of an extremal on which H is strictly convex in u: sufficient for a strict local minimum, and, where the control
 * stays inside its bounds, necessary apart from the limiting case.
 *
 * <p>It does not apply, and says so, with jumps of the control (arcs that are off, singular or on a constraint), active state
 * bounds, constraints on integrals or coupled ends, and end costs that couple both ends.
 */
public final class RiccatiTest {
    private static final String METHOD = "Riccati";
    /** A range at the end counts as a fixed value if the state is this near to its limit, relative to 1 + |limit|. */
    private static final double REACHED = 1e-6;

    private final Solution solution;
    private final OptimalControlProblem problem;
    private final Extremal extremal;
    private final LegendreClebsch legendre;
    private final int nx;

    private RiccatiTest(Solution solution, FunctionFactory factory) {
        this.solution = solution;
        problem = solution.problem();
        extremal = new Extremal(solution, factory);
        legendre = LegendreClebsch.along(extremal);
        nx = problem.states().size();
    }

    /** Makes the test; undecided, with the reason, where it does not apply. */
    public static SecondOrderResult of(Solution solution, FunctionFactory factory) {
        return new RiccatiTest(solution, factory).result();
    }

    private SecondOrderResult result() {
        String obstacle = obstacle();
        if (obstacle != null) {
            return answer(Kind.UNDECIDED, obstacle, Double.NaN);
        }
        int ny = extremal.variation().dimension();
        Matrix ends = extremal.variation()
                .endCost(
                        Arrays.copyOf(solution.trajectory().states(), nx),
                        lastState(),
                        extremal.shared(),
                        solution.startTime(),
                        solution.finalTime());
        int[] start = IntStream.range(0, nx).toArray();
        int[] end = IntStream.range(nx, nx + ny).toArray();
        if (ends.select(start, end).largest() > 0) {
            return answer(Kind.UNDECIDED, "The cost couples both ends.", Double.NaN);
        }
        boolean[] fixedAtEnd = new boolean[ny];
        List<Integer> freeAtStart = new ArrayList<>();
        for (int i = 0; i < nx; i++) {
            State state = problem.states().get(i);
            fixedAtEnd[i] = held(state.end(), lastState()[i]);
            if (!held(state.start(), solution.trajectory().states()[i])) {
                freeAtStart.add(i);
            }
        }
        for (int i = nx; i < ny; i++) {
            freeAtStart.add(i);
        }
        boolean saturated = solution.structure().stream().anyMatch(a -> a.kind().equals("bang"));
        ConjugatePoints.Outcome outcome =
                new ConjugatePoints(extremal, freeControls()).test(fixedAtEnd, ends.select(end, end));
        if (outcome.problem() != null) {
            return answer(Kind.UNDECIDED, capital(outcome.problem()) + ".", Double.NaN);
        }
        if (!Double.isNaN(outcome.time())) {
            return answer(
                    saturated ? Kind.UNDECIDED : Kind.SADDLE,
                    String.format(
                            Locale.ROOT,
                            "t = %.5g is conjugate to the end: a neighbour from there on costs less%s.",
                            outcome.time(),
                            saturated ? ", unless the bounds of the control forbid it" : ""),
                    outcome.time());
        }
        Matrix z = outcome.atStart();
        if (z == null) {
            return answer(Kind.UNDECIDED, "The test did not reach the start.", Double.NaN);
        }
        return atStart(z, ends.select(start, start), freeAtStart, saturated);
    }

    /**
     * δy = X c with the components that are fixed at the start zero, and cost cᵀ XᵀP c + δyᵀ φ₀_yy δy: positive unless δy = 0? In
     * units of y.
     */
    private SecondOrderResult atStart(Matrix z, Matrix startCost, List<Integer> free, boolean saturated) {
        int ny = z.columns();
        double[] size = extremal.sizes();
        double[] unit = new double[ny * ny];
        double[] cost = new double[ny * ny];
        for (int i = 0; i < ny; i++) {
            unit[i * ny + i] = 1 / size[i];
            for (int j = 0; j < Math.min(nx, ny); j++) {
                cost[i * ny + j] = i < nx ? startCost.at(i, j) : 0;
            }
        }
        Matrix x = z.rows(0, ny);
        int[] all = IntStream.range(0, ny).toArray();
        int[] fixed = IntStream.range(0, ny).filter(i -> !free.contains(i)).toArray();
        Matrix own = Matrix.of(ny, ny, unit).times(x);
        Matrix moves = Subspace.kernel(own.select(fixed, all));
        Matrix kept = moves == null ? null : moves.times(Subspace.rowSpace(own.times(moves), own.largest()));
        if (kept == null) {
            return answer(Kind.UNDECIDED, "The directions at the start could not be computed.", Double.NaN);
        }
        Matrix form = x.transpose()
                .times(z.rows(ny, 2 * ny))
                .symmetricPart()
                .plus(x.transpose().times(Matrix.of(ny, ny, cost)).times(x));
        Matrix reduced = kept.transpose().times(form).times(kept).symmetricPart();
        double[] eigenvalues = reduced.symmetricEigenvalues();
        double least = eigenvalues == null ? Double.NaN : eigenvalues.length == 0 ? 1 : eigenvalues[0];
        if (Double.isNaN(least)
                || reduced.rows() > 0 && Math.abs(least) <= LegendreClebsch.ZERO * (form.largest() + 1e-300)) {
            return answer(
                    Kind.UNDECIDED, "The cost is flat in what is free at the start, or in the free time.", Double.NaN);
        }
        if (least < 0) {
            return answer(
                    saturated ? Kind.UNDECIDED : Kind.SADDLE,
                    "Changing what is free at the start, parameters or the final time lowers the cost to second order.",
                    Double.NaN);
        }
        return answer(
                Kind.MINIMUM, "H_uu is positive and there is no conjugate point on the whole horizon.", Double.NaN);
    }

    private @Nullable String obstacle() {
        if (problem.controls().isEmpty()) {
            return "There is no control.";
        }
        if (!legendre.strengthened()) {
            return String.format(
                    Locale.ROOT,
                    "H_uu is not positive (least eigenvalue %.2g at t = %.4g): the Riccati equation does not exist.",
                    legendre.least(),
                    legendre.time());
        }
        if (!problem.integrals().isEmpty() || !problem.boundary().isEmpty()) {
            return "Constraints on integrals or on both ends are not part of the Riccati test.";
        }
        if (kinks()) {
            return "The cost has a kink in a control.";
        }
        for (Arc arc : solution.structure()) {
            if (!arc.kind().equals("interior") && !arc.kind().equals("bang")) {
                return "An arc is " + arc.kind() + ": the Riccati test is for controls without jumps.";
            }
        }
        return activeState();
    }

    private boolean kinks() {
        return Tape.of(List.of(problem.objective().running())).nodes().stream()
                .anyMatch(n -> n instanceof Unary u && u.function() == UnaryFunction.ABS);
    }

    private @Nullable String activeState() {
        double[] states = solution.trajectory().states();
        for (int node = 1; node + 1 < states.length / Math.max(1, nx); node++) {
            for (int i = 0; i < nx; i++) {
                Range bounds = problem.states().get(i).bounds();
                double value = states[node * nx + i];
                if (reached(bounds.lower(), value) || reached(bounds.upper(), value)) {
                    return "The state " + problem.states().get(i).name() + " is at its bound.";
                }
            }
        }
        return null;
    }

    private ConjugatePoints.FreeControls freeControls() {
        List<List<double[]>> bang = new ArrayList<>();
        double last = Double.POSITIVE_INFINITY;
        for (Arc arc : solution.structure()) {
            if (arc.from() < last) {
                bang.add(new ArrayList<>());
            }
            last = arc.to();
            if (arc.kind().equals("bang")) {
                bang.get(bang.size() - 1).add(new double[] {arc.from(), arc.to()});
            }
        }
        int nu = problem.controls().size();
        return bang.size() == nu ? ConjugatePoints.FreeControls.inside(bang) : ConjugatePoints.FreeControls.all(nu);
    }

    private double[] lastState() {
        double[] states = solution.trajectory().states();
        return Arrays.copyOfRange(states, states.length - nx, states.length);
    }

    private static boolean held(Range range, double value) {
        return range.isFixed() || reached(range.lower(), value) || reached(range.upper(), value);
    }

    private static boolean reached(double limit, double value) {
        return Double.isFinite(limit) && Math.abs(value - limit) <= REACHED * (1 + Math.abs(limit));
    }

    private SecondOrderResult answer(Kind kind, String reason, double conjugate) {
        return new SecondOrderResult(kind, METHOD, reason, legendre.least(), legendre.time(), conjugate);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
