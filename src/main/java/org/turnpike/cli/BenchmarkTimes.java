package org.turnpike.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.turnpike.solve.Measurement;

/** Measurements of the same problem in one process: the first, and median and minimum of the others, NaN if there are none. */
final class BenchmarkTimes {
    private final List<Sample> samples = new ArrayList<>();
    private String name = "";

    private record Sample(double readSeconds, Measurement measurement) {}

    private record Seconds(double first, double median, double min) {
        Map<String, Double> members() {
            Map<String, Double> members = new LinkedHashMap<>();
            members.put("first", first);
            members.put("median", median);
            members.put("min", min);
            return members;
        }
    }

    /** Conjugate-gradient steps of converged Newton systems. */
    private record NewtonSystems(int converged, int last, int median, int max) {
        static NewtonSystems of(int[] steps) {
            if (steps.length == 0) {
                return new NewtonSystems(0, 0, 0, 0);
            }
            int[] sorted = steps.clone();
            Arrays.sort(sorted);
            return new NewtonSystems(
                    steps.length, steps[steps.length - 1], sorted[steps.length / 2], sorted[steps.length - 1]);
        }

        Map<String, Integer> members() {
            Map<String, Integer> members = new LinkedHashMap<>();
            members.put("converged", converged);
            if (converged > 0) {
                members.put("last", last);
                members.put("median", median);
                members.put("max", max);
            }
            return members;
        }
    }

    /** Adds the next. */
    void add(String problem, double readSeconds, Measurement measurement) {
        name = problem;
        samples.add(new Sample(readSeconds, measurement));
    }

    /** Whether all are solved. */
    boolean solved() {
        return samples.stream().allMatch(sample -> sample.measurement.solved());
    }

    private Measurement last() {
        return samples.get(samples.size() - 1).measurement;
    }

    private Seconds seconds(ToDoubleFunction<Sample> time) {
        double[] warm = samples.stream().skip(1).mapToDouble(time).sorted().toArray();
        return new Seconds(time.applyAsDouble(samples.get(0)), median(warm), warm.length == 0 ? Double.NaN : warm[0]);
    }

    private static double median(double[] sorted) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private Map<String, Seconds> seconds() {
        Map<String, Seconds> seconds = new LinkedHashMap<>();
        seconds.put("read", seconds(Sample::readSeconds));
        seconds.put("setUp", seconds(sample -> sample.measurement.setUpSeconds()));
        seconds.put("solve", seconds(sample -> sample.measurement.solveSeconds()));
        return seconds;
    }

    /** For scripts. */
    Map<String, Object> members() {
        Measurement last = last();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("problem", name);
        members.put("method", last.method());
        members.put("solved", solved());
        members.put("reason", last.reason());
        members.put("warmRuns", samples.size() - 1);
        Map<String, Object> seconds = new LinkedHashMap<>();
        seconds().forEach((what, times) -> seconds.put(what, times.members()));
        members.put("seconds", seconds);
        members.put("iterations", last.iterations());
        if (last.evaluations() >= 0) {
            members.put("evaluations", last.evaluations());
            members.put("products", last.products());
        }
        members.put("newtonSystems", NewtonSystems.of(last.newtonSteps()).members());
        members.put("objective", last.objective());
        members.put("gradientNorm", last.gradientNorm());
        return members;
    }

    /** For people. */
    String text() {
        Measurement last = last();
        StringBuilder text = new StringBuilder();
        line(text, "%s: %s by %s", name, solved() ? "solved" : "not solved", last.method());
        line(text, "  %s", last.reason());
        line(text, "  %-10s %10s %10s %10s  (%d warm)", "seconds", "first", "median", "min", samples.size() - 1);
        seconds()
                .forEach((what, times) -> line(
                        text,
                        "  %-10s %10.4f %10.4f %10.4f",
                        what.equals("setUp") ? "set-up" : what,
                        times.first(),
                        times.median(),
                        times.min()));
        line(text, "  iterations    %d", last.iterations());
        if (last.evaluations() >= 0) {
            line(text, "  evaluations   %d, products %d", last.evaluations(), last.products());
        }
        NewtonSystems systems = NewtonSystems.of(last.newtonSteps());
        if (systems.converged() > 0) {
            line(
                    text,
                    "  CG steps      last %d, median %d, max %d of %d converged Newton systems",
                    systems.last(),
                    systems.median(),
                    systems.max(),
                    systems.converged());
        }
        line(text, "  objective     %.12g", last.objective());
        line(text, "  %-13s %.1e", last.evaluations() < 0 ? "KKT residual" : "gradient norm", last.gradientNorm());
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
