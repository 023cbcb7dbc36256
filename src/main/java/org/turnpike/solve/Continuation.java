package org.turnpike.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.ContinuationSettings;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.MeshRecord;
import org.turnpike.solution.Solution;
import org.turnpike.solve.DirectMethod.Discrete;

/**
 * Solves a chain of problems that differ in one number, each from the states, controls and multipliers of the one before (Allgower, Georg, <i>Numerical
 * Continuation Methods</i>, 1990, chapter 2). If one is not solved, it is tried without the multipliers, then the step from the last success is
 * halved, {@value #HALVINGS} times at most. The last problem is refined and checked like any other.
 */
public final class Continuation {
    private static final int HALVINGS = 5;

    /** A solved (or failed) member of the chain; inserted: not in the user's list but halfway to it. */
    public record Member(
            double value, boolean inserted, NlpStatus status, double objective, int iterations, double seconds) {}

    /** The last problem's solution, and how the chain came to it. */
    public record Result(Solution solution, List<Member> members) {
        public Result {
            members = List.copyOf(members);
        }
    }

    private final RefinedMethod end;
    private final DirectMethod method;
    private final List<Member> members = new ArrayList<>();

    public Continuation(NlpSolver solver) {
        this(solver, new RefinedMethod(solver));
    }

    /** @param end solves the last problem */
    public Continuation(NlpSolver solver, RefinedMethod end) {
        this.end = end;
        method = new DirectMethod(solver);
    }

    /**
     * From the chain's first value to its last.
     *
     * @param settings the chain
     * @param family the file at a value
     * @param told of each member
     * @throws org.turnpike.problem.InputException as {@link DirectMethod#solve}, for any member
     */
    public Result solve(
            ContinuationSettings settings,
            DoubleFunction<ProblemFile> family,
            double parseSeconds,
            IterationListener listener,
            Consumer<Member> told,
            Consumer<MeshRecord> meshes) {
        List<Double> values = settings.values();
        double last = values.get(values.size() - 1);
        Discrete solved = null;
        double reached = Double.NaN;
        String failure = "";
        for (int i = 0; i < values.size() - 1 && failure.isEmpty(); i++) {
            Reached there = reach(family, reached, values.get(i), solved, listener, told);
            if (there.solved() == null) {
                failure = String.format(
                        Locale.ROOT,
                        " The continuation in %s stopped before %.6g%s.",
                        settings.key(),
                        values.get(i),
                        solved == null
                                ? ""
                                : String.format(Locale.ROOT, "; %.6g was the last that was solved", there.value()));
            }
            solved = there.solved() == null ? solved : there.solved();
            reached = there.value();
        }
        if (failure.isEmpty() && solved != null) {
            // The last value on its first mesh, with halving, so that refinement begins from a solution.
            Reached there = reach(family, reached, last, solved, listener, told);
            if (there.solved() == null) {
                failure = String.format(
                        Locale.ROOT,
                        " The continuation in %s stopped before %.6g; %.6g was the last that was solved.",
                        settings.key(),
                        last,
                        there.value());
            } else {
                solved = there.solved();
            }
        }
        Solution solution = end.solve(family.apply(last), solved, parseSeconds, listener, meshes);
        return new Result(failure.isEmpty() ? solution : solution.withReason(solution.reason() + failure), members);
    }

    /** The value that was reached, and the solution there; null if it is not the one that was asked for. */
    private record Reached(double value, @Nullable Discrete solved) {}

    private Reached reach(
            DoubleFunction<ProblemFile> family,
            double from,
            double to,
            @Nullable Discrete start,
            IterationListener listener,
            Consumer<Member> told) {
        double here = from;
        double target = to;
        Discrete solved = start;
        int halvings = 0;
        while (true) {
            Discrete next = attempt(family.apply(target), target, target != to, solved, listener, told);
            if (next.solved()) {
                if (target == to) {
                    return new Reached(to, next);
                }
                solved = next;
                here = target;
                target = to;
            } else if (solved == null || halvings == HALVINGS || next.point().status() == NlpStatus.INTERRUPTED) {
                return new Reached(here, null);
            } else {
                target = here + (target - here) / 2;
                halvings++;
            }
        }
    }

    private Discrete attempt(
            ProblemFile file,
            double value,
            boolean inserted,
            @Nullable Discrete from,
            IterationListener listener,
            Consumer<Member> told) {
        Discrete next = solve(file, from, true, listener);
        if (!next.solved() && from != null && next.point().status() != NlpStatus.INTERRUPTED) {
            next = solve(file, from, false, listener);
        }
        Member member = new Member(
                value,
                inserted,
                next.point().status(),
                DirectMethod.objective(file.problem(), next.point()),
                next.point().iterations(),
                next.point().seconds());
        members.add(member);
        told.accept(member);
        return next;
    }

    private Discrete solve(ProblemFile file, @Nullable Discrete from, boolean dual, IterationListener listener) {
        return method.discrete(
                file,
                DirectMethod.checked(file),
                file.transcription().scheme(),
                FirstMesh.of(file),
                RefinedMethod.carried(file, from, dual),
                listener);
    }
}
