package org.turnpike.pmp.shooting;

import java.util.Arrays;

/**
 * The shooting equations of a {@link MultipointProblem}.
 *
 * <p>Unknowns: y at the start of each segment (segments of an arc have equal length), junction times, t₀ and t_f where they are free,
 * jump heights ν, multipliers η. Equations: one vector a segment but the last (continuity), conditions of the junctions, conditions of
 * the ends.
 */
public final class ShootingSystem implements NonlinearSystem {
    /** Arcs shorter than this share of the horizon have collapsed. */
    private static final double COLLAPSED = 1e-9;

    private final MultipointProblem problem;
    private final int[] segments;
    private final Flow flow;
    private final int n;
    private final int arcs;
    private final int total;
    private final int timesAt;
    private final int jumpsAt;
    private final int multipliersAt;
    private final int unknowns;
    private final int equations;
    private final int[] jumpOf;
    private final int[] arcOf;
    private final int[] firstOf;
    private final ConditionEvaluation conditions;

    /** @param segments at least one for each arc */
    public ShootingSystem(MultipointProblem problem, int[] segments, Flow flow) {
        this.problem = problem;
        this.segments = segments.clone();
        this.flow = flow;
        n = problem.dimension();
        arcs = problem.arcs().size();
        total = Arrays.stream(segments).sum();
        arcOf = new int[total];
        firstOf = new int[arcs];
        int s = 0;
        for (int a = 0; a < arcs; a++) {
            firstOf[a] = s;
            Arrays.fill(arcOf, s, s + segments[a], a);
            s += segments[a];
        }
        timesAt = total * n;
        jumpsAt = timesAt + arcs - 1 + (problem.startFree() ? 1 : 0) + (problem.endFree() ? 1 : 0);
        jumpOf = new int[arcs - 1];
        int jumps = 0;
        int count = (total - 1) * n + problem.ends().outputs();
        for (int a = 0; a < arcs - 1; a++) {
            jumpOf[a] = problem.junctions().get(a).jump() == null ? -1 : jumpsAt + jumps++;
            count += problem.junctions().get(a).conditions();
        }
        multipliersAt = jumpsAt + jumps;
        unknowns = multipliersAt + problem.multipliers();
        equations = count;
        conditions = new ConditionEvaluation(problem);
    }

    @Override
    public int unknowns() {
        return unknowns;
    }

    @Override
    public int equations() {
        return equations;
    }

    @Override
    public boolean exhausted() {
        return flow.budget().exhausted();
    }

    /** The number of segments. */
    public int segments() {
        return total;
    }

    int arcOf(int segment) {
        return arcOf[segment];
    }

    /** y at the start of a segment. */
    double[] node(double[] z, int segment) {
        return Arrays.copyOfRange(z, segment * n, (segment + 1) * n);
    }

    /** The unknown that is junction time a = 0 … A, t₀ and t_f included; −1 if that one is fixed. */
    private int timeUnknown(int a) {
        if (a == 0) {
            return problem.startFree() ? timesAt + arcs - 1 : -1;
        }
        if (a == arcs) {
            return problem.endFree() ? jumpsAt - 1 : -1;
        }
        return timesAt + a - 1;
    }

    /** Junction time a = 0 … A. */
    public double time(double[] z, int a) {
        int at = timeUnknown(a);
        return at >= 0 ? z[at] : a == 0 ? problem.start() : problem.end();
    }

    /** Height ν of the jump at the end of arc a, 0 if there is none. */
    public double jump(double[] z, int a) {
        return jumpOf[a] < 0 ? 0 : z[jumpOf[a]];
    }

    /** η. */
    public double[] multipliers(double[] z) {
        return Arrays.copyOfRange(z, multipliersAt, unknowns);
    }

    double segmentStart(double[] z, int segment) {
        int a = arcOf[segment];
        double share = (double) (segment - firstOf[a]) / segments[a];
        return (1 - share) * time(z, a) + share * time(z, a + 1);
    }

    double segmentEnd(double[] z, int segment) {
        return segment + 1 < total && arcOf[segment + 1] == arcOf[segment]
                ? segmentStart(z, segment + 1)
                : time(z, arcOf[segment] + 1);
    }

    /** A start: nodes from a guess of y, junction times as given (A + 1), jumps and multipliers 0. */
    public double[] start(double[] times, Guess guess) {
        double[] z = new double[unknowns];
        for (int a = 0; a <= arcs; a++) {
            if (timeUnknown(a) >= 0) {
                z[timeUnknown(a)] = times[a];
            }
        }
        double[] y = new double[n];
        for (int s = 0; s < total; s++) {
            guess.at(segmentStart(z, s), y);
            System.arraycopy(y, 0, z, s * n, n);
        }
        return z;
    }

    /** y(t), a first idea. */
    @FunctionalInterface
    public interface Guess {
        /** y(t) into {@code y}. */
        void at(double t, double[] y);
    }

    @Override
    public boolean admissible(double[] z) {
        double length = time(z, arcs) - time(z, 0);
        if (!(length > 0)) {
            return false;
        }
        for (int a = 0; a < arcs; a++) {
            if (!(time(z, a + 1) - time(z, a) > COLLAPSED * length)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void scale(double[] z, double[] scale) {
        double[] size = flow.scale();
        double length = Math.abs(time(z, arcs) - time(z, 0));
        for (int i = 0; i < timesAt; i++) {
            scale[i] = Math.max(size[i % n], Math.abs(z[i]));
        }
        for (int i = timesAt; i < jumpsAt; i++) {
            scale[i] = length;
        }
        for (int i = jumpsAt; i < unknowns; i++) {
            scale[i] = Math.max(1, Math.abs(z[i]));
        }
    }

    @Override
    public boolean residual(double[] z, double[] residual) {
        double[] end = new double[n];
        int row = 0;
        for (int s = 0; s < total; s++) {
            int a = arcOf[s];
            double[] node = node(z, s);
            if (!flow.end(problem.arcs().get(a), segmentStart(z, s), node, segmentEnd(z, s), end)) {
                return false;
            }
            boolean last = s + 1 == total;
            if (!last && arcOf[s + 1] != a) {
                row = conditions.junction(a, time(z, a + 1), end, node(z, s + 1), residual, row);
                conditions.jump(a, time(z, a + 1), end, jump(z, a));
            }
            if (last) {
                row = conditions.ends(node(z, 0), time(z, 0), end, time(z, arcs), multipliers(z), residual, row);
            } else {
                for (int i = 0; i < n; i++) {
                    residual[row++] = end[i] - z[(s + 1) * n + i];
                }
            }
        }
        for (double r : residual) {
            if (!Double.isFinite(r)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean residualAndJacobian(double[] z, double[] residual, double[] jacobian) {
        Arrays.fill(jacobian, 0);
        double[] end = new double[n];
        Sensitivity sensitivity = new Sensitivity();
        int row = 0;
        for (int s = 0; s < total; s++) {
            int a = arcOf[s];
            ArcField field = problem.arcs().get(a);
            double[] node = node(z, s);
            double from = segmentStart(z, s);
            double to = segmentEnd(z, s);
            if (!flow.endAndTransition(field, from, node, to, end, sensitivity.transition)) {
                return false;
            }
            sensitivity.of(field, s, from, node, to, end);
            boolean last = s + 1 == total;
            if (!last && arcOf[s + 1] != a) {
                double[] next = node(z, s + 1);
                double time = time(z, a + 1);
                conditions.junction(a, time, end, next, residual, row);
                int count = problem.junctions().get(a).conditions();
                double[] toBefore = new double[count * n];
                double[] toAfter = new double[count * n];
                double[] toTime = new double[count];
                conditions.junctionJacobian(a, time, end, next, toBefore, toAfter, toTime);
                for (int c = 0; c < count; c++) {
                    sensitivity.add(jacobian, row + c, toBefore, c * n);
                    for (int i = 0; i < n; i++) {
                        jacobian[(row + c) * unknowns + (s + 1) * n + i] += toAfter[c * n + i];
                    }
                    jacobian[(row + c) * unknowns + timeUnknown(a + 1)] += toTime[c];
                }
                row += count;
                if (jumpOf[a] >= 0) {
                    row = jumped(z, residual, jacobian, row, s, end, sensitivity);
                    continue;
                }
            }
            if (last) {
                ends(z, residual, jacobian, row, node(z, 0), end, sensitivity);
            } else {
                for (int i = 0; i < n; i++) {
                    residual[row + i] = end[i] - z[(s + 1) * n + i];
                    sensitivity.addComponent(jacobian, row + i, i);
                    jacobian[(row + i) * unknowns + (s + 1) * n + i] -= 1;
                }
                row += n;
            }
        }
        for (double r : residual) {
            if (!Double.isFinite(r)) {
                return false;
            }
        }
        return true;
    }

    /** Continuity across a jump: Y + ν d(Y, t) − y₊. */
    private int jumped(
            double[] z, double[] residual, double[] jacobian, int row, int s, double[] end, Sensitivity sensitivity) {
        int a = arcOf[s];
        double height = jump(z, a);
        double time = time(z, a + 1);
        double[] direction = new double[n];
        double[] derivative = new double[n * (n + 1)];
        conditions.direction(a, time, end, direction, derivative);
        double[] toEnd = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                toEnd[j] = height * derivative[i * (n + 1) + j] + (i == j ? 1 : 0);
            }
            residual[row + i] = end[i] + height * direction[i] - z[(s + 1) * n + i];
            sensitivity.add(jacobian, row + i, toEnd, 0);
            int base = (row + i) * unknowns;
            jacobian[base + timeUnknown(a + 1)] += height * derivative[i * (n + 1) + n];
            jacobian[base + jumpOf[a]] += direction[i];
            jacobian[base + (s + 1) * n + i] -= 1;
        }
        return row + n;
    }

    private void ends(
            double[] z,
            double[] residual,
            double[] jacobian,
            int row,
            double[] first,
            double[] end,
            Sensitivity sensitivity) {
        double[] eta = multipliers(z);
        conditions.ends(first, time(z, 0), end, time(z, arcs), eta, residual, row);
        int count = problem.ends().outputs();
        int width = 2 * (n + 1) + eta.length;
        double[] derivative = new double[count * width];
        conditions.endsJacobian(first, time(z, 0), end, time(z, arcs), eta, derivative);
        for (int c = 0; c < count; c++) {
            int base = (row + c) * unknowns;
            int from = c * width;
            for (int i = 0; i < n; i++) {
                jacobian[base + i] += derivative[from + i];
            }
            addTime(jacobian, base, 0, derivative[from + n]);
            sensitivity.add(jacobian, row + c, derivative, from + n + 1);
            addTime(jacobian, base, arcs, derivative[from + 2 * n + 1]);
            for (int e = 0; e < eta.length; e++) {
                jacobian[base + multipliersAt + e] += derivative[from + 2 * n + 2 + e];
            }
        }
    }

    private void addTime(double[] jacobian, int base, int a, double value) {
        if (timeUnknown(a) >= 0) {
            jacobian[base + timeUnknown(a)] += value;
        }
    }

    /** The derivative of a segment's end with respect to the unknowns. */
    private final class Sensitivity {
        final double[] transition = new double[n * n];
        private final double[] toStart = new double[n];
        private final double[] toEnd = new double[n];
        private final double[] slope = new double[n];
        private int segment;

        void of(ArcField field, int s, double from, double[] node, double to, double[] end) {
            segment = s;
            field.evaluate(to, end, toEnd);
            field.evaluate(from, node, slope);
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += transition[i * n + j] * slope[j];
                }
                toStart[i] = -sum;
            }
        }

        /** Adds g · ∂Y to a row, g = weights[from …]. */
        void add(double[] jacobian, int row, double[] weights, int from) {
            for (int i = 0; i < n; i++) {
                if (weights[from + i] != 0) {
                    addScaled(jacobian, row, i, weights[from + i]);
                }
            }
        }

        void addComponent(double[] jacobian, int row, int i) {
            addScaled(jacobian, row, i, 1);
        }

        private void addScaled(double[] jacobian, int row, int i, double factor) {
            int base = row * unknowns;
            for (int j = 0; j < n; j++) {
                jacobian[base + segment * n + j] += factor * transition[i * n + j];
            }
            int a = arcOf[segment];
            double share = (double) (segment - firstOf[a]) / segments[a];
            double next = (double) (segment + 1 - firstOf[a]) / segments[a];
            addTime(jacobian, base, a, factor * ((1 - share) * toStart[i] + (1 - next) * toEnd[i]));
            addTime(jacobian, base, a + 1, factor * (share * toStart[i] + next * toEnd[i]));
        }
    }
}
