package org.turnpike.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.turnpike.solution.PhasedSolution;

/**
 * The curves of several phases put end to end: a name that several have is one curve, undefined (NaN) in phases without it; a
 * jump at a border is two samples of one time. Phases that overlap in time have curves of their own.
 */
final class PhasedCurves implements Curves {
    private final PhasedSolution solution;
    private final List<CurveSampler> phases = new ArrayList<>();

    PhasedCurves(PhasedSolution solution) {
        this.solution = solution;
        solution.phases().forEach(phase -> phases.add(new CurveSampler(phase)));
    }

    @Override
    public List<Curve> states() {
        return joined(CurveSampler::states);
    }

    @Override
    public List<Curve> controls() {
        return joined(CurveSampler::controls);
    }

    @Override
    public List<Curve> costates() {
        return joined(CurveSampler::costates);
    }

    @Override
    public List<Curve> hamiltonian() {
        return joined(CurveSampler::hamiltonian);
    }

    private List<Curve> joined(Function<CurveSampler, List<Curve>> kind) {
        List<List<Curve>> parts = new ArrayList<>();
        phases.forEach(phase -> parts.add(kind.apply(phase)));
        int[] offsets = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            int samples = parts.get(i).isEmpty() ? 0 : parts.get(i).get(0).times().length;
            offsets[i + 1] = offsets[i] + samples;
        }
        double[] times = new double[offsets[parts.size()]];
        Map<String, Curve> curves = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            for (Curve part : parts.get(i)) {
                System.arraycopy(part.times(), 0, times, offsets[i], part.times().length);
                String name = solution.inSequence() ? part.name() : part.name() + " (" + solution.name(i) + ")";
                Curve whole = curves.computeIfAbsent(name, n -> new Curve(n, times, undefined(times), part.bounds()));
                System.arraycopy(part.values(), 0, whole.values(), offsets[i], part.values().length);
            }
        }
        return solution.inSequence() ? List.copyOf(curves.values()) : sorted(times, curves);
    }

    /** Axes need ascending times. */
    private static List<Curve> sorted(double[] times, Map<String, Curve> curves) {
        Integer[] order = new Integer[times.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, java.util.Comparator.comparingDouble(i -> times[i]));
        double[] ascending = Arrays.stream(order).mapToDouble(i -> times[i]).toArray();
        List<Curve> result = new ArrayList<>();
        for (Curve curve : curves.values()) {
            double[] values =
                    Arrays.stream(order).mapToDouble(i -> curve.values()[i]).toArray();
            result.add(new Curve(curve.name(), ascending, interpolated(ascending, values), curve.bounds()));
        }
        return result;
    }

    /** Values between defined ones filled in linearly: samples of other phases lie between. */
    private static double[] interpolated(double[] times, double[] values) {
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                continue;
            }
            for (int j = last + 1; last >= 0 && j < i; j++) {
                double length = times[i] - times[last];
                double s = length > 0 ? (times[j] - times[last]) / length : 0;
                values[j] = (1 - s) * values[last] + s * values[i];
            }
            last = i;
        }
        return values;
    }

    private static double[] undefined(double[] times) {
        double[] values = new double[times.length];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
