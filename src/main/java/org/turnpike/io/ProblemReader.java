package org.turnpike.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.NearestName;
import org.turnpike.expression.Quantity;
import org.turnpike.expression.Syntax;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.LinearProblem;
import org.turnpike.problem.BoundaryConstraint;
import org.turnpike.problem.Control;
import org.turnpike.problem.Guess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.InputException;
import org.turnpike.problem.IntegralConstraint;
import org.turnpike.problem.MeasurementCost;
import org.turnpike.problem.MultiphaseProblem;
import org.turnpike.problem.Objective;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.PathConstraint;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.Range;
import org.turnpike.problem.Reference;
import org.turnpike.problem.StackedProblem;
import org.turnpike.problem.State;
import org.turnpike.training.Cluster;

/** Reads problem files. */
public final class ProblemReader {
    private static final int LARGEST_FILE = 1;
    private static final String VERSION = "1";
    private static final String[] KEYS = {
        "turnpike",
        "name",
        "reference",
        "constants",
        "time",
        "states",
        "controls",
        "integrals",
        "parameters",
        "let",
        "dynamics",
        "minimize",
        "maximize",
        "path",
        "boundary",
        "guess",
        "transcription",
        "solver",
        "phases",
        "link",
        "points",
        "learning",
        "tables",
        "data"
    };

    private final Set<String> schemes;
    private final MethodRule methods;

    /**
     * @param schemes the names that {@code transcription.scheme} may have
     */
    public ProblemReader(Set<String> schemes) {
        this(schemes, MethodRule.ANY);
    }

    /** @param methods whether {@code solver.method} can train the file's network */
    public ProblemReader(Set<String> schemes, MethodRule methods) {
        this.schemes = Set.copyOf(schemes);
        this.methods = methods;
    }

    /**
     * Reads a problem file.
     *
     * @param overrides of the form {@code path.to.key=value}, applied in order before the file is given its meaning
     * @throws InputException if the file or an override is wrong
     */
    public ProblemFile read(Path file, List<String> overrides) {
        return reading(file, overrides).file();
    }

    /**
     * Reads a problem file of either kind.
     *
     * @throws InputException if the file or an override is wrong
     */
    public Contents readAny(Path file, List<String> overrides) {
        return readAny(file, overrides, null);
    }

    /**
     * The same where a cluster may read data.
     *
     * @param cluster or null
     */
    public Contents readAny(Path file, List<String> overrides, @Nullable Cluster cluster) {
        Reading reading = reading(file, overrides);
        @Nullable Field section = reading.learningSection();
        if (section == null) {
            return new Contents(reading.file(), null, null, "");
        }
        if (LinearReader.isLinear(section)) {
            return new Contents(null, null, reading.linear(section), "");
        }
        LearningProblem learning = reading.learning(section, cluster);
        reading.refuse(learning, methods);
        boolean resumable = learning.solver().method().reducedSpace();
        return new Contents(null, learning, null, resumable ? reading.digest(learning) : "");
    }

    /**
     * One of the three is there: a classical problem, a network to train, a linear model to train.
     *
     * @param digest tells whether a training in the reduced space is of the same problem as another; empty for all else
     */
    public record Contents(
            @Nullable ProblemFile classical,
            @Nullable LearningProblem learning,
            @Nullable LinearProblem linear,
            String digest) {}

    private Reading reading(Path file, List<String> overrides) {
        Source source = new Source(file.toString(), TextFile.read(file, LARGEST_FILE), true);
        @Nullable Node tree = YamlTree.read(source);
        if (tree == null) {
            throw new InputException(file + ": the file is empty; a problem file begins with turnpike: " + VERSION);
        }
        if (!(tree instanceof Node.Mapping mapping)) {
            throw tree.location().error("expected a mapping of keys to values that begins with turnpike: " + VERSION);
        }
        return new Reading(file, Overrides.apply(mapping, overrides), schemes);
    }

    /** The state of reading one file. */
    private static final class Reading {
        private final Path path;
        private final Node.Mapping tree;
        private final Field root;
        private final Set<String> schemes;
        private final ExpressionGraph graph = new ExpressionGraph();
        private final Symbols symbols = new Symbols(graph);
        private final Definitions definitions = new Definitions(symbols);
        private final Formulas formulas = new Formulas(symbols, definitions);
        private final UnknownsReader unknowns = new UnknownsReader(formulas);

        /** Of a phase: the cost at top level, whose integral counts here, too. */
        private @Nullable Field totalGoal;

        /** Of a phase: named expressions that mean nothing here; null of a problem of one phase. */
        private @Nullable Map<String, InputException> brokenDefinitions;

        /** Of a part of a horizon: what T, t(start) and t(end) speak of. */
        private double @Nullable [] wholeHorizon;

        Reading(Path path, Node.Mapping tree, Set<String> schemes) {
            this(path, tree, Field.root(tree), schemes);
        }

        private Reading(Path path, Node.Mapping tree, Field root, Set<String> schemes) {
            this.path = path;
            this.tree = tree;
            this.root = root;
            this.schemes = schemes;
        }

        ProblemFile file() {
            root.only("a mapping", KEYS);
            requireVersion();
            Field learning = root.get("learning");
            if (learning != null) {
                throw learning.keyError("a learning problem; this command takes classical ones only in this version");
            }
            if (root.get("phases") != null || root.get("points") != null) {
                return phased();
            }
            Field link = root.get("link");
            if (link != null) {
                throw link.keyError(
                        "there are no phases to link; constraints between start and end belong under boundary");
            }
            SettingsReader settings = new SettingsReader(formulas, schemes);
            OptimalControlProblem problem = problem(settings);
            return new ProblemFile(
                    path,
                    problem,
                    settings.transcription(root.get("transcription")),
                    settings.solver(root.get("solver")));
        }

        private ProblemFile phased() {
            for (Field field : entries("constants", "a mapping such as {g: 9.81}")) {
                define(field, "constant");
            }
            definitions.sort();
            SettingsReader settings = new SettingsReader(formulas, schemes);
            PhasesReader reader = new PhasesReader(root, tree, this::phase);
            @Nullable Reference reference = settings.reference(root.get("reference"));
            Field phases = root.get("phases");
            Field points = root.get("points");
            MultiphaseProblem problem;
            if (phases == null) {
                problem = new PointsReader(reader, formulas).read(root, name(), reference);
            } else if (points != null) {
                throw points.keyError(
                        "points are for problems of one phase; in phases let one end there and say it under link");
            } else {
                problem = reader.read(phases, name(), reference);
            }
            StackedProblem stacked = new StackedProblem(problem);
            return new ProblemFile(
                    path,
                    stacked.problem(),
                    settings.transcription(root.get("transcription")),
                    settings.solver(root.get("solver")),
                    stacked);
        }

        private LinkScope.ReadPhase phase(
                String name,
                Node.Mapping tree,
                @Nullable Field goal,
                double @Nullable [] whole,
                Map<String, InputException> broken) {
            return new Reading(path, tree, Field.root(tree, "phase " + name), schemes)
                    .asPhase(name, goal, whole, broken);
        }

        private LinkScope.ReadPhase asPhase(
                String name, @Nullable Field goal, double @Nullable [] whole, Map<String, InputException> broken) {
            brokenDefinitions = broken;
            totalGoal = goal;
            wholeHorizon = whole;
            OptimalControlProblem problem = problem(new SettingsReader(formulas, schemes));
            return new LinkScope.ReadPhase(name, problem, formulas);
        }

        /** The section {@code learning} if there is one; then constants are known and other sections refused. */
        @Nullable
        Field learningSection() {
            Field section = root.get("learning");
            if (section == null) {
                return null;
            }
            root.only("a mapping", "turnpike", "name", "reference", "learning", "solver", "constants");
            requireVersion();
            for (Field field : entries("constants", "a mapping such as {M: 5}")) {
                define(field, "constant");
            }
            definitions.sort();
            return section;
        }

        LearningProblem learning(Field section, @Nullable Cluster cluster) {
            SettingsReader settings = new SettingsReader(formulas, schemes);
            return new LearningReader(formulas, path, cluster)
                    .read(
                            section,
                            name(),
                            settings.reference(root.get("reference")),
                            settings.trainingSolver(root.get("solver")));
        }

        /** @throws InputException if the method cannot train the network */
        void refuse(LearningProblem learning, MethodRule methods) {
            Field solver = root.get("solver");
            Field method = solver == null ? null : solver.get("method");
            if (method != null) {
                String reason = methods.inapplicable(learning.task(), learning.solver());
                if (reason != null) {
                    throw method.error(method.text() + " is not for this problem: " + reason);
                }
            }
        }

        String digest(LearningProblem learning) {
            return ProblemDigest.of(tree, learning.task());
        }

        LinearProblem linear(Field section) {
            SettingsReader settings = new SettingsReader(formulas, schemes);
            return new LinearReader(formulas, path)
                    .read(
                            section,
                            name(),
                            settings.reference(root.get("reference")),
                            settings.convexSolver(root.get("solver")));
        }

        private void requireVersion() {
            Field version = root.require("turnpike", "turnpike: " + VERSION);
            if (!version.text().equals(VERSION)) {
                throw version.error("unknown format version '" + version.text() + "'; this is version " + VERSION);
            }
        }

        private OptimalControlProblem problem(SettingsReader settings) {
            declare();
            Map<String, Double> constants = constants();
            GuessReader guesses = new GuessReader(formulas, path, root.get("guess"));
            Horizon horizon =
                    new HorizonReader(formulas, guesses.table()).read(root.require("time", "time: {start: 0, end: 1}"));
            if (wholeHorizon != null) {
                symbols.fixHorizon(wholeHorizon[0], wholeHorizon[1]);
            }
            List<State> states = unknowns.states();
            List<Control> controls = unknowns.controls();
            List<Parameter> parameters = unknowns.parameters();
            checkDefinitions();
            List<Expression> dynamics = dynamics();
            Objective objective = objective(horizon);
            List<PathConstraint> pathConstraints = new ArrayList<>();
            for (ConstraintReader.Constraint c : constraints("path", Place.RUNNING)) {
                pathConstraints.add(new PathConstraint(c.name(), c.function(), c.range()));
            }
            List<BoundaryConstraint> boundary = new ArrayList<>();
            for (ConstraintReader.Constraint c : constraints("boundary", Place.BOUNDARY)) {
                boundary.add(new BoundaryConstraint(c.name(), c.function(), c.range()));
            }
            List<IntegralConstraint> integrals = integrals();
            Guess guess = guesses.read(horizon, states, controls, parameters);
            return new OptimalControlProblem(
                    name(),
                    graph,
                    horizon,
                    states,
                    controls,
                    parameters,
                    dynamics,
                    objective,
                    pathConstraints,
                    boundary,
                    integrals,
                    guess,
                    constants,
                    settings.reference(root.get("reference")));
        }

        private String name() {
            @Nullable Field name = root.get("name");
            if (name != null) {
                return name.text();
            }
            @Nullable Path last = path.getFileName();
            String file = last == null ? "problem" : last.toString();
            return file.endsWith(".yaml") ? file.substring(0, file.length() - 5) : file;
        }

        private void declare() {
            for (Field field : entries("constants", "a mapping such as {g: 9.81}")) {
                define(field, "constant");
            }
            for (Field field : entries("let", "a mapping such as {drag: \"c*v^2\"}")) {
                define(field, "named expression");
            }
            new TablesReader(formulas, path).read(root.get("tables"));
            definitions.sort();
            List<Field> states = entries("states", "a mapping such as {x: {start: 0}}");
            if (states.isEmpty()) {
                throw emptySection(
                        "states", "the problem has no states; it needs one at least, as in states: {x: {start: 0}}");
            }
            for (Field field : states) {
                unknowns.declareState(field);
            }
            for (Field field : entries("controls", "a mapping such as {u: {lower: 0}}")) {
                unknowns.declareControl(field);
            }
            for (Field field : entries("parameters", "a mapping such as {p: {lower: 0}}")) {
                unknowns.declareParameter(field);
            }
        }

        private List<Field> entries(String key, String expected) {
            @Nullable Field section = root.get(key);
            return section == null ? List.of() : section.entries(expected);
        }

        private InputException emptySection(String key, String message) {
            @Nullable Field section = root.get(key);
            return section == null ? root.keyError(message) : section.keyError(message);
        }

        private void define(Field field, String kind) {
            List<Field> texts = field.isList() ? field.items("a list") : List.of(field);
            if (texts.isEmpty()) {
                throw field.error("expected a value or a list of values, found an empty list");
            }
            List<Syntax> components = new ArrayList<>();
            for (Field text : texts) {
                String value = text.scalar("a number or an expression").text();
                if (value.length() < 6 && (value.endsWith("inf") || value.equals(".nan") || value.equals(".NaN"))) {
                    throw text.error("expected a finite number, found " + value);
                }
                components.add(Formulas.parse(text));
            }
            Symbol.Definition definition = new Symbol.Definition(field, kind, texts, components, field.isList());
            symbols.declare(definition);
            definitions.add(definition);
        }

        private Map<String, Double> constants() {
            Map<String, Double> values = new LinkedHashMap<>();
            for (Map.Entry<String, Symbol> entry : symbols.all().entrySet()) {
                if (entry.getValue() instanceof Symbol.Definition d && d.isConstant()) {
                    Quantity value = evaluated(d, Place.CONSTANT);
                    List<String> names = Symbol.componentNames(entry.getKey(), value.isVector() ? value.size() : null);
                    for (int i = 0; i < names.size(); i++) {
                        if (value.components().get(i) instanceof Constant c) {
                            values.put(names.get(i), c.value());
                        }
                    }
                }
            }
            return values;
        }

        private Quantity evaluated(Symbol.Definition d, Place place) {
            String name = d.field().key();
            return formulas.quantity(new Syntax.Name(name, 0, name.length()), place);
        }

        /** A named expression is checked even if nothing uses it. */
        private void checkDefinitions() {
            for (Symbol symbol : symbols.all().values()) {
                if (symbol instanceof Symbol.Definition d) {
                    check(d);
                }
            }
        }

        private void check(Symbol.Definition d) {
            try {
                evaluated(d, Place.ANYWHERE);
            } catch (InputException e) {
                if (brokenDefinitions == null) {
                    throw e;
                }
                // It may be for other phases.
                brokenDefinitions.put(d.field().key(), e);
            }
        }

        private List<Expression> dynamics() {
            List<Field> equations = entries("dynamics", "a mapping such as {x: u}");
            if (equations.isEmpty()) {
                throw emptySection(
                        "dynamics", "the dynamics are missing: one equation for each state, as in dynamics: {x: u}");
            }
            Map<String, Field> byName = new HashMap<>();
            List<String> stateNames = new ArrayList<>();
            for (Map.Entry<String, Symbol> entry : symbols.all().entrySet()) {
                if (entry.getValue() instanceof Symbol.StateSymbol) {
                    stateNames.add(entry.getKey());
                }
            }
            for (Field equation : equations) {
                if (!stateNames.contains(equation.key())) {
                    throw equation.keyError(
                            "'" + equation.key() + "' is no state" + NearestName.hint(equation.key(), stateNames));
                }
                byName.put(equation.key(), equation);
            }
            List<Expression> result = new ArrayList<>();
            for (String state : stateNames) {
                @Nullable Field equation = byName.get(state);
                if (equation == null) {
                    throw emptySection("dynamics", "the equation for the state '" + state + "' is missing");
                }
                if (symbols.get(state) instanceof Symbol.StateSymbol s) {
                    result.addAll(equation(equation, s.value()));
                }
            }
            return result;
        }

        private List<Expression> equation(Field field, Quantity state) {
            if (!state.isVector()) {
                if (field.isList()) {
                    throw field.wrongType("an expression");
                }
                return List.of(formulas.expression(field, Place.RUNNING));
            }
            Quantity value = formulas.quantity(field, Place.RUNNING);
            if (!value.isVector() || value.size() != state.size()) {
                throw field.error("expected a vector of " + state.size() + " components, found "
                        + (value.isVector() ? value.size() + " components" : "a number"));
            }
            return value.components();
        }

        private Objective objective(Horizon horizon) {
            @Nullable Field data = root.get("data");
            @Nullable
            MeasurementCost measurements =
                    data == null ? null : new MeasurementsReader(formulas, path).read(data, horizon);
            @Nullable Field minimize = root.get("minimize");
            @Nullable Field maximize = root.get("maximize");
            if (minimize != null && maximize != null) {
                throw maximize.keyError("a problem has minimize or maximize, not both");
            }
            @Nullable Field goal = minimize != null ? minimize : maximize;
            if (goal == null && measurements != null) {
                return new Objective(false, graph.constant(0), graph.constant(0), measurements);
            }
            if (maximize != null && measurements != null) {
                throw maximize.keyError("data add a sum of squares to be minimised; write minimize");
            }
            if (goal == null && brokenDefinitions != null) {
                // Of a phase: it need not cost anything.
                Expression all = totalGoal == null ? graph.constant(0) : term(totalGoal.get("integral"), Place.RUNNING);
                return new Objective(totalGoal != null && totalGoal.key().equals("maximize"), graph.constant(0), all);
            }
            if (goal == null) {
                throw root.keyError("the key 'minimize' or 'maximize' is missing, as in minimize: {integral: u^2}");
            }
            goal.only("a mapping such as {final: x} or {integral: u^2}", "initial", "final", "integral");
            Expression initial = term(goal.get("initial"), Place.START);
            Expression last = term(goal.get("final"), Place.END);
            Expression running = term(goal.get("integral"), Place.RUNNING);
            if (totalGoal != null) {
                requireSameSense(goal, totalGoal);
                running = graph.add(running, term(totalGoal.get("integral"), Place.RUNNING));
            }
            if (goal.get("initial") == null && goal.get("final") == null && goal.get("integral") == null) {
                throw goal.error("nothing to optimise: expected initial, final or integral, as in {integral: u^2}");
            }
            return new Objective(goal == maximize, graph.add(initial, last), running, measurements);
        }

        private static void requireSameSense(Field goal, Field total) {
            if (!goal.key().equals(total.key())) {
                throw goal.keyError("the costs of all phases are added; at top level it says " + total.key()
                        + ": turn the sign of one");
            }
        }

        private Expression term(@Nullable Field field, Place place) {
            return field == null ? graph.constant(0) : formulas.expression(field, place);
        }

        private List<ConstraintReader.Constraint> constraints(String key, Place place) {
            @Nullable Field section = root.get(key);
            return section == null ? List.of() : new ConstraintReader(formulas, place).read(section);
        }

        private List<IntegralConstraint> integrals() {
            List<IntegralConstraint> result = new ArrayList<>();
            for (Field field : entries("integrals", "a mapping such as {fuel: {of: u, upper: 1}}")) {
                field.only("a mapping such as {of: u, upper: 1}", "of", "lower", "upper");
                Expression integrand = formulas.expression(field.require("of", "{of: u, upper: 1}"), Place.RUNNING);
                Range range = formulas.range(field);
                if (range.isFree()) {
                    throw field.error(
                            "the integral has no bounds; expected lower, upper or both, as in {of: u, upper: 1}");
                }
                result.add(new IntegralConstraint(field.key(), integrand, range));
            }
            return result;
        }
    }
}
