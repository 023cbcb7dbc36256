package org.turnpike.problem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/**
 * A sequence of phases i = 1 … N, each an optimal-control problem on its own [t₀ᵢ, t_fᵢ], tied by the values at their ends:
 *
 * <pre>
 *   minimise (or maximise)  Σᵢ Jᵢ + φ(all x(t₀ᵢ), x(t_fᵢ), p, t₀ᵢ, t_fᵢ)
 *   subject to              the constraints of each phase,
 *                           lL ≤ l(all x(t₀ᵢ), x(t_fᵢ), p, t₀ᵢ, t_fᵢ) ≤ lU      (links)
 *                           qL ≤ Σᵢ ∫ qᵢ dt ≤ qU                               (integrals of the whole)
 * </pre>
 *
 * <p>Costates may jump from phase to phase: p(t_fᵢ) = ∂L/∂x(t_fᵢ) and p(t₀ᵢ) = −∂L/∂x(t₀ᵢ) with L = φ + νᵀl.
 *
 * @param graph of the expressions that know several phases; their variables are those of {@link #images}
 * @param shared names of the parameters that all phases have in common
 * @param maximize the sense of all costs
 * @param endpoint φ
 * @param links l
 * @param integrals of the whole
 * @param constants by name
 */
public record MultiphaseProblem(
        String name,
        ExpressionGraph graph,
        List<Phase> phases,
        Set<String> shared,
        boolean maximize,
        Expression endpoint,
        List<BoundaryConstraint> links,
        List<TotalIntegral> integrals,
        Map<String, Double> constants,
        @Nullable Reference reference) {

    /**
     * A part of the sequence with dynamics, states, time and cost of its own.
     *
     * @param name unique among the phases
     * @param problem in a graph of its own; an integral of free range is one that the whole sequence constrains
     * @param follows whether t₀ is the previous phase's t_f; the range of its t₀ says nothing then
     */
    public record Phase(String name, OptimalControlProblem problem, boolean follows) {}

    /**
     * lower ≤ Σᵢ ∫ qᵢ dt ≤ upper.
     *
     * @param integrands qᵢ, one a phase, in the phase's variables
     */
    public record TotalIntegral(String name, List<Expression> integrands, Range range) {
        public TotalIntegral {
            integrands = List.copyOf(integrands);
        }
    }

    public MultiphaseProblem {
        phases = List.copyOf(phases);
        shared = Set.copyOf(shared);
        links = List.copyOf(links);
        integrals = List.copyOf(integrals);
        constants = Map.copyOf(constants);
    }

    /** What a phase's quantity is called where several phases are spoken of. */
    public static String qualified(String name, String phase) {
        return name + " (phase " + phase + ")";
    }

    /** The variables that stand for a phase's own in {@code graph}: {@link #qualified}, those of shared parameters plain. */
    public static Map<Variable, Expression> images(
            ExpressionGraph graph, String phase, OptimalControlProblem problem, Set<String> shared) {
        Map<Variable, Expression> images = new HashMap<>();
        for (Variable v : new GuessPoint(problem).variables()) {
            images.put(v, graph.variable(shared.contains(v.name()) ? v.name() : qualified(v.name(), phase)));
        }
        return images;
    }

    /** An expression of a phase in the variables of {@link #images}. */
    public Expression inGraph(Phase phase, Expression expression) {
        return new Derivatives(graph)
                .substitute(List.of(expression), images(graph, phase.name(), phase.problem(), shared))
                .get(0);
    }
}
