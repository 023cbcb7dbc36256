package org.turnpike.io;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.problem.Control;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Trajectory;

/**
 * {@code trajectory.csv}: t, the states by name, the controls by name, the costates as {@code p_<state>}.
 *
 * <p>One row for each mesh node and each control point inside an interval, t ascending, every number in the shortest form that
 * reads back exactly. At a node the control is the one to the right of a jump; the last row has the one from the left. Where a
 * node is no control point, the control is the interpolant, cut at the control's bounds. Costates at nodes are the nodes', inside an
 * interval those of the control point. Auxiliary controls are left out.
 */
final class TrajectoryTable {
    private final Trajectory trajectory;
    private final List<State> states;
    private final List<Control> controls;

    TrajectoryTable(Solution solution) {
        OptimalControlProblem problem = solution.problem();
        trajectory = solution.trajectory();
        states = problem.states();
        controls = problem.controls();
    }

    void writeTo(OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        csv.writeRecord(header());
        int intervals = trajectory.intervals();
        int nx = states.size();
        double[] x = new double[nx];
        double[] p = new double[nx];
        double[] u = new double[trajectory.controlCount()];
        for (int k = 0; k < intervals; k++) {
            double from = trajectory.mesh()[k];
            double to = trajectory.mesh()[k + 1];
            writeNode(csv, k, k, u);
            double[] points = trajectory.controlPoints().of(k);
            for (int j = 0; j < points.length; j++) {
                double t = from + points[j] * (to - from);
                if (points[j] > 0 && points[j] < 1 && t > from && t < to) {
                    int at = trajectory.controlPoints().first(k) + j;
                    trajectory.state(k, t, x);
                    System.arraycopy(trajectory.controls(), at * u.length, u, 0, u.length);
                    System.arraycopy(trajectory.stageCostates(), at * nx, p, 0, nx);
                    csv.writeRecord(row(t, x, u, p));
                }
            }
        }
        writeNode(csv, intervals, intervals - 1, u);
        csv.flush();
    }

    private void writeNode(CsvWriter csv, int node, int interval, double[] u) {
        double t = trajectory.mesh()[node];
        int nx = states.size();
        trajectory.control(interval, t, u);
        for (int j = 0; j < controls.size(); j++) {
            Range bounds = controls.get(j).bounds();
            u[j] = Math.max(bounds.lower(), Math.min(u[j], bounds.upper()));
        }
        // A control point at the node gives the value itself, free of the interpolation's rounding and of cuts.
        double end = node == interval ? 0 : 1;
        double[] points = trajectory.controlPoints().of(interval);
        for (int j = 0; j < points.length; j++) {
            if (points[j] == end) {
                int at = (trajectory.controlPoints().first(interval) + j) * u.length;
                System.arraycopy(trajectory.controls(), at, u, 0, u.length);
            }
        }
        double[] x = Arrays.copyOfRange(trajectory.states(), node * nx, (node + 1) * nx);
        double[] p = Arrays.copyOfRange(trajectory.costates(), node * nx, (node + 1) * nx);
        csv.writeRecord(row(t, x, u, p));
    }

    private List<String> header() {
        List<String> names = new ArrayList<>(List.of("t"));
        states.forEach(s -> names.add(s.name()));
        controls.stream().filter(c -> !c.auxiliary()).forEach(c -> names.add(c.name()));
        states.forEach(s -> names.add("p_" + s.name()));
        return names;
    }

    private List<String> row(double t, double[] x, double[] u, double[] p) {
        List<String> fields = new ArrayList<>(1 + 2 * x.length + u.length);
        fields.add(number(t));
        for (double value : x) {
            fields.add(number(value));
        }
        for (int j = 0; j < controls.size(); j++) {
            if (!controls.get(j).auxiliary()) {
                fields.add(number(u[j]));
            }
        }
        for (double value : p) {
            fields.add(number(value));
        }
        return fields;
    }

    /** An undefined value is an empty field. */
    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value == 0 ? 0.0 : value);
    }
}
