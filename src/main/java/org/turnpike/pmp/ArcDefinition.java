package org.turnpike.pmp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;
import org.turnpike.expression.Variable;
import org.turnpike.pmp.shooting.SmoothFunction;

/**
 * One arc of an extremal: from the mode of each component of the control, the law u(x, p, t) and the equations of motion.
 *
 * <ul>
 *   <li>Fixed: u = value.
 *   <li>Interior: ∂H/∂u = 0, in closed form where it is affine in u, else by Newton's method.
 *   <li>Singular of order k: d^{2k}/dt^{2k} ∂H/∂u = 0, the first derivative that contains u.
 *   <li>On a constraint c ≤ 0: the derivative c^{(q)} of lowest order that contains u is 0; p′ = −H_x − μ c_x (direct adjoining) with
 *       μ = −H_u/c_u for q = 0, and for q ≥ 1 the μ that keeps ∂H/∂u = 0.
 * </ul>
 *
 * @see <a href="https://doi.org/10.1137/1037043">Hartl, Sethi, Vickson: A survey of the maximum principles for optimal control problems with
 *     state constraints, SIAM Review 37 (1995), section 4</a>
 * @see <a href="https://doi.org/10.1007/BF00928120">Bell, Jacobson: Singular Optimal Control Problems (1975)</a>
 */
final class ArcDefinition {
    private static final int HIGHEST_ORDER = 6;

    private final CanonicalSystem system;
    private final Dependence dependence;
    private final ExpressionGraph graph;
    private final Derivatives derivatives;
    private final List<Mode> modes;
    private final List<Variable> controls;
    /** u_i as an expression of (x, p, t), null where the law is an equation. */
    private final @Nullable Expression[] law;
    /** What vanishes to determine u_i, for components without a law in closed form. */
    private final Map<Integer, Expression> equations = new HashMap<>();

    private final List<List<Expression>> entry = new ArrayList<>();
    private final int[] order;
    private final @Nullable Expression[] generalizedLegendre;
    private Expression hamiltonian;
    private List<Expression> dynamics;
    /** Σ μ c over active constraints, μ put in after differentiation. */
    private final Map<Variable, Expression> multipliers = new HashMap<>();

    private Expression multiplied;

    ArcDefinition(CanonicalSystem system, Dependence dependence, List<Mode> modes)
            throws UnsupportedStructureException {
        this.system = system;
        this.dependence = dependence;
        this.modes = List.copyOf(modes);
        graph = system.graph();
        derivatives = system.derivatives();
        controls = system.controls();
        law = new Expression[modes.size()];
        order = new int[modes.size()];
        generalizedLegendre = new Expression[modes.size()];
        modes.forEach(mode -> entry.add(new ArrayList<>()));
        hamiltonian = signed(system.hamiltonian());
        dynamics = system.dynamics();
        multiplied = graph.constant(0);
        fix();
        constrain();
        stationary();
        singular();
        multiply();
    }

    List<Mode> modes() {
        return modes;
    }

    /** u_i as an expression of (x, p, t) and controls without a closed law; null where the law is an equation. */
    @Nullable
    Expression law(int i) {
        return law[i];
    }

    /** k of a singular component, q of one on a constraint; else 0. */
    int order(int i) {
        return order[i];
    }

    /**
     * What must vanish where the component enters this arc, in this order: of a singular one ∂H/∂u and its 2k − 1 derivatives, of one
     * on a state constraint of order q the same for q derivatives, of one on a mixed constraint the multiplier. Functions of (x, p, t) and u.
     */
    List<Expression> entry(int i) {
        return entry.get(i);
    }

    /** (−1)^k ∂/∂u d^{2k}/dt^{2k} H_u of a singular component (≥ 0 by Kelley), H_uu of an interior one; null for others. */
    @Nullable
    Expression generalizedLegendre(int i) {
        return generalizedLegendre[i];
    }

    /** H with |u_i| = ± u_i as on this arc; fixed components are not put in. */
    Expression signedHamiltonian() {
        return signed(system.hamiltonian());
    }

    /** The constraint's multiplier μ as an expression of (x, p, t, u); null if the component is on none. */
    @Nullable
    Expression multiplier(int i) {
        return modes.get(i) instanceof Mode.OnConstraint on
                ? derivatives
                        .substitute(List.of((Expression) multiplierOf(on.constraint())), multipliers)
                        .get(0)
                : null;
    }

    private Variable multiplierOf(ActiveConstraint constraint) {
        return graph.variable("multiplier of " + constraint.name());
    }

    /** |u_i| by its sign where the component has one. */
    private Expression signed(Expression h) {
        Expression result = h;
        for (int i = 0; i < modes.size(); i++) {
            int sign = modes.get(i) instanceof Mode.Interior a
                    ? a.sign()
                    : modes.get(i) instanceof Mode.Singular s ? s.sign() : 0;
            if (sign != 0) {
                result = withoutModulus(result, controls.get(i), sign);
            }
        }
        return result;
    }

    private Expression withoutModulus(Expression f, Variable u, int sign) {
        Expression modulus = graph.apply(UnaryFunction.ABS, u);
        if (!(modulus instanceof Unary) || !Tape.of(List.of(f)).contains(modulus)) {
            return f;
        }
        return new Replacement(graph, modulus, sign > 0 ? u : graph.negate(u)).of(f);
    }

    private void fix() {
        Map<Variable, Expression> values = new HashMap<>();
        for (int i = 0; i < modes.size(); i++) {
            if (modes.get(i) instanceof Mode.Fixed fixed) {
                law[i] = graph.constant(fixed.value());
                values.put(controls.get(i), graph.constant(fixed.value()));
            }
        }
        put(values);
    }

    private void put(Map<Variable, ? extends Expression> values) {
        hamiltonian = derivatives.substitute(List.of(hamiltonian), values).get(0);
        dynamics = derivatives.substitute(dynamics, values);
    }

    /** Whether an expression contains a control without a closed law. */
    private boolean open(Expression e) {
        Tape tape = Tape.of(List.of(e));
        for (int i = 0; i < modes.size(); i++) {
            if (law[i] == null && tape.contains(controls.get(i))) {
                return true;
            }
        }
        return false;
    }

    private Expression partial(Expression f, Variable v) {
        return derivatives.gradient(f, List.of(v)).get(0);
    }

    /** An expression in which u cancels, without it. */
    private Expression without(Expression e, Variable u) {
        return derivatives.substitute(List.of(e), Map.of(u, graph.constant(0))).get(0);
    }

    private boolean contains(Expression e, Variable v) {
        return Tape.of(List.of(e)).contains(v);
    }

    /** v such that an expression affine in v vanishes; null if it is not affine. */
    private @Nullable Expression root(Expression e, Variable v) {
        Expression slope = partial(e, v);
        if (slope.is(0)) {
            return null;
        }
        if (contains(slope, v)) {
            if (dependence.of(slope, v)) {
                return null;
            }
            slope = without(slope, v);
        }
        Expression rest =
                derivatives.substitute(List.of(e), Map.of(v, graph.constant(0))).get(0);
        return graph.negate(graph.divide(rest, slope));
    }

    /** u_i from its equation: in closed form, or the equation itself. */
    private void determine(int i, Expression equation) {
        Variable u = controls.get(i);
        Expression closed = root(equation, u);
        if (closed != null && !open(closed)) {
            law[i] = closed;
            put(Map.of(u, closed));
        } else {
            equations.put(i, equation);
        }
    }

    private void constrain() throws UnsupportedStructureException {
        for (int i = 0; i < modes.size(); i++) {
            if (!(modes.get(i) instanceof Mode.OnConstraint on)) {
                continue;
            }
            Variable u = controls.get(i);
            Expression c = on.constraint().function();
            int q = 0;
            Map<Variable, Expression> known = knownLaws();
            c = derivatives.substitute(List.of(c), known).get(0);
            List<Expression> derivativesOfC = new ArrayList<>();
            while (!dependence.of(c, u)) {
                c = without(c, u);
                derivativesOfC.add(c);
                if (++q > HIGHEST_ORDER) {
                    throw new UnsupportedStructureException("The constraint "
                            + on.constraint().name() + " does not depend on " + u.name() + ", nor do its derivatives.");
                }
                c = system.along(c, hamiltonian, dynamics, graph.constant(0));
            }
            order[i] = q;
            entry.get(i).addAll(derivativesOfC);
            if (q == 0) {
                multipliers.put(
                        multiplierOf(on.constraint()),
                        graph.negate(graph.divide(partial(hamiltonian, u), partial(c, u))));
            }
            multiplied = graph.add(
                    multiplied,
                    graph.multiply(
                            multiplierOf(on.constraint()),
                            derivatives
                                    .substitute(List.of(on.constraint().function()), known)
                                    .get(0)));
            determine(i, c);
        }
    }

    private Map<Variable, Expression> knownLaws() {
        Map<Variable, Expression> known = new HashMap<>();
        for (int i = 0; i < modes.size(); i++) {
            Expression closed = law[i];
            if (closed != null) {
                known.put(controls.get(i), closed);
            }
        }
        return known;
    }

    /** Interior components; those on a mixed constraint add μ c_u to the other components' stationarity. */
    private void stationary() {
        for (int i = 0; i < modes.size(); i++) {
            if (modes.get(i) instanceof Mode.Interior) {
                Expression lagrangian = derivatives
                        .substitute(List.of(graph.add(hamiltonian, mixedPart())), multipliers)
                        .get(0);
                // μ depends on u, but is a multiplier: it is not differentiated.
                Expression stationarity = partial(hamiltonian, controls.get(i));
                Expression force = partial(mixedPart(), controls.get(i));
                stationarity = derivatives
                        .substitute(List.of(graph.add(stationarity, force)), multipliers)
                        .get(0);
                generalizedLegendre[i] = partial(partial(lagrangian, controls.get(i)), controls.get(i));
                if (force.is(0)) {
                    generalizedLegendre[i] = partial(partial(hamiltonian, controls.get(i)), controls.get(i));
                }
                determine(i, stationarity);
            }
        }
    }

    private Expression mixedPart() {
        Expression sum = graph.constant(0);
        for (int i = 0; i < modes.size(); i++) {
            if (modes.get(i) instanceof Mode.OnConstraint on && order[i] == 0) {
                sum = graph.add(
                        sum,
                        graph.multiply(
                                multiplierOf(on.constraint()),
                                derivatives
                                        .substitute(List.of(on.constraint().function()), knownLaws())
                                        .get(0)));
            }
        }
        return sum;
    }

    private void singular() throws UnsupportedStructureException {
        for (int i = 0; i < modes.size(); i++) {
            if (!(modes.get(i) instanceof Mode.Singular)) {
                continue;
            }
            Variable u = controls.get(i);
            Expression phi = partial(hamiltonian, u);
            int derivative = 0;
            while (!dependence.of(phi, u)) {
                phi = without(phi, u);
                refuseOpen(phi, u);
                entry.get(i).add(phi);
                if (++derivative > HIGHEST_ORDER) {
                    throw new UnsupportedStructureException(
                            "No derivative of the switching function of " + u.name() + " up to order " + HIGHEST_ORDER
                                    + " contains it: the singular control is not determined.");
                }
                phi = system.along(phi, hamiltonian, dynamics, multiplied);
            }
            order[i] = derivative / 2;
            Expression slope = partial(phi, u);
            generalizedLegendre[i] = order[i] % 2 == 0 ? slope : graph.negate(slope);
            determine(i, phi);
        }
    }

    private void refuseOpen(Expression phi, Variable u) throws UnsupportedStructureException {
        if (open(phi)) {
            throw new UnsupportedStructureException("The switching function of " + u.name()
                    + " contains controls that have no law in closed form; its derivatives are not at hand.");
        }
    }

    /** μ of state constraints: the one that keeps ∂H/∂u = 0. */
    private void multiply() throws UnsupportedStructureException {
        for (int i = 0; i < modes.size(); i++) {
            if (!(modes.get(i) instanceof Mode.OnConstraint on) || order[i] == 0) {
                continue;
            }
            Variable u = controls.get(i);
            Variable mu = multiplierOf(on.constraint());
            // ∂H/∂u before u is put in, then all laws.
            Expression phi = partial(withAllButOne(i), u);
            phi = derivatives.substitute(List.of(phi), knownLaws()).get(0);
            int derivative = 0;
            while (!contains(phi, mu)) {
                refuseOpen(phi, u);
                entry.get(i).add(phi);
                if (++derivative > HIGHEST_ORDER) {
                    throw new UnsupportedStructureException(
                            "The multiplier of " + on.constraint().name() + " is not determined by stationarity.");
                }
                phi = system.along(phi, hamiltonian, dynamics, multiplied);
            }
            Expression value = root(phi, mu);
            if (value == null) {
                throw new UnsupportedStructureException(
                        "The multiplier of " + on.constraint().name() + " does not enter linearly.");
            }
            multipliers.put(
                    mu, derivatives.substitute(List.of(value), multipliers).get(0));
        }
    }

    /** H with every closed law but that of component i put in. */
    private Expression withAllButOne(int i) {
        Map<Variable, Expression> known = knownLaws();
        known.remove(controls.get(i));
        return derivatives
                .substitute(List.of(signed(system.hamiltonian())), known)
                .get(0);
    }

    /** The equations of motion over (x, p, t, u): f, then −H_x − Σ μ c_x. */
    List<Expression> field() {
        Expression h = signed(system.hamiltonian());
        Map<Variable, Expression> fixed = new HashMap<>();
        for (int i = 0; i < modes.size(); i++) {
            if (modes.get(i) instanceof Mode.Fixed f) {
                fixed.put(controls.get(i), graph.constant(f.value()));
            }
        }
        h = derivatives.substitute(List.of(h), fixed).get(0);
        List<Expression> result = new ArrayList<>(derivatives.substitute(system.dynamics(), fixed));
        Expression constraints = graph.constant(0);
        for (Mode mode : modes) {
            if (mode instanceof Mode.OnConstraint on) {
                constraints = graph.add(
                        constraints,
                        graph.multiply(
                                multiplierOf(on.constraint()), on.constraint().function()));
            }
        }
        List<Expression> force = derivatives.gradient(graph.add(h, constraints), system.states());
        force = derivatives.substitute(force, multipliers);
        force.forEach(e -> result.add(graph.negate(e)));
        return result;
    }

    /** The field with its law, ready to be integrated. */
    CanonicalField compiled(CanonicalGuess guess) {
        List<Integer> closed = new ArrayList<>();
        List<Expression> laws = new ArrayList<>();
        List<Integer> implicit = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < modes.size(); i++) {
            Expression expression = law[i];
            if (expression != null) {
                closed.add(i);
                laws.add(expression);
            } else {
                implicit.add(i);
                conditions.add(equations.getOrDefault(i, graph.constant(Double.NaN)));
            }
        }
        List<Variable> outer = system.canonical();
        outer.add(system.time());
        return new CanonicalField(
                2 * system.size(),
                modes.size(),
                new SmoothFunction(graph, field(), system.inputs()),
                toArray(closed),
                new SmoothFunction(graph, laws, outer),
                toArray(implicit),
                new SmoothFunction(graph, conditions, system.inputs()),
                guess);
    }

    private static int[] toArray(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
