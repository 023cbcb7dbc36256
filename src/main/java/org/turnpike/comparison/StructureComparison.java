package org.turnpike.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.Control;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Solution.Arc;
import org.turnpike.solution.StructureDetection;
import org.turnpike.solution.Trajectory;

/**
 * The arcs of two solutions, control by control: the same kinds in the same order, and then their ends.
 *
 * <p>A switch of the direct solution is known to the interval that holds it; its tolerance is the width of the widest of that
 * interval and its neighbours. Reading arcs off a trajectory is biased where the control leaves a bound, or the state a
 * constraint, smoothly: an arc counts as reached a little early. The bias is measured, by reading the indirect trajectory in the same
 * way, and added to the tolerance. For the same reason an arc that reading finds in both trajectories, but shooting treats as part of
 * the interior or singular arc beside it (a control within 2 % of its bound for a while), is a note, not a difference.
 *
 * @param same whether kinds and order agree
 * @param differences in words, at most one a control
 * @param notes arcs of the direct solution that are a matter of reading
 * @param switches in pairs, where the structures agree
 */
public record StructureComparison(boolean same, List<String> differences, List<String> notes, List<Switch> switches) {
    /** A switching time in both solutions: of which control, from which arc to which. */
    public record Switch(String control, String between, double direct, double indirect, double tolerance) {
        /** Whether the times differ by more than the tolerance. */
        public boolean moved() {
            return !(Math.abs(direct - indirect) <= tolerance);
        }
    }

    public StructureComparison {
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
        switches = List.copyOf(switches);
    }

    static StructureComparison of(Solution direct, Solution indirect) {
        List<List<Arc>> ours = byControl(direct.structure(), direct.startTime());
        List<List<Arc>> theirs = byControl(indirect.structure(), indirect.startTime());
        List<List<Arc>> reread = byControl(
                StructureDetection.of(indirect.problem(), indirect.trajectory(), indirect.parameters()),
                indirect.startTime());
        List<String> names = controls(direct.problem());
        List<String> differences = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Switch> switches = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            List<Arc> a = c < ours.size() ? ours.get(c) : List.of();
            List<Arc> b = c < theirs.size() ? theirs.get(c) : List.of();
            List<Arc> asRead = c < reread.size() ? reread.get(c) : b;
            if (!sameKinds(a, b) && sameKinds(a, asRead) && coarser(b, asRead)) {
                notes.add("control " + names.get(c) + ": read off the trajectories, arcs agree; shooting has fewer, as "
                        + kinds(b));
                b = asRead;
            }
            String difference = firstDifference(names.get(c), a, b, direct.trajectory());
            if (difference != null) {
                differences.add(difference);
                continue;
            }
            List<Arc> read = sameKinds(asRead, b) ? asRead : b;
            for (int i = 1; i < a.size(); i++) {
                double bias = Math.abs(read.get(i).from() - b.get(i).from());
                double tolerance = width(direct.trajectory(), a.get(i).from())
                        + bias
                        + Math.abs(direct.finalTime() - indirect.finalTime());
                switches.add(new Switch(
                        names.get(c),
                        kind(a.get(i - 1)) + " to " + kind(a.get(i)),
                        a.get(i).from(),
                        b.get(i).from(),
                        tolerance));
            }
        }
        return new StructureComparison(differences.isEmpty(), differences, notes, switches);
    }

    /** The widest of the interval that holds t and its neighbours. */
    static double width(Trajectory trajectory, double t) {
        double[] mesh = trajectory.mesh();
        int k = trajectory.intervalOf(t);
        double widest = 0;
        for (int j = Math.max(0, k - 1); j <= Math.min(trajectory.intervals() - 1, k + 1); j++) {
            widest = Math.max(widest, mesh[j + 1] - mesh[j]);
        }
        return widest;
    }

    private static List<String> controls(OptimalControlProblem problem) {
        return problem.controls().stream()
                .filter(c -> !c.auxiliary())
                .map(Control::name)
                .toList();
    }

    /** Arcs come control by control, each sequence from the start on. */
    static List<List<Arc>> byControl(List<Arc> arcs, double start) {
        List<List<Arc>> result = new ArrayList<>();
        Arc previous = null;
        for (Arc arc : arcs) {
            if (previous == null || arc.from() < previous.to() && arc.from() <= start + 0.5 * (arc.to() - arc.from())) {
                result.add(new ArrayList<>());
            }
            result.get(result.size() - 1).add(arc);
            previous = arc;
        }
        return result;
    }

    private static boolean sameKinds(List<Arc> a, List<Arc> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!like(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether arcs beside interior or singular ones can be taken out of {@code fine}, so that {@code own} is left. */
    private static boolean coarser(List<Arc> own, List<Arc> fine) {
        List<Arc> left = new ArrayList<>();
        int i = 0;
        for (int j = 0; j < fine.size(); j++) {
            Arc arc = fine.get(j);
            boolean continues = !left.isEmpty() && like(left.get(left.size() - 1), arc);
            if (i < own.size() && like(own.get(i), arc) && !continues) {
                left.add(arc);
                i++;
            } else if (!continues && !besideInner(fine, j)) {
                return false;
            }
        }
        return i == own.size();
    }

    private static boolean besideInner(List<Arc> arcs, int j) {
        return j > 0 && inner(arcs.get(j - 1)) || j + 1 < arcs.size() && inner(arcs.get(j + 1));
    }

    private static boolean inner(Arc arc) {
        return arc.kind().equals("interior") || arc.kind().equals("singular");
    }

    private static String kinds(List<Arc> arcs) {
        return String.join(", ", arcs.stream().map(StructureComparison::kind).toList());
    }

    private static boolean like(Arc a, Arc b) {
        return a.kind().equals(b.kind()) && a.of().equals(b.of());
    }

    /** Null if there is none. */
    private static @Nullable String firstDifference(String control, List<Arc> a, List<Arc> b, Trajectory mesh) {
        if (sameKinds(a, b)) {
            return null;
        }
        int i = 0;
        while (i < a.size() && i < b.size() && like(a.get(i), b.get(i))) {
            i++;
        }
        String start = "control " + control + ": ";
        if (missing(a, b, i)) {
            Arc arc = b.get(i);
            double length = arc.to() - arc.from();
            double width = width(mesh, 0.5 * (arc.from() + arc.to()));
            String why = length < 2 * width
                    ? String.format(Locale.ROOT, "; the direct mesh, %.3g wide there, cannot resolve it", width)
                    : "";
            return start + "an arc '" + kind(arc) + "' of the indirect solution, " + place(arc)
                    + ", is missing in the direct one" + why;
        }
        if (missing(b, a, i)) {
            return start + "an arc '" + kind(a.get(i)) + "' of the direct solution, " + place(a.get(i))
                    + ", is missing in the indirect one";
        }
        return start + "arc " + (i + 1) + " is '" + kind(a.get(i)) + "' in the direct solution, " + place(a.get(i))
                + ", but '" + kind(b.get(i)) + "' in the indirect one, " + place(b.get(i));
    }

    /** Whether {@code shorter} lacks arc i of {@code longer}: what follows it there comes at i here. */
    private static boolean missing(List<Arc> shorter, List<Arc> longer, int i) {
        if (longer.size() <= shorter.size() || i >= longer.size()) {
            return false;
        }
        return i >= shorter.size()
                || i + 1 < longer.size() && like(shorter.get(i), longer.get(i + 1))
                || i + 1 >= longer.size();
    }

    private static String kind(Arc arc) {
        return switch (arc.kind()) {
            case "bang" -> arc.of().contains("upper") ? "bang, upper" : "bang, lower";
            case "boundary" -> "boundary " + arc.of();
            default -> arc.kind();
        };
    }

    private static String place(Arc arc) {
        return String.format(Locale.ROOT, "[%.5g, %.5g]", arc.from(), arc.to());
    }
}
