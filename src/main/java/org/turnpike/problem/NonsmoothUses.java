package org.turnpike.problem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;

/**
 * Which nonsmooth terms need an auxiliary unknown, because some function of the problem uses them, in a way that keeps the
 * optimum; other uses are refused.
 */
final class NonsmoothUses {
    /** A function and how each symbol occurs in it. */
    record Use(Map<Variable, MonotonicityAnalysis.Occurrence> occurrences) {}

    private record Operands(NonsmoothTerm term, String where) {}

    private final ExpressionGraph graph;
    private final Map<Variable, NonsmoothTerm> terms;
    private final List<NonsmoothTerm> outermostFirst;
    private final MonotonicityAnalysis analysis;
    private final Set<Variable> nonlinear = new HashSet<>();
    private final Map<Variable, Use> required = new HashMap<>();
    private final ArrayDeque<Operands> pending = new ArrayDeque<>();

    NonsmoothUses(ExpressionGraph graph, Map<Variable, NonsmoothTerm> terms, MonotonicityAnalysis analysis) {
        this.graph = graph;
        this.terms = terms;
        this.analysis = analysis;
        this.outermostFirst = new ArrayList<>(terms.values());
        java.util.Collections.reverse(outermostFirst);
    }

    /** Whether the term has an auxiliary unknown. */
    boolean isRequired(NonsmoothTerm term) {
        return required.containsKey(term.symbol());
    }

    /** Whether some function that uses the term is not affine in it. */
    boolean isNonlinear(NonsmoothTerm term) {
        return nonlinear.contains(term.symbol());
    }

    /** How the operands of a required term use inner terms. */
    Use operands(NonsmoothTerm term) {
        return java.util.Objects.requireNonNull(required.get(term.symbol()));
    }

    /**
     * Registers a function whose growth is bad (INCREASING), good (DECREASING), or neither may be assumed (UNKNOWN).
     *
     * @param where for messages
     * @throws InputException if a term in it cannot be reformulated exactly
     */
    Use use(Expression function, Monotonicity direction, String where) {
        Use use = register(List.of(function), direction, where);
        while (!pending.isEmpty()) {
            Operands next = pending.pop();
            NonsmoothTerm term = next.term();
            Monotonicity passed =
                    switch (term.kind()) {
                        case MAXIMUM, NORM -> Monotonicity.INCREASING;
                        case MINIMUM -> Monotonicity.DECREASING;
                        case ABSOLUTE, SIGN -> Monotonicity.UNKNOWN;
                    };
            required.put(
                    term.symbol(),
                    register(List.of(term.first(), term.second()), passed, next.where() + ", inside " + term.text()));
        }
        return use;
    }

    private Use register(List<Expression> functions, Monotonicity direction, String where) {
        Map<Variable, MonotonicityAnalysis.Occurrence> occurrences = new LinkedHashMap<>();
        for (Expression function : functions) {
            analysis.occurrences(function, direction).forEach((v, o) -> occurrences.merge(v, o, (a, b) -> a.and(b)));
        }
        for (NonsmoothTerm term : outermostFirst) {
            MonotonicityAnalysis.@Nullable Occurrence own = occurrences.get(term.symbol());
            if (own == null) {
                continue;
            }
            if (own.monotonicity() == term.exact() && term.kind() != NonsmoothTerm.Kind.SIGN) {
                if (!own.affine()) {
                    nonlinear.add(term.symbol());
                }
                if (!required.containsKey(term.symbol())) {
                    required.put(term.symbol(), new Use(Map.of()));
                    pending.push(new Operands(term, where));
                }
            } else if (term.kind() == NonsmoothTerm.Kind.NORM) {
                // stays a square root here, smooth wherever the argument is not 0
                analysis.occurrences(term.first(), own.monotonicity())
                        .forEach((v, o) -> occurrences.merge(
                                v, new MonotonicityAnalysis.Occurrence(o.monotonicity(), false), (a, b) -> a.and(b)));
            } else {
                throw new InputException(refusal(term, own.monotonicity(), direction, where));
            }
        }
        return new Use(occurrences);
    }

    /** The function with symbols replaced: by {@code values} where a term has an auxiliary, by its square root for other norms. */
    Expression substitute(Expression function, Use use, Map<Variable, Expression> values) {
        Map<Variable, Expression> replacement = new HashMap<>();
        Derivatives derivatives = new Derivatives(graph);
        for (NonsmoothTerm term : terms.values()) {
            MonotonicityAnalysis.@Nullable Occurrence own = use.occurrences().get(term.symbol());
            if (own == null) {
                continue;
            }
            if (term.kind() == NonsmoothTerm.Kind.NORM && own.monotonicity() != Monotonicity.INCREASING) {
                Expression sum = derivatives
                        .substitute(List.of(term.first()), replacement)
                        .get(0);
                replacement.put(term.symbol(), graph.apply(UnaryFunction.SQRT, sum));
            } else {
                replacement.put(term.symbol(), java.util.Objects.requireNonNull(values.get(term.symbol())));
            }
        }
        return derivatives.substitute(List.of(function), replacement).get(0);
    }

    private static String refusal(NonsmoothTerm term, Monotonicity own, Monotonicity root, String where) {
        String reason;
        if (term.kind() == NonsmoothTerm.Kind.SIGN) {
            reason = "it jumps at 0";
        } else if (root == Monotonicity.UNKNOWN) {
            reason = where.contains(", inside |")
                    ? "both signs of what stands inside the bars count"
                    : where.startsWith("the dynamics")
                            ? "dynamics hold with equality, and an inequality for the term would change them"
                            : "a constraint with equality or with both sides bounds it from below and above";
        } else if (own == Monotonicity.UNKNOWN) {
            reason = "it is combined with a factor whose sign, or a function whose domain, the bounds do not settle";
        } else {
            String better = term.kind() == NonsmoothTerm.Kind.MINIMUM ? "smaller" : "larger";
            reason = "the curvature is the wrong way: it would pay to pretend that the term is " + better
                    + " than it is";
        }
        return term.text() + " in " + where + " is not smooth and cannot be reformulated exactly: " + reason
                + ". Give bounds that tell " + term.deciding() + ", or replace it by the smooth "
                + term.smoothReplacement() + ", or split the horizon where it switches.";
    }
}
