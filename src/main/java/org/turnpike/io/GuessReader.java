package org.turnpike.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.NearestName;
import org.turnpike.problem.Control;
import org.turnpike.problem.DefaultGuess;
import org.turnpike.problem.Guess;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.Parameter;
import org.turnpike.problem.Range;
import org.turnpike.problem.State;

/**
 * Reads guesses. For each component the first of these that there is: the top-level {@code guess} by name, the table or earlier
 * solution it names, the component's own {@code guess}, the {@link DefaultGuess}. All are clipped to the bounds; a constant
 * outside them is an error.
 */
final class GuessReader {
    private static final int SAMPLES = 17;

    private final Formulas formulas;
    private final @Nullable Field section;
    private final @Nullable Table table;
    private final Map<String, Double> earlierParameters;
    private final boolean fromSolution;
    private final Map<String, Field> written = new HashMap<>();

    GuessReader(Formulas formulas, Path problemFile, @Nullable Field section) {
        this.formulas = formulas;
        this.section = section;
        @Nullable Field csv = section == null ? null : section.get("csv");
        @Nullable Field solution = section == null ? null : section.get("solution");
        if (csv != null && solution != null) {
            throw solution.keyError("a guess comes from csv or from solution, not from both");
        }
        EarlierSolution earlier =
                solution == null ? null : EarlierSolution.read(TextFile.beside(problemFile, solution));
        fromSolution = earlier != null;
        if (earlier != null) {
            table = earlier.trajectory();
            earlierParameters = earlier.parameters();
        } else {
            table = csv == null ? null : Table.read(TextFile.beside(problemFile, csv));
            earlierParameters = Map.of();
        }
    }

    /** The trajectory to start from, if the file names one. */
    @Nullable
    Table table() {
        return table;
    }

    Guess read(Horizon horizon, List<State> states, List<Control> controls, List<Parameter> parameters) {
        collect();
        List<Guess.Profile> stateProfiles = new ArrayList<>();
        for (State s : states) {
            Guess.@Nullable Profile given = profile(s.name(), s.bounds(), horizon);
            stateProfiles.add(given != null ? given : DefaultGuess.state(s.bounds(), s.start(), s.end()));
        }
        List<Guess.Profile> controlProfiles = new ArrayList<>();
        for (Control c : controls) {
            Guess.@Nullable Profile given = profile(c.name(), c.bounds(), horizon);
            double inside = DefaultGuess.inside(c.bounds());
            controlProfiles.add(given != null ? given : constant(inside));
        }
        double[] values = new double[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameter(parameters.get(i));
        }
        return new Guess(stateProfiles, controlProfiles, values);
    }

    /** One field a component that has a guess of its own; the top-level section comes last and so prevails. */
    private void collect() {
        for (Map.Entry<String, Symbol> entry : formulas.symbols().all().entrySet()) {
            @Nullable
            Field own = entry.getValue() instanceof Symbol.Definition
                    ? null
                    : entry.getValue().field().get("guess");
            if (own != null && !inTable(entry.getKey(), entry.getValue())) {
                put(entry.getKey(), entry.getValue(), own);
            }
        }
        if (section == null) {
            return;
        }
        for (Field field : section.entries("a mapping such as {x: \"1 + t/T\"}")) {
            String name = field.key();
            if (field.isNull() || (name.equals("csv") || name.equals("solution"))) {
                continue;
            }
            int bracket = name.indexOf('[');
            @Nullable Symbol symbol = formulas.symbols().get(bracket < 0 ? name : name.substring(0, bracket));
            if (symbol == null || symbol instanceof Symbol.Definition) {
                throw section.unknownKey(name, guessable());
            }
            if (bracket < 0) {
                put(name, symbol, field);
            } else if (namesOf(name.substring(0, bracket), symbol).contains(name)) {
                written.put(name, field);
            } else {
                throw section.unknownKey(name, guessable());
            }
        }
        requireKnownColumns();
    }

    private boolean inTable(String name, Symbol symbol) {
        return table != null && table.contains(namesOf(name, symbol).get(0));
    }

    private void put(String name, Symbol symbol, Field field) {
        List<String> names = namesOf(name, symbol);
        if (!field.isList()) {
            for (String component : names) {
                written.put(component, field);
            }
            return;
        }
        List<Field> items = field.items("a list");
        if (items.size() != names.size() || !isVector(symbol)) {
            throw field.error("expected " + (isVector(symbol) ? names.size() + " values, one a component" : "one value")
                    + ", found a list of " + items.size());
        }
        for (int i = 0; i < items.size(); i++) {
            written.put(names.get(i), items.get(i));
        }
    }

    private static boolean isVector(Symbol symbol) {
        return symbol instanceof Symbol.StateSymbol s && s.value().isVector()
                || symbol instanceof Symbol.Unknown u && u.value().isVector();
    }

    private static List<String> namesOf(String name, Symbol symbol) {
        if (symbol instanceof Symbol.StateSymbol s) {
            return Symbol.componentNames(name, s.value().isVector() ? s.value().size() : null);
        } else if (symbol instanceof Symbol.Unknown u) {
            return Symbol.componentNames(name, u.value().isVector() ? u.value().size() : null);
        }
        return List.of(name);
    }

    private List<String> guessable() {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Symbol> entry : formulas.symbols().all().entrySet()) {
            if (entry.getValue() instanceof Symbol.StateSymbol || entry.getValue() instanceof Symbol.Unknown) {
                names.add(entry.getKey());
            }
        }
        names.add("csv");
        names.add("solution");
        return names;
    }

    /** A column that names nothing is a slip, except for costates, which a solution's table has and a guess does not need. */
    private void requireKnownColumns() {
        if (table == null || section == null || fromSolution) {
            return;
        }
        List<String> known = new ArrayList<>();
        for (Map.Entry<String, Symbol> entry : formulas.symbols().all().entrySet()) {
            if (entry.getValue() instanceof Symbol.StateSymbol || entry.getValue() instanceof Symbol.Unknown) {
                known.addAll(namesOf(entry.getKey(), entry.getValue()));
            }
        }
        @Nullable Field csv = section.get("csv");
        for (String column : table.names()) {
            boolean costate = column.startsWith("p_") && known.contains(column.substring(2));
            if (!known.contains(column) && !costate && csv != null) {
                throw csv.error(
                        "the table's column '" + column + "' is no state or control" + NearestName.hint(column, known));
            }
        }
    }

    private Guess.@Nullable Profile profile(String name, Range bounds, Horizon horizon) {
        @Nullable Field field = written.get(name);
        if (field != null) {
            return written(field, bounds, horizon);
        }
        Table values = table;
        if (values == null || !values.contains(name)) {
            return null;
        }
        int column = values.column(name);
        return (t, startTime, endTime) -> DefaultGuess.clip(values.value(column, t), bounds);
    }

    private Guess.Profile written(Field field, Range bounds, Horizon horizon) {
        Expression expression = formulas.expression(field, Place.GUESS);
        if (expression instanceof Constant c) {
            requireInside(field, c.value(), bounds);
            return constant(c.value());
        }
        Interpreter interpreter =
                new Interpreter(List.of(expression), List.of(horizon.time(), horizon.startTime(), horizon.endTime()));
        requireDefined(field, interpreter, horizon);
        return new Formula(interpreter, bounds);
    }

    private static Guess.Profile constant(double value) {
        return (t, startTime, endTime) -> value;
    }

    /** A guess that is an expression in time. */
    private static final class Formula implements Guess.Profile {
        private final Interpreter interpreter;
        private final Range bounds;
        private final double[] input = new double[3];
        private final double[] output = new double[1];

        Formula(Interpreter interpreter, Range bounds) {
            this.interpreter = interpreter;
            this.bounds = bounds;
        }

        @Override
        public synchronized double at(double t, double startTime, double endTime) {
            input[0] = t;
            input[1] = startTime;
            input[2] = endTime;
            interpreter.evaluate(input, output);
            return DefaultGuess.clip(output[0], bounds);
        }
    }

    private static void requireDefined(Field field, Interpreter interpreter, Horizon horizon) {
        double start = horizon.startGuess();
        double end = horizon.endGuess();
        for (int i = 0; i < SAMPLES; i++) {
            double t = start + (end - start) * i / (SAMPLES - 1);
            Interpreter.@Nullable Undefined undefined = interpreter.firstUndefined(new double[] {t, start, end});
            if (undefined != null) {
                throw field.error("the guess has no finite value at t = " + Decimal.print(t) + ": in "
                        + undefined.node() + ", " + undefined.operand() + " = " + Decimal.print(undefined.value()));
            }
        }
    }

    private double parameter(Parameter p) {
        @Nullable Field field = written.get(p.name());
        if (field != null) {
            double value = formulas.number(field);
            requireInside(field, value, p.bounds());
            return value;
        }
        @Nullable Double earlier = earlierParameters.get(p.name());
        return DefaultGuess.clip(earlier != null ? earlier : DefaultGuess.inside(p.bounds()), p.bounds());
    }

    private static void requireInside(Field field, double value, Range bounds) {
        if (!bounds.contains(value)) {
            throw field.error(
                    "the guess " + Decimal.print(value) + " is outside the bounds " + HorizonReader.describe(bounds));
        }
    }
}
