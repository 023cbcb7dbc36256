package org.turnpike.io;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Elaborator;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Quantity;
import org.turnpike.expression.Scope;
import org.turnpike.expression.Syntax;
import org.turnpike.expression.SyntaxException;
import org.turnpike.problem.InputException;

/**
 * The constants and named expressions of a problem, in an order in which each uses only earlier ones. They may be written
 * in any order; one that uses itself, directly or through others, is an error that shows the cycle.
 *
 * <p>Neither finding the order nor evaluating recurses, so that a long chain of names cannot overflow the stack.
 */
final class Definitions {
    /** A use of a name, at an end of the horizon or where the user of the name stands. */
    private record Use(String name, Scope.@Nullable End end) {
        // Written out: the generated methods link themselves at first use, which a short run pays for.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Use use && name.equals(use.name) && end == use.end;
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 3 + (end == null ? 0 : 1 + end.ordinal());
        }
    }

    private final Symbols symbols;
    private final Map<String, List<Use>> uses = new LinkedHashMap<>();
    private final Map<String, Integer> order = new HashMap<>();

    Definitions(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Takes in a declared constant or named expression. */
    void add(Symbol.Definition definition) {
        uses.put(definition.field().key(), usesOf(definition.components()));
    }

    /** Finds the order. */
    void sort() {
        for (String name : uses.keySet()) {
            if (!order.containsKey(name)) {
                visit(name);
            }
        }
    }

    /** Depth-first search with a stack of its own; a name met again while still open closes a cycle. */
    private void visit(String first) {
        Deque<String> open = new ArrayDeque<>();
        Deque<Iterator<Use>> pending = new ArrayDeque<>();
        Map<String, Boolean> isOpen = new HashMap<>();
        open.push(first);
        pending.push(usesFrom(first).iterator());
        isOpen.put(first, true);
        while (!open.isEmpty()) {
            Iterator<Use> rest = pending.getFirst();
            if (!rest.hasNext()) {
                String done = open.pop();
                pending.pop();
                isOpen.remove(done);
                order.put(done, order.size());
                continue;
            }
            String used = rest.next().name();
            if (isOpen.containsKey(used)) {
                throw cycle(open, used);
            }
            if (uses.containsKey(used) && !order.containsKey(used)) {
                open.push(used);
                pending.push(usesFrom(used).iterator());
                isOpen.put(used, true);
            }
        }
    }

    private List<Use> usesFrom(String name) {
        return uses.getOrDefault(name, List.of());
    }

    private InputException cycle(Deque<String> open, String used) {
        List<String> names = new ArrayList<>(open);
        StringBuilder cycle = new StringBuilder();
        int length = names.indexOf(used) + 1;
        int shown = 0;
        for (int i = length - 1; i >= 0 && shown < 8; i--, shown++) {
            cycle.append(names.get(i)).append(" -> ");
        }
        cycle.append(shown < length ? "… -> " : "").append(used);
        @Nullable Symbol symbol = symbols.get(used);
        if (symbol == null) {
            throw new IllegalStateException(used);
        }
        return symbol.field().error("'" + used + "' uses itself: " + cycle);
    }

    /** Evaluates what {@code syntax} needs of the definitions at {@code place}, so that it can be elaborated there. */
    void prepare(List<Syntax> syntax, Place place) {
        TreeMap<Integer, List<Place>> needed = new TreeMap<>();
        Deque<Use> open = new ArrayDeque<>();
        Deque<Place> openPlaces = new ArrayDeque<>();
        need(usesOf(syntax), place, needed, open, openPlaces);
        Map<Integer, String> names = new HashMap<>();
        while (!open.isEmpty()) {
            Use use = open.pop();
            Place at = openPlaces.pop();
            names.put(order.getOrDefault(use.name(), -1), use.name());
            need(usesFrom(use.name()), at, needed, open, openPlaces);
        }
        for (Map.Entry<Integer, List<Place>> entry : needed.entrySet()) {
            String name = names.getOrDefault(entry.getKey(), "");
            for (Place at : entry.getValue()) {
                if (!symbols.isDefined(name, at) && symbols.get(name) instanceof Symbol.Definition d) {
                    symbols.define(name, at, evaluate(d, at));
                }
            }
        }
    }

    private void need(
            List<Use> used, Place place, Map<Integer, List<Place>> needed, Deque<Use> open, Deque<Place> openPlaces) {
        for (Use use : used) {
            @Nullable Integer position = order.get(use.name());
            if (position == null) {
                continue;
            }
            Place at = place(use, place);
            @Nullable List<Place> places = needed.get(position);
            if (places == null) {
                places = new ArrayList<>();
                needed.put(position, places);
            }
            if (!places.contains(at) && !symbols.isDefined(use.name(), at)) {
                places.add(at);
                open.push(use);
                openPlaces.push(at);
            }
        }
    }

    private Place place(Use use, Place place) {
        if (symbols.get(use.name()) instanceof Symbol.Definition d && d.isConstant()) {
            return Place.CONSTANT;
        }
        return use.end() == null ? place : use.end() == Scope.End.START ? Place.START : Place.END;
    }

    private Quantity evaluate(Symbol.Definition definition, Place place) {
        Elaborator elaborator = symbols.at(definition.isConstant() ? Place.CONSTANT : place);
        List<Expression> components = new ArrayList<>();
        for (int i = 0; i < definition.components().size(); i++) {
            Syntax component = definition.components().get(i);
            try {
                Quantity value = elaborator.quantity(component);
                if (!definition.vector()) {
                    return value;
                }
                components.add(elaborator.scalar(component));
            } catch (SyntaxException e) {
                throw definition.texts().get(i).error(e.from(), e.to(), e.getMessage());
            }
        }
        return Quantity.vector(components);
    }

    /** The names that syntax uses, each once. */
    private static List<Use> usesOf(List<Syntax> syntax) {
        List<Use> found = new ArrayList<>();
        Deque<Syntax> open = new ArrayDeque<>(syntax);
        Set<Use> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Syntax s = open.pop();
            @Nullable Use use = null;
            if (s instanceof Syntax.Name n) {
                use = new Use(n.name(), null);
            } else if (s instanceof Syntax.Component c) {
                use = new Use(c.name(), null);
                open.push(c.index());
            } else if (s instanceof Syntax.Negation n) {
                open.push(n.operand());
            } else if (s instanceof Syntax.Operation o) {
                open.push(o.left());
                open.push(o.right());
            } else if (s instanceof Syntax.Chain c) {
                for (Syntax operand : c.operands()) {
                    open.push(operand);
                }
            } else if (s instanceof Syntax.Call c) {
                Scope.@Nullable End end = Elaborator.end(c);
                if (end == null) {
                    for (Syntax argument : c.arguments()) {
                        open.push(argument);
                    }
                } else {
                    int bracket = c.function().indexOf('[');
                    use = new Use(bracket < 0 ? c.function() : c.function().substring(0, bracket), end);
                }
            }
            if (use != null && seen.add(use)) {
                found.add(use);
            }
        }
        return found;
    }
}
