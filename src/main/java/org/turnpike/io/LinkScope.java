package org.turnpike.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.NearestName;
import org.turnpike.expression.Quantity;
import org.turnpike.expression.Scope;
import org.turnpike.expression.Syntax;
import org.turnpike.expression.SyntaxException;
import org.turnpike.expression.Variable;
import org.turnpike.problem.MultiphaseProblem;
import org.turnpike.problem.OptimalControlProblem;

/**
 * Names where several phases are spoken of: {@code boost.m(end)} is the m of the phase boost at its end. Without a phase, a value
 * at the start is the first phase's, one at the end the last phase's, and T is the length of the whole.
 */
final class LinkScope implements Scope {
    /** A phase that has been read, and what its names mean. */
    record ReadPhase(String name, OptimalControlProblem problem, Formulas formulas) {}

    private final ExpressionGraph graph;
    private final List<ReadPhase> phases;
    private final Set<String> shared;
    private final Place place;
    private final List<Map<Variable, Expression>> images = new ArrayList<>();
    private final Set<String> mentionedStarts = new HashSet<>();

    /**
     * @param shared names of parameters that all phases have
     * @param place what a name without an end means: START, END or (an error) BOUNDARY
     */
    LinkScope(ExpressionGraph graph, List<ReadPhase> phases, Set<String> shared, Place place) {
        this.graph = graph;
        this.phases = phases;
        this.shared = shared;
        this.place = place;
        for (ReadPhase phase : phases) {
            images.add(MultiphaseProblem.images(graph, phase.name(), phase.problem(), shared));
        }
    }

    /** Whether a value was asked for at the start of a phase, by its {@code phase.name}. */
    boolean mentionsStart(String phase, String name) {
        return mentionedStarts.contains(phase + "." + name);
    }

    @Override
    public @Nullable Quantity value(String name, int from, int to) {
        int dot = name.indexOf('.');
        if (dot >= 0) {
            int phase = phase(name.substring(0, dot), from, to);
            String own = name.substring(dot + 1);
            return meaning(phase, new Syntax.Name(own, from, to), own, Place.BOUNDARY, from, to);
        }
        if (name.equals("T")) {
            return Quantity.of(graph.subtract(time(phases.size() - 1, End.END), time(0, End.START)));
        }
        int phase = place == Place.END ? phases.size() - 1 : 0;
        if (name.equals("t") && place != Place.BOUNDARY) {
            return Quantity.of(time(phase, place == Place.END ? End.END : End.START));
        }
        if (!isKnown(phase, name)) {
            return null;
        }
        return meaning(phase, new Syntax.Name(name, from, to), name, place, from, to);
    }

    @Override
    public @Nullable Quantity valueAt(String name, End end, int from, int to) {
        int dot = name.indexOf('.');
        int phase = dot >= 0 ? phase(name.substring(0, dot), from, to) : end == End.START ? 0 : phases.size() - 1;
        String own = name.substring(dot + 1);
        if (dot < 0 && !isKnown(phase, own)) {
            return null;
        }
        if (end == End.START) {
            mentionedStarts.add(phases.get(phase).name() + "." + own);
        }
        Syntax.Name where = new Syntax.Name(end == End.START ? "start" : "end", from, to);
        return meaning(phase, new Syntax.Call(own, List.of(where), from, to), own, Place.BOUNDARY, from, to);
    }

    private boolean isKnown(int phase, String name) {
        return name.equals("t")
                || name.equals("pi")
                || phases.get(phase).formulas().symbols().get(name) != null;
    }

    private Expression time(int phase, End end) {
        ReadPhase one = phases.get(phase);
        Variable time = end == End.START
                ? one.problem().horizon().startTime()
                : one.problem().horizon().endTime();
        return new Derivatives(graph)
                .substitute(List.of(time), images.get(phase))
                .get(0);
    }

    private int phase(String name, int from, int to) {
        List<String> names = phases.stream().map(ReadPhase::name).toList();
        int found = names.indexOf(name);
        if (found < 0) {
            String hint = NearestName.hint(name, names);
            throw new SyntaxException(
                    "unknown phase '" + name + "'"
                            + (hint.isEmpty() ? "; expected one of " + String.join(", ", names) : hint),
                    from,
                    to);
        }
        return found;
    }

    private Quantity meaning(int phase, Syntax own, String name, Place at, int from, int to) {
        ReadPhase one = phases.get(phase);
        if (!isKnown(phase, name) && !name.equals("T")) {
            List<String> known = new ArrayList<>(one.formulas().symbols().all().keySet());
            known.add("t");
            throw new SyntaxException(
                    "the phase '" + one.name() + "' has no '" + name + "'" + NearestName.hint(name, known), from, to);
        }
        Quantity value = one.formulas().quantity(own, at);
        List<Expression> components =
                new Derivatives(graph).substitute(value.components(), new HashMap<>(images.get(phase)));
        return new Quantity(components, value.isVector());
    }

    @Override
    public Iterable<String> names() {
        Set<String> names = new java.util.LinkedHashSet<>(shared);
        for (ReadPhase phase : phases) {
            names.addAll(phase.formulas().symbols().all().keySet());
            for (String own : phase.formulas().symbols().all().keySet()) {
                names.add(phase.name() + "." + own);
            }
        }
        names.addAll(List.of("t", "T", "pi"));
        return names;
    }
}
