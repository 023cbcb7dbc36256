package org.turnpike.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.turnpike.nlp.IterationListener.Iteration;
import org.turnpike.nlp.IterationTrace;
import org.turnpike.nlp.NlpStatus;

/**
 * Which of Ipopt's options the pattern of the last iterations asks for. Only those advised that cure the pattern by their definition
 * (see the list of options in Ipopt's documentation); a setting of the user's own is not advised again.
 *
 * @see <a href="https://doi.org/10.1007/s10107-004-0559-y">Wächter, Biegler: On the implementation of an interior-point filter line-search
 *     algorithm</a>
 */
final class OptionAdvice {
    private static final int WINDOW = 100;
    private static final double TINY = 1e-4;
    private static final double LARGE_BARRIER = 1e-5;

    private final Evidence evidence;
    private final IterationTrace trace;
    private final List<Iteration> last;

    private OptionAdvice(Evidence evidence) {
        this.evidence = evidence;
        trace = evidence.trace();
        List<Iteration> all = trace.last();
        last = all.subList(Math.max(0, all.size() - WINDOW), all.size());
    }

    static Optional<Finding> of(Evidence evidence) {
        return new OptionAdvice(evidence).advice();
    }

    private Optional<Finding> advice() {
        if (last.size() < 2) {
            return Optional.empty();
        }
        NlpStatus status = evidence.point().status();
        if (status == NlpStatus.ITERATION_LIMIT && falling()) {
            return Optional.of(more());
        }
        if (trace.restorations() * 3 > trace.count() && !set("mu_strategy")) {
            return Optional.of(new Finding.SolverOption(
                    text(
                            "%d of %d iterations were spent in the restoration phase, which looks for feasible points and forgets the"
                                    + " objective",
                            trace.restorations(), trace.count()),
                    "solver.options.mu_strategy=adaptive, and a guess that satisfies the equations of motion better"));
        }
        if (barrierStalls() && !set("mu_strategy")) {
            return Optional.of(new Finding.SolverOption(
                    text(
                            "The barrier parameter stays at %.1e",
                            last.get(last.size() - 1).barrier()),
                    "solver.options.mu_strategy=adaptive"));
        }
        if (tinySteps() && regularized() && !set("hessian_approximation")) {
            return Optional.of(new Finding.SolverOption(
                    "Most of the last steps were shorter than 1e-4 with a Hessian that had to be made convex: the problem is strongly"
                            + " nonconvex here",
                    "solver.options.hessian_approximation=limited-memory"));
        }
        if (tinySteps() && !set("mu_strategy")) {
            return Optional.of(new Finding.SolverOption(
                    "Most of the last steps were shorter than 1e-4", "solver.options.mu_strategy=adaptive"));
        }
        // Too few to see a pattern.
        return status == NlpStatus.ITERATION_LIMIT && trace.count() < WINDOW ? Optional.of(more()) : Optional.empty();
    }

    private Finding more() {
        Iteration first = last.get(0);
        Iteration end = last.get(last.size() - 1);
        boolean time = evidence.point().iterations() < limit();
        String why = falling()
                ? text(
                        "The error still falls, from %.1e to %.1e in the last %d iterations: the limit came too early",
                        error(first), error(end), last.size())
                : text("There were only %d iterations, too few to see where they lead", end.number());
        return new Finding.SolverOption(
                why,
                time
                        ? text("solver.timeLimit=%.4g", 4 * evidence.options().timeLimit())
                        : "solver.options.max_iter=" + 4 * limit());
    }

    private int limit() {
        Object own = evidence.options().solverOptions().get("max_iter");
        return own instanceof Number number
                ? number.intValue()
                : evidence.options().iterationLimit();
    }

    private boolean set(String option) {
        return evidence.options().solverOptions().containsKey(option);
    }

    private static double error(Iteration iteration) {
        return Math.max(iteration.infeasibility(), iteration.dualInfeasibility());
    }

    /** Whether the best error of the second half is well below that of the first. */
    private boolean falling() {
        int half = last.size() / 2;
        return best(last.subList(half, last.size())) < 0.5 * best(last.subList(0, half));
    }

    private static double best(List<Iteration> part) {
        return part.stream().mapToDouble(OptionAdvice::error).min().orElse(Double.POSITIVE_INFINITY);
    }

    private boolean barrierStalls() {
        double mu = last.get(last.size() - 1).barrier();
        return last.size() == WINDOW
                && mu > LARGE_BARRIER
                && last.stream().allMatch(iteration -> iteration.barrier() == mu);
    }

    private boolean tinySteps() {
        return 2 * last.stream().filter(iteration -> iteration.step() < TINY).count() > last.size();
    }

    private boolean regularized() {
        return 2
                        * last.stream()
                                .filter(iteration -> iteration.regularization() > 0)
                                .count()
                > last.size();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
