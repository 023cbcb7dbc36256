package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;
import org.turnpike.pmp.shooting.Junction;
import org.turnpike.pmp.shooting.SmoothFunction;

/**
 * The conditions of a junction between two arcs.
 *
 * <table>
 * <caption>One component of the control; Φ = ∂H/∂u, c the constraint, q its order</caption>
 * <tr><th>from → to</th><th>conditions</th></tr>
 * <tr><td>fixed a → fixed b</td><td>H(u = a) = H(u = b)</td></tr>
 * <tr><td>fixed a ↔ interior</td><td>Φ(u = a) = 0, so that u is continuous</td></tr>
 * <tr><td>any → singular of order k</td><td>Φ = … = Φ^{(2k−1)} = 0</td></tr>
 * <tr><td>singular → any</td><td>none: the exit is determined by what follows</td></tr>
 * <tr><td>any → state constraint</td><td>c = … = c^{(q−1)} = 0 and Φ = … = Φ^{(q−1)} = 0 after the jump</td></tr>
 * <tr><td>state constraint → any</td><td>none</td></tr>
 * <tr><td>fixed a or singular ↔ mixed constraint</td><td>c = 0 with the other arc's u</td></tr>
 * <tr><td>interior ↔ mixed constraint</td><td>μ = 0</td></tr>
 * <tr><td>contact</td><td>c = … = c^{(q−1)} = 0</td></tr>
 * </table>
 *
 * <p>The costate jumps, p₊ = p₋ − ν ∂c/∂x, where a constraint of order q ≥ 2 is entered, left or touched; for q = 1 it is continuous.
 *
 * @see <a href="https://doi.org/10.1137/1037043">Hartl, Sethi, Vickson (1995), section 4 and table of junction conditions</a>
 */
final class Transition {
    private final CanonicalSystem system;
    private final Dependence dependence;
    private final ExpressionGraph graph;
    private final ArcDefinition before;
    private final ArcDefinition after;
    private final List<Expression> onEnd = new ArrayList<>();
    private final List<Expression> onStart = new ArrayList<>();
    private @Nullable ActiveConstraint jumping;

    Transition(
            CanonicalSystem system,
            Dependence dependence,
            ArcDefinition before,
            ArcDefinition after,
            @Nullable ActiveConstraint contact)
            throws UnsupportedStructureException {
        this.system = system;
        this.dependence = dependence;
        this.before = before;
        this.after = after;
        graph = system.graph();
        for (int i = 0; i < before.modes().size(); i++) {
            if (!before.modes().get(i).equals(after.modes().get(i))) {
                component(i, before.modes().get(i), after.modes().get(i));
            }
        }
        if (contact != null) {
            touch(contact);
        }
    }

    private void component(int i, Mode from, Mode to) throws UnsupportedStructureException {
        if (from instanceof Mode.OnConstraint on) {
            leave(i, on, to);
        }
        if (to instanceof Mode.Fixed b) {
            if (from instanceof Mode.Fixed a) {
                onEnd.add(graph.subtract(with(before, i, a.value()), with(before, i, b.value())));
            } else if (from instanceof Mode.Interior) {
                onStart.add(slopeAt(before, i, b.value()));
            }
        } else if (to instanceof Mode.Interior) {
            if (from instanceof Mode.Fixed a) {
                onEnd.add(slopeAt(after, i, a.value()));
            }
        } else if (to instanceof Mode.Singular) {
            int known = from instanceof Mode.OnConstraint ? before.order(i) : 0;
            List<Expression> entry = after.entry(i);
            // Bang arcs can join a singular one of even order only after infinitely many switches (Kelley, Kopp, Moyer
            // 1967): of finitely
            // many, the last ends where Φ = 0.
            int end = from instanceof Mode.Fixed && after.order(i) % 2 == 0 ? 1 : entry.size();
            onStart.addAll(entry.subList(Math.min(known, end), end));
        } else if (to instanceof Mode.OnConstraint on) {
            enter(i, from, on);
        }
    }

    private void enter(int i, Mode from, Mode.OnConstraint on) throws UnsupportedStructureException {
        int q = after.order(i);
        if (q == 0) {
            if (from instanceof Mode.Interior) {
                onStart.add(required(after.multiplier(i)));
            } else if (from instanceof Mode.Fixed a && affine(i)) {
                onEnd.add(graph.subtract(with(before, i, a.value()), with(before, i, required(after.law(i)))));
            } else if (!(from instanceof Mode.OnConstraint)) {
                onEnd.add(on.constraint().function());
            }
            return;
        }
        List<Expression> entry = after.entry(i);
        onEnd.addAll(entry.subList(0, q));
        int known = from instanceof Mode.Singular ? 2 * before.order(i) : 0;
        onStart.addAll(entry.subList(Math.min(q + known, entry.size()), entry.size()));
        jump(on.constraint(), q);
    }

    private void leave(int i, Mode.OnConstraint on, Mode to) throws UnsupportedStructureException {
        int q = before.order(i);
        if (q > 0) {
            jump(on.constraint(), q);
        } else if (to instanceof Mode.Interior) {
            onEnd.add(required(before.multiplier(i)));
        } else if (to instanceof Mode.Fixed b && affine(i)) {
            onStart.add(graph.subtract(with(after, i, required(before.law(i))), with(after, i, b.value())));
        } else if (to instanceof Mode.Fixed b) {
            onEnd.add(graph.subtract(system.controls().get(i), graph.constant(b.value())));
        }
    }

    /** Whether H is affine in a control, so that it jumps where a constraint takes it over. */
    private boolean affine(int i) {
        Variable u = system.controls().get(i);
        Expression slope = system.derivatives()
                .gradient(before.signedHamiltonian(), List.of(u))
                .get(0);
        return !dependence.of(slope, u);
    }

    private void jump(ActiveConstraint constraint, int q) throws UnsupportedStructureException {
        if (q < 2) {
            return;
        }
        if (jumping != null) {
            throw new UnsupportedStructureException("Two constraints of order 2 or more meet at one junction: "
                    + jumping.name() + " and " + constraint.name() + ".");
        }
        jumping = constraint;
    }

    private void touch(ActiveConstraint contact) throws UnsupportedStructureException {
        Expression c = contact.function();
        int order = 0;
        while (!dependence.onControls(c)) {
            onEnd.add(c);
            if (++order > 6) {
                throw new UnsupportedStructureException("No control moves the constraint " + contact.name() + ".");
            }
            c = system.along(c, system.hamiltonian(), system.dynamics(), graph.constant(0));
        }
        jumping = contact;
    }

    private static Expression required(@Nullable Expression multiplier) throws UnsupportedStructureException {
        if (multiplier == null) {
            throw new UnsupportedStructureException(
                    "A mixed constraint does not determine its control in closed form.");
        }
        return multiplier;
    }

    private Expression with(ArcDefinition arc, int i, double value) {
        return with(arc, i, graph.constant(value));
    }

    /** H with component i at a value, the other controls as variables. */
    private Expression with(ArcDefinition arc, int i, Expression value) {
        Variable u = system.controls().get(i);
        return system.derivatives()
                .substitute(List.of(arc.signedHamiltonian()), Map.of(u, value))
                .get(0);
    }

    /** ∂H/∂u_i at a value, |u_i| having the sign of the arc on which the component is inside. */
    private Expression slopeAt(ArcDefinition inside, int i, double value) {
        Variable u = system.controls().get(i);
        Expression slope = system.derivatives()
                .gradient(inside.signedHamiltonian(), List.of(u))
                .get(0);
        return system.derivatives()
                .substitute(List.of(slope), Map.of(u, graph.constant(value)))
                .get(0);
    }

    /** Compiled. */
    Junction junction() {
        List<Variable> inputs = system.inputs();
        List<Variable> outer = system.canonical();
        outer.add(system.time());
        SmoothFunction jump = null;
        if (jumping != null) {
            List<Expression> direction = new ArrayList<>();
            system.states().forEach(x -> direction.add(graph.constant(0)));
            system.derivatives()
                    .gradient(jumping.function(), system.states())
                    .forEach(slope -> direction.add(graph.negate(slope)));
            jump = new SmoothFunction(graph, direction, outer);
        }
        return new Junction(
                onEnd.isEmpty() ? null : new SmoothFunction(graph, onEnd, inputs),
                onStart.isEmpty() ? null : new SmoothFunction(graph, onStart, inputs),
                jump);
    }
}
