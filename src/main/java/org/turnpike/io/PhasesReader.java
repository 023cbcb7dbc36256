package org.turnpike.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Elaborator;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Parser;
import org.turnpike.io.LinkScope.ReadPhase;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.InputException;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.MultiphaseProblem;
import org.turnpike.problem.MultiphaseProblem.Phase;
import org.turnpike.problem.MultiphaseProblem.TotalIntegral;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Range;
import org.turnpike.problem.Reference;
import org.turnpike.problem.State;

/**
 * Reads {@code phases} and {@code link}. Each phase is read as a file of its own, see {@link PhaseTree}. A state of a phase that
 * follows another continues the one of the same name there, unless a link speaks of its start.
 */
final class PhasesReader {
    private static final String EXAMPLE = "phases: [{name: boost, time: {end: 10}}, {name: coast, time: {end: 20}}]";
    private static final String[] KEYS = {
        "name",
        "time",
        "constants",
        "let",
        "parameters",
        "states",
        "controls",
        "dynamics",
        "integrals",
        "path",
        "boundary",
        "minimize",
        "maximize",
        "guess"
    };

    /** Reads a tree of one phase. */
    @FunctionalInterface
    interface PhaseReading {
        /**
         * A phase's problem.
         *
         * @param goal the top-level cost, whose integral runs over all phases
         * @param whole start and end of what T, t(start) and t(end) speak of; null if that is the phase itself
         * @param broken where inherited named expressions that mean nothing in the phase are put
         */
        ReadPhase read(
                String name,
                Node.Mapping tree,
                @Nullable Field goal,
                double @Nullable [] whole,
                Map<String, InputException> broken);
    }

    private final Field root;
    private final Node.Mapping tree;
    private final PhaseReading reading;
    private final ExpressionGraph graph = new ExpressionGraph();

    PhasesReader(Field root, Node.Mapping tree, PhaseReading reading) {
        this.root = root;
        this.tree = tree;
        this.reading = reading;
    }

    /** The problem of {@code phases}. */
    MultiphaseProblem read(Field phases, String name, @Nullable Reference reference) {
        List<Field> items = phases.items("a list of phases, as in " + EXAMPLE);
        if (items.isEmpty()) {
            throw phases.error("there are no phases; expected a list, as in " + EXAMPLE);
        }
        List<String> names = new ArrayList<>();
        List<Node.Mapping> trees = new ArrayList<>();
        for (Field item : items) {
            item.only("a mapping such as {name: boost, time: {end: 10}}", KEYS);
            names.add(phaseName(item, names));
            trees.add(item.mapping("a mapping such as {name: boost, time: {end: 10}}"));
            requireOwnParameters(item);
        }
        @Nullable Field link = root.get("link");
        return read(names, trees, name, reference, link == null ? List.of() : List.of(link), List.of(), null);
    }

    /**
     * A problem from its phases' names and trees.
     *
     * @param links lists of constraints
     * @param written further constraints, with what is to be read in their place
     * @param whole start and end of the horizon that the phases are parts of; null if they have their own
     */
    MultiphaseProblem read(
            List<String> names,
            List<Node.Mapping> trees,
            String name,
            @Nullable Reference reference,
            List<Field> links,
            List<PointConstraints.Rewritten> written,
            double @Nullable [] whole) {
        PhaseTree merge = new PhaseTree(tree, names.size());
        @Nullable Field goal = goal();
        List<ReadPhase> read = new ArrayList<>();
        Map<String, List<InputException>> broken = new TreeMap<>();
        @Nullable Horizon previous = null;
        for (int i = 0; i < names.size(); i++) {
            Map<String, InputException> wrong = new LinkedHashMap<>();
            ReadPhase phase = reading.read(names.get(i), merge.of(i, trees.get(i), previous), goal, whole, wrong);
            wrong.forEach((key, error) ->
                    broken.computeIfAbsent(key, k -> new ArrayList<>()).add(error));
            read.add(phase);
            previous = phase.problem().horizon();
        }
        for (List<InputException> errors : broken.values()) {
            if (errors.size() == names.size()) {
                throw errors.get(0);
            }
        }
        Set<String> shared = shared(read);
        LinkScope scope = new LinkScope(graph, read, shared, Place.BOUNDARY);
        List<BoundaryConstraint> constraints = new ArrayList<>();
        ConstraintReader reader = new ConstraintReader(graph, syntax -> new Elaborator(graph, scope).quantity(syntax));
        List<Field> lists = new ArrayList<>(links);
        @Nullable Field boundary = root.get("boundary");
        if (boundary != null) {
            lists.add(0, boundary);
        }
        for (Field list : lists) {
            reader.read(list).forEach(c -> constraints.add(new BoundaryConstraint(c.name(), c.function(), c.range())));
        }
        for (PointConstraints.Rewritten one : written) {
            reader.read(one.field(), one.chain())
                    .forEach(c -> constraints.add(new BoundaryConstraint(c.name(), c.function(), c.range())));
        }
        List<Phase> phases = phases(read, trees, scope, constraints, shared);
        return new MultiphaseProblem(
                name,
                graph,
                withFreeTotals(phases),
                shared,
                maximize(read, goal),
                endpoint(goal, read, shared),
                constraints,
                totals(read),
                read.get(0).problem().constants(),
                reference);
    }

    private static String phaseName(Field item, List<String> earlier) {
        Field field = item.require("name", "{name: boost, time: {end: 10}}");
        String name = field.text();
        if (!Parser.isName(name)) {
            throw field.error(
                    "'" + name + "' is no name; a name has letters, digits and _ and does not begin with a digit");
        }
        if (earlier.contains(name)) {
            throw field.error("there is a phase '" + name + "' already");
        }
        return name;
    }

    private void requireOwnParameters(Field phase) {
        @Nullable Field all = root.get("parameters");
        @Nullable Field own = phase.get("parameters");
        if (all == null || own == null) {
            return;
        }
        for (Field parameter : own.entries("a mapping such as {p: {lower: 0}}")) {
            if (all.get(parameter.key()) != null) {
                throw parameter.keyError("the parameter '" + parameter.key()
                        + "' stands at top level and is common to all phases; give this phase's own another name");
            }
        }
    }

    private Set<String> shared(List<ReadPhase> read) {
        @Nullable Field section = root.get("parameters");
        if (section == null) {
            return Set.of();
        }
        List<String> declared = section.entries("a mapping such as {p: {lower: 0}}").stream()
                .map(Field::key)
                .toList();
        List<String> names = new ArrayList<>();
        read.get(0).problem().parameters().forEach(p -> {
            int bracket = p.name().indexOf('[');
            if (declared.contains(bracket < 0 ? p.name() : p.name().substring(0, bracket))) {
                names.add(p.name());
            }
        });
        return Set.copyOf(names);
    }

    private List<Phase> phases(
            List<ReadPhase> read,
            List<Node.Mapping> trees,
            LinkScope scope,
            List<BoundaryConstraint> constraints,
            Set<String> shared) {
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            ReadPhase phase = read.get(i);
            boolean follows = i > 0 && follows(phase, read.get(i - 1), trees.get(i));
            phases.add(new Phase(phase.name(), phase.problem(), follows));
            if (follows) {
                continuity(read.get(i - 1), phase, scope, shared, constraints);
            }
        }
        return phases;
    }

    /** Whether a phase starts when the previous one ends: it does not say, or says the same number. */
    private static boolean follows(ReadPhase phase, ReadPhase previous, Node.Mapping own) {
        Node.@Nullable Entry time = own.entries().get("time");
        boolean says = time != null
                && time.value() instanceof Node.Mapping m
                && m.entries().containsKey("start");
        Range end = previous.problem().horizon().end();
        return !says || end.isFixed() && end.equals(phase.problem().horizon().start());
    }

    private void continuity(
            ReadPhase before,
            ReadPhase after,
            LinkScope scope,
            Set<String> shared,
            List<BoundaryConstraint> constraints) {
        var imagesBefore = MultiphaseProblem.images(graph, before.name(), before.problem(), shared);
        var imagesAfter = MultiphaseProblem.images(graph, after.name(), after.problem(), shared);
        for (State state : after.problem().states()) {
            int bracket = state.name().indexOf('[');
            String plain = bracket < 0 ? state.name() : state.name().substring(0, bracket);
            for (State old : before.problem().states()) {
                if (old.name().equals(state.name()) && !scope.mentionsStart(after.name(), plain)) {
                    Expression start = image(imagesAfter.get(state.atStart()));
                    Expression end = image(imagesBefore.get(old.atEnd()));
                    String name = after.name() + "." + state.name() + "(start) == " + before.name() + "." + old.name()
                            + "(end)";
                    constraints.add(new BoundaryConstraint(name, graph.subtract(start, end), Range.fixed(0)));
                }
            }
        }
    }

    private static Expression image(@Nullable Expression expression) {
        if (expression == null) {
            throw new IllegalStateException("a state without variables");
        }
        return expression;
    }

    /** The integrals that stand at top level constrain the sum over all phases. */
    private List<String> totalNames() {
        @Nullable Field section = root.get("integrals");
        return section == null
                ? List.of()
                : section.entries("a mapping such as {fuel: {of: u, upper: 1}}").stream()
                        .map(Field::key)
                        .toList();
    }

    private List<TotalIntegral> totals(List<ReadPhase> read) {
        List<TotalIntegral> totals = new ArrayList<>();
        for (String name : totalNames()) {
            List<Expression> integrands = new ArrayList<>();
            Range range = Range.FREE;
            for (ReadPhase phase : read) {
                for (IntegralConstraint c : phase.problem().integrals()) {
                    if (c.name().equals(name)) {
                        integrands.add(c.integrand());
                        range = c.range();
                    }
                }
            }
            totals.add(new TotalIntegral(name, integrands, range));
        }
        return totals;
    }

    private List<Phase> withFreeTotals(List<Phase> phases) {
        List<String> totals = totalNames();
        if (totals.isEmpty()) {
            return phases;
        }
        List<Phase> result = new ArrayList<>();
        for (Phase phase : phases) {
            OptimalControlProblem p = phase.problem();
            List<IntegralConstraint> integrals = new ArrayList<>();
            for (IntegralConstraint c : p.integrals()) {
                integrals.add(
                        totals.contains(c.name()) ? new IntegralConstraint(c.name(), c.integrand(), Range.FREE) : c);
            }
            result.add(new Phase(phase.name(), p.withIntegrals(integrals), phase.follows()));
        }
        return result;
    }

    private @Nullable Field goal() {
        @Nullable Field minimize = root.get("minimize");
        @Nullable Field maximize = root.get("maximize");
        if (minimize != null && maximize != null) {
            throw maximize.keyError("a problem has minimize or maximize, not both");
        }
        @Nullable Field goal = minimize != null ? minimize : maximize;
        if (goal != null) {
            goal.only("a mapping such as {final: x} or {integral: u^2}", "initial", "final", "integral");
        }
        return goal;
    }

    /** Phases without a cost of their own have no sense. */
    private boolean maximize(List<ReadPhase> read, @Nullable Field goal) {
        boolean minimizes = goal != null && goal.key().equals("minimize");
        boolean maximizes = goal != null && goal.key().equals("maximize");
        for (ReadPhase phase : read) {
            boolean has = !phase.problem().objective().endpoint().is(0)
                    || !phase.problem().objective().running().is(0);
            boolean sense = phase.problem().objective().maximize();
            minimizes |= has && !sense;
            maximizes |= has && sense;
        }
        if (minimizes && maximizes) {
            throw root.keyError(
                    "one phase is minimised, another maximised: the costs of phases are added, so all must have one sense; turn"
                            + " the sign of one");
        }
        if (!minimizes && !maximizes) {
            throw root.keyError(
                    "nothing to optimise: the key 'minimize' or 'maximize' is missing, at top level or in a phase,"
                            + " as in minimize: {integral: u^2}");
        }
        return maximizes;
    }

    private Expression endpoint(@Nullable Field goal, List<ReadPhase> read, Set<String> shared) {
        Expression sum = graph.constant(0);
        if (goal == null) {
            return sum;
        }
        for (Place place : List.of(Place.START, Place.END)) {
            @Nullable Field field = goal.get(place == Place.START ? "initial" : "final");
            if (field != null) {
                LinkScope scope = new LinkScope(graph, read, shared, place);
                sum = graph.add(sum, Formulas.scalar(field, new Elaborator(graph, scope)));
            }
        }
        return sum;
    }
}
