package org.turnpike.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.problem.Range;

/**
 * Curves on one pair of axes. All share their sample times.
 *
 * @param least lower end of the vertical axis
 * @param most upper end
 */
record Chart(List<Curve> curves, double least, double most) {
    private static final int POINTS = 2_000;
    private static final int CURVES = 5;
    private static final double COMPARABLE = 4;
    private static final double MARGIN = 0.06;
    private static final double NEAR = 0.25;
    private static final double CONSTANT_ROOM = 0.2;
    private static final double NOISE = 1e-10;

    Chart {
        curves = List.copyOf(curves);
    }

    /**
     * Distributes curves over as few charts as leave each readable: curves share a chart while their common range is at most
     * four times the range of the flattest of them.
     *
     * @param constant curves that vary by less than this, relative to their size + {@code unit}, are shown as constants
     * @param unit a size below which nothing matters; 0 if that is not known
     */
    static List<Chart> group(List<Curve> curves, double constant, double unit) {
        List<List<Curve>> groups = new ArrayList<>();
        for (Curve curve : curves) {
            if (!curve.drawable()) {
                continue;
            }
            List<Curve> home = groups.stream()
                    .filter(g -> fits(g, curve))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Curve> fresh = new ArrayList<>();
                        groups.add(fresh);
                        return fresh;
                    });
            home.add(curve);
        }
        return groups.stream().map(g -> of(g, constant, unit)).toList();
    }

    private static boolean fits(List<Curve> group, Curve candidate) {
        List<Curve> all = new ArrayList<>(group);
        all.add(candidate);
        double least = all.stream().mapToDouble(Curve::least).min().orElse(0);
        double most = all.stream().mapToDouble(Curve::most).max().orElse(0);
        double narrowest =
                all.stream().mapToDouble(c -> c.most() - c.least()).min().orElse(0);
        return all.size() <= CURVES && most - least <= COMPARABLE * narrowest;
    }

    /** All curves on one pair of axes. */
    static Chart of(List<Curve> curves, double constant, double unit) {
        double least = curves.stream().mapToDouble(Curve::least).min().orElse(0);
        double most = curves.stream().mapToDouble(Curve::most).max().orElse(1);
        double size = unit + Math.max(Math.abs(least), Math.abs(most));
        double room = size < NOISE ? 1 : CONSTANT_ROOM * size;
        if (most - least < constant * size || size < NOISE) {
            // A constant must look constant, not like the noise of its last digits.
            double middle = (least + most) / 2;
            least = middle - room / 2;
            most = middle + room / 2;
        }
        double span = most - least;
        double low = least;
        double high = most;
        for (Curve curve : curves) {
            Range bounds = curve.bounds();
            low = bounds.lower() >= least - NEAR * span ? Math.min(low, bounds.lower()) : low;
            high = bounds.upper() <= most + NEAR * span ? Math.max(high, bounds.upper()) : high;
        }
        double margin = MARGIN * (high - low);
        return new Chart(thin(curves), low - margin, high + margin);
    }

    /** Keeps the least and the greatest value of every curve in each of equally long runs of samples. */
    static List<Curve> thin(List<Curve> curves) {
        double[] times = curves.get(0).times();
        int n = times.length;
        if (n <= POINTS) {
            return curves;
        }
        boolean[] kept = new boolean[n];
        kept[0] = true;
        kept[n - 1] = true;
        int runs = (POINTS - 2) / (2 * curves.size());
        for (int run = 0; run < runs; run++) {
            int from = (int) ((long) run * n / runs);
            int to = (int) ((long) (run + 1) * n / runs);
            for (Curve curve : curves) {
                int least = from;
                int most = from;
                for (int i = from + 1; i < to; i++) {
                    least = curve.values()[i] < curve.values()[least] ? i : least;
                    most = curve.values()[i] > curve.values()[most] ? i : most;
                }
                kept[least] = true;
                kept[most] = true;
            }
        }
        return curves.stream()
                .map(c -> new Curve(c.name(), select(times, kept), select(c.values(), kept), c.bounds()))
                .toList();
    }

    private static double[] select(double[] values, boolean[] kept) {
        double[] selected = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (kept[i]) {
                selected[count++] = values[i];
            }
        }
        return Arrays.copyOf(selected, count);
    }

    /** The chart as JSON, safe inside an HTML script element. */
    String json() {
        StringBuilder out = new StringBuilder("{\"range\":[");
        Text.appendJson(out, least).append(',');
        Text.appendJson(out, most).append("],\"t\":");
        Text.appendJson(out, curves.get(0).times()).append(",\"curves\":[");
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            out.append(i == 0 ? "" : ",").append("{\"name\":");
            Text.appendJson(out, curve.name()).append(",\"bounds\":[");
            Text.appendJson(out, curve.bounds().lower()).append(',');
            Text.appendJson(out, curve.bounds().upper()).append("],\"values\":");
            Text.appendJson(out, curve.values()).append('}');
        }
        return out.append("]}").toString();
    }
}
