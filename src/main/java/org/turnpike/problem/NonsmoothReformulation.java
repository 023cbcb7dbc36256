package org.turnpike.problem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Binary;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Interval;
import org.turnpike.expression.IntervalEvaluator;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

/**
 * Replaces |e|, max, min, sign and norms by smooth terms with auxiliary unknowns and inequalities, so that the optimum stays
 * the same, exactly but for norms at 0; what cannot be replaced so is refused with the reason. In this order:
 *
 * <ol>
 *   <li>Terms whose branch follows from the bounds by interval analysis become that branch, everywhere, dynamics included.
 *   <li>A path or boundary inequality that grows with max(a, b) and is affine in it holds exactly if it holds for a and for b
 *       ({@code |e| ≤ c} becomes {@code −c ≤ e ≤ c}, {@code norm ≤ c} becomes {@code sum of squares ≤ c²}): no unknown is needed. The
 *       further inequalities are named after the user's.
 *   <li>Elsewhere, where a minimised cost or the function of a ≤ inequality grows with |e| or max(a, b), or falls with min(a, b),
 *       <em>splitting</em> by an auxiliary v ≥ 0:
 *       <pre>
 *   |e|       = e + 2v,   e + v ≥ 0            (e = e⁺ − e⁻ with e⁻ = v and e⁺ = e + v)
 *   max(a, b) = b + v,    v + b − a ≥ 0
 *   min(a, b) = b − v,    v + a − b ≥ 0
 *       </pre>
 *       For any v allowed the right side lies on the bad side of the term, and the best v gives the term itself.
 *   <li>Where a function is not affine in the term (sqrt(|u|), |a||b|), the <em>epigraph</em> s ≥ e, s ≥ −e (or s ≥ a, s ≥ b; or
 *       s ≤ a, s ≤ b for min) by an auxiliary s that has the term's own bound, so that iterates stay in the function's domain.
 *   <li>A norm, sqrt of a sum of squares Σ that may vanish, is the epigraph s − Σ/s ≥ 0, s ≥ δ in the same places, with
 *       δ = 4e-8 times the norm's magnitude (at least 1). At the apex Σ = 0 an integral of the norm is too large by at most δT, which is the one
 *       place where the optimum is not exactly the same. The usual s² − Σ ≥ 0, s ≥ 0 has a vanishing gradient there, and a violation by
 *       the solver's tolerance ε lowers s by √ε: with Ipopt at 1e-8 the cost came out 1e-4 too small on 60 intervals with an arc at
 *       the apex and 5e-6 too small on 600, here 2e-7 and 2e-6 too large. With δ = 0, a bound that Ipopt relaxes to
 *       below 0, it did not converge within 300 iterations. Elsewhere, dynamics included, norms are left as they are: smooth except at 0, as
 *       are other square roots.
 * </ol>
 *
 * <p>Why splitting: at e = 0 the epigraph with s ≥ 0 has three active inequalities for two unknowns, splitting two and one row less.
 * v gets no upper bound for the same reason. In Ipopt 3.14.19 on four problems with |u| or |x| in the cost at 100 and 1,000 trapezoidal
 * intervals it took 140 iterations in total, the epigraph without bounds 149, with s ≥ 0 161, with both bounds 167; splitting
 * with an upper bound on v 149.
 *
 * <p>The way a function depends on a term is decided by {@link MonotonicityAnalysis}. An inequality that the bounds satisfy anyway is
 * dropped, if a nonsmooth term occurs in it; of a chain, a side that they satisfy. The user's controls and parameters keep
 * their places; auxiliary ones follow, as controls if the term varies in time, as parameters if it belongs to the end
 * points. Equality of the optimum holds wherever the scheme imposes path constraints, which is where it should evaluate the cost.
 */
public final class NonsmoothReformulation {
    /** How far auxiliary guesses keep from their inequalities, relative to 1 + |value|. */
    private static final double ROOM = 0.01;

    private record Row(String name, Expression function, Range range, NonsmoothUses.Use use) {}

    private final OptimalControlProblem problem;
    private final ExpressionGraph graph;
    private final IntervalEvaluator intervals;
    private final NonsmoothTerms terms;
    private final MonotonicityAnalysis analysis;
    private final NonsmoothUses uses;
    private final AuxiliaryUnknowns auxiliaries;

    private NonsmoothReformulation(OptimalControlProblem problem, boolean tight, double room) {
        this.problem = problem;
        this.graph = problem.graph();
        this.intervals = new IntervalEvaluator(ProblemBox.of(problem));
        this.terms = new NonsmoothTerms(graph, intervals, tight, expressions(problem));
        this.analysis =
                new MonotonicityAnalysis(graph, intervals, terms.bySymbol().keySet());
        this.uses = new NonsmoothUses(graph, terms.bySymbol(), analysis);
        this.auxiliaries = new AuxiliaryUnknowns(problem, uses, tight, room);
    }

    /**
     * A problem with the same optimum and without nonsmooth terms; the same object if there is nothing to do.
     *
     * @throws InputException if a nonsmooth term cannot be replaced exactly: names the term, the place, the reason and what may help
     */
    public static OptimalControlProblem of(OptimalControlProblem problem) {
        return of(problem, ROOM);
    }

    /** With another room around the guesses of auxiliary unknowns; 0 makes them tight. */
    static OptimalControlProblem of(OptimalControlProblem problem, double room) {
        if (Tape.of(expressions(problem)).nodes().stream().noneMatch(NonsmoothReformulation::maybeNonsmooth)) {
            return problem;
        }
        try {
            return new NonsmoothReformulation(problem, false, room).reformulate();
        } catch (InputException refusedWithoutUpperBounds) {
            // upper bounds on the auxiliaries, which solvers like less, may still fix the sign of a factor
            return new NonsmoothReformulation(problem, true, room).reformulate();
        }
    }

    private static boolean maybeNonsmooth(Expression node) {
        if (node instanceof Unary u) {
            return u.function() == UnaryFunction.ABS
                    || u.function() == UnaryFunction.SIGN
                    || u.function() == UnaryFunction.SQRT;
        }
        return node instanceof Binary b
                && (b.function() == BinaryFunction.MAXIMUM || b.function() == BinaryFunction.MINIMUM);
    }

    private static List<Expression> expressions(OptimalControlProblem problem) {
        List<Expression> all = new ArrayList<>(problem.dynamics());
        all.add(problem.objective().endpoint());
        all.add(problem.objective().running());
        problem.path().forEach(constraint -> all.add(constraint.function()));
        problem.boundary().forEach(constraint -> all.add(constraint.function()));
        problem.integrals().forEach(constraint -> all.add(constraint.integrand()));
        return all;
    }

    private OptimalControlProblem reformulate() {
        Objective objective = problem.objective();
        Monotonicity cost = objective.maximize() ? Monotonicity.DECREASING : Monotonicity.INCREASING;
        String sense = objective.maximize() ? " to be maximised" : " to be minimised";
        Expression endpoint = terms.image(objective.endpoint());
        Expression running = terms.image(objective.running());
        NonsmoothUses.Use ofEndpoint = uses.use(endpoint, cost, "the initial and final cost" + sense);
        NonsmoothUses.Use ofRunning = uses.use(running, cost, "the integral cost" + sense);
        List<Row> dynamics = new ArrayList<>();
        for (int i = 0; i < problem.states().size(); i++) {
            String where = "the dynamics of " + problem.states().get(i).name();
            Expression rate = terms.image(problem.dynamics().get(i));
            dynamics.add(new Row(where, rate, Range.FREE, uses.use(rate, Monotonicity.UNKNOWN, where)));
        }
        Interval length = intervals.interval(
                graph.subtract(problem.horizon().endTime(), problem.horizon().startTime()));
        List<Row> integrals = new ArrayList<>();
        for (IntegralConstraint constraint : problem.integrals()) {
            Expression integrand = terms.image(constraint.integrand());
            Interval total = ProblemBox.integral(intervals.interval(integrand), length);
            inequality("integral", constraint.name(), integrand, constraint.range(), total, integrals);
        }
        List<Row> path = new ArrayList<>();
        problem.path()
                .forEach(constraint -> branches(
                        "path", constraint.name(), terms.image(constraint.function()), constraint.range(), path));
        List<Row> boundary = new ArrayList<>();
        problem.boundary()
                .forEach(constraint -> branches(
                        "boundary",
                        constraint.name(),
                        terms.image(constraint.function()),
                        constraint.range(),
                        boundary));

        terms.bySymbol().values().forEach(auxiliaries::add);

        List<PathConstraint> allPath = new ArrayList<>();
        path.forEach(row -> allPath.add(new PathConstraint(row.name(), resolved(row), row.range())));
        allPath.addAll(auxiliaries.path());
        List<BoundaryConstraint> allBoundary = new ArrayList<>();
        boundary.forEach(row -> allBoundary.add(new BoundaryConstraint(row.name(), resolved(row), row.range())));
        allBoundary.addAll(auxiliaries.boundary());
        return new OptimalControlProblem(
                problem.name(),
                graph,
                problem.horizon(),
                problem.states(),
                auxiliaries.controls(),
                auxiliaries.parameters(),
                dynamics.stream().map(this::resolved).toList(),
                new Objective(
                        objective.maximize(),
                        uses.substitute(endpoint, ofEndpoint, auxiliaries.values()),
                        uses.substitute(running, ofRunning, auxiliaries.values()),
                        objective.measurements()),
                allPath,
                allBoundary,
                integrals.stream()
                        .map(row -> new IntegralConstraint(row.name(), resolved(row), row.range()))
                        .toList(),
                auxiliaries.guess(),
                problem.constants(),
                problem.reference());
    }

    private Expression resolved(Row row) {
        return uses.substitute(row.function(), row.use(), auxiliaries.values());
    }

    /** The sides of {@code range} that bounds do not already guarantee; null if none. */
    private static @Nullable Range needed(Range range, Interval function) {
        double lower = function.lower() >= range.lower() ? Double.NEGATIVE_INFINITY : range.lower();
        double upper = function.upper() <= range.upper() ? Double.POSITIVE_INFINITY : range.upper();
        Range needed = new Range(lower, upper);
        return needed.isFree() ? null : needed;
    }

    private static Monotonicity direction(Range range) {
        return range.lower() == Double.NEGATIVE_INFINITY
                ? Monotonicity.INCREASING
                : range.upper() == Double.POSITIVE_INFINITY ? Monotonicity.DECREASING : Monotonicity.UNKNOWN;
    }

    private static String where(String kind, String name) {
        return "the " + kind + " constraint " + name;
    }

    private void inequality(
            String kind, String name, Expression function, Range range, Interval total, List<Row> rows) {
        boolean smooth = analysis.occurrences(function, Monotonicity.UNKNOWN).isEmpty();
        // an inequality also keeps its function defined
        @Nullable Range needed = smooth || intervals.mayBeUndefined(function) ? range : needed(range, total);
        if (needed != null) {
            rows.add(new Row(name, function, needed, uses.use(function, direction(needed), where(kind, name))));
        }
    }

    /** A pointwise inequality, as several if that makes an auxiliary unnecessary. */
    private void branches(String kind, String name, Expression function, Range range, List<Row> rows) {
        ArrayDeque<Row> pending = new ArrayDeque<>();
        NonsmoothUses.Use none = new NonsmoothUses.Use(Map.of());
        pending.add(new Row(name, function, range, none));
        int branches = 0;
        while (!pending.isEmpty()) {
            Row row = peeled(pending.pop());
            Expression g = row.function();
            @Nullable Range needed = needed(row.range(), intervals.interval(g));
            @Nullable NonsmoothTerm only = needed == null ? null : onlyTerm(g, direction(needed));
            if (only == null || needed == null) {
                String label = branches == 0 ? name : name + " (" + (branches + 1) + ")";
                int before = rows.size();
                inequality(kind, label, g, row.range(), intervals.interval(g), rows);
                branches += rows.size() - before;
            } else if (g == only.symbol() && only.kind() == NonsmoothTerm.Kind.NORM) {
                double squared = needed.upper() * Math.abs(needed.upper());
                pending.push(new Row(name, only.first(), new Range(Double.NEGATIVE_INFINITY, squared), none));
            } else if (g == only.symbol() && only.kind() == NonsmoothTerm.Kind.ABSOLUTE && needed.upper() >= 0) {
                pending.push(new Row(name, only.first(), new Range(-needed.upper(), needed.upper()), none));
            } else {
                Expression other =
                        only.kind() == NonsmoothTerm.Kind.ABSOLUTE ? graph.negate(only.first()) : only.second();
                pending.push(new Row(name, replaced(g, only, other), needed, none));
                pending.push(new Row(name, replaced(g, only, only.first()), needed, none));
            }
        }
    }

    /** The one term of an inequality that can be replaced by its branches, or null. */
    private @Nullable NonsmoothTerm onlyTerm(Expression g, Monotonicity direction) {
        Map<Variable, MonotonicityAnalysis.Occurrence> occurrences = analysis.occurrences(g, direction);
        if (occurrences.size() != 1) {
            return null;
        }
        Variable symbol = occurrences.keySet().iterator().next();
        NonsmoothTerm term = java.util.Objects.requireNonNull(terms.bySymbol().get(symbol));
        MonotonicityAnalysis.Occurrence own = occurrences.values().iterator().next();
        boolean norm = term.kind() == NonsmoothTerm.Kind.NORM;
        boolean possible = own.monotonicity() == term.exact()
                && own.affine()
                && term.kind() != NonsmoothTerm.Kind.SIGN
                && (!norm || g == symbol)
                && (g == symbol || !uses.isRequired(term));
        return possible ? term : null;
    }

    private Expression replaced(Expression g, NonsmoothTerm term, Expression branch) {
        return new Derivatives(graph)
                .substitute(List.of(g), Map.of(term.symbol(), branch))
                .get(0);
    }

    /** Constant summands, factors and minus signs moved from the function to its range, if a term remains alone. */
    private Row peeled(Row row) {
        Expression g = row.function();
        Interval range = ProblemBox.interval(row.range());
        while (!(g instanceof Variable)) {
            if (g instanceof Unary u && u.function() == UnaryFunction.NEGATE) {
                g = u.operand();
                range = new Interval(-range.upper(), -range.lower());
            } else if (g instanceof Binary b && b.left() instanceof Constant c && moves(b, c)) {
                g = b.right();
                range = moved(b.function(), c.value(), range);
            } else if (g instanceof Binary b && b.right() instanceof Constant c && movesRight(b)) {
                g = b.left();
                double shift = b.function() == BinaryFunction.ADD ? -c.value() : c.value();
                range = new Interval(range.lower() + shift, range.upper() + shift);
            } else {
                return row;
            }
        }
        return terms.bySymbol().containsKey(g)
                ? new Row(row.name(), g, new Range(range.lower(), range.upper()), row.use())
                : row;
    }

    private static boolean movesRight(Binary b) {
        return b.function() == BinaryFunction.ADD || b.function() == BinaryFunction.SUBTRACT;
    }

    private static boolean moves(Binary b, Constant c) {
        return movesRight(b) || b.function() == BinaryFunction.MULTIPLY && c.value() != 0;
    }

    /** The range of x for which c ∘ x lies in {@code range}. */
    private static Interval moved(BinaryFunction function, double c, Interval range) {
        return switch (function) {
            case ADD -> new Interval(range.lower() - c, range.upper() - c);
            case SUBTRACT -> new Interval(c - range.upper(), c - range.lower());
            default ->
                c > 0
                        ? new Interval(range.lower() / c, range.upper() / c)
                        : new Interval(range.upper() / c, range.lower() / c);
        };
    }
}
