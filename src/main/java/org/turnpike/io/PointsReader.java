package org.turnpike.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Tape;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.MultiphaseProblem;
import org.turnpike.problem.MultiphaseProblem.Phase;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.Reference;

/** Reads a problem of one phase with {@code points}: as phases that meet there, see {@link PointConstraints}. */
final class PointsReader {
    private final PhasesReader phases;
    private final Formulas formulas;

    /** @param formulas that know the constants */
    PointsReader(PhasesReader phases, Formulas formulas) {
        this.phases = phases;
        this.formulas = formulas;
    }

    MultiphaseProblem read(Field root, String name, @Nullable Reference reference) {
        Field points = root.require("points", "points: [\"x(0.75) == 0.9\"]");
        @Nullable Field link = root.get("link");
        if (link != null) {
            throw link.keyError("there are no phases to link; constraints between start and end belong under boundary");
        }
        Field time = root.require("time", "time: {start: 0, end: 1}");
        PointConstraints constraints = new PointConstraints(points, formulas);
        Field end = time.require("end", "time: {start: 0, end: 1}");
        double first =
                time.get("start") == null ? 0 : ends(time.require("start", "start: 0"), Double.NEGATIVE_INFINITY);
        double last = ends(end, Double.POSITIVE_INFINITY);
        constraints.requireInside(first, last);
        double @Nullable [] whole =
                Double.isInfinite(first) || Double.isInfinite(last) ? null : new double[] {first, last};
        MultiphaseProblem problem = phases.read(
                constraints.names(),
                constraints.trees(time),
                name,
                reference,
                List.of(),
                constraints.constraints(),
                whole);
        for (Phase phase : problem.phases()) {
            refuseLength(phase.problem(), time);
        }
        return problem;
    }

    /** A fixed end's number. */
    private double ends(Field field, double free) {
        return field.isScalar() && !field.text().equals("free") ? formulas.number(field) : free;
    }

    /** T and t(end) inside a part would be the part's. */
    private static void refuseLength(OptimalControlProblem part, Field time) {
        Horizon horizon = part.horizon();
        List<Expression> along = new ArrayList<>(part.dynamics());
        along.add(part.objective().running());
        part.path().stream().map(PathConstraint::function).forEach(along::add);
        part.integrals().forEach(integral -> along.add(integral.integrand()));
        Tape tape = Tape.of(along);
        if (tape.contains(horizon.startTime()) || tape.contains(horizon.endTime())) {
            throw time.keyError("with points and a free horizon, T, t(start) and t(end) have no value along the way;"
                    + " write the problem in phases");
        }
    }
}
