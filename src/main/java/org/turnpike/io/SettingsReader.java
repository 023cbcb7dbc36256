package org.turnpike.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.NearestName;
import org.turnpike.problem.ContinuationSettings;
import org.turnpike.problem.Reference;
import org.turnpike.problem.RefinementSettings;
import org.turnpike.problem.SolverSettings;
import org.turnpike.problem.TranscriptionSettings;

/** Reads {@code reference}, {@code transcription} and {@code solver}. */
final class SettingsReader {
    private static final int MOST_INTERVALS = 10_000_000;
    private static final double REFERENCE_TOLERANCE = 1e-4;
    private static final String[] KEYS = Stream.concat(
                    Stream.of("nlp", "method", "tolerance", "timeLimit", "options", "continuation"),
                    Stream.of(TrainingSettingsReader.KEYS))
            .toArray(String[]::new);

    private final Formulas formulas;
    private final Set<String> schemes;

    SettingsReader(Formulas formulas, Set<String> schemes) {
        this.formulas = formulas;
        this.schemes = schemes;
    }

    @Nullable
    Reference reference(@Nullable Field field) {
        if (field == null) {
            return null;
        }
        field.only("a mapping such as {objective: 1.5, tolerance: 1e-6}", "objective", "tolerance", "source");
        double objective = formulas.number(field.require("objective", "reference: {objective: 1.5}"));
        @Nullable Field tolerance = field.get("tolerance");
        @Nullable Field source = field.get("source");
        return new Reference(
                objective,
                tolerance == null ? REFERENCE_TOLERANCE : formulas.positive(tolerance),
                source == null ? "" : source.text());
    }

    TranscriptionSettings transcription(@Nullable Field field) {
        TranscriptionSettings standard = TranscriptionSettings.DEFAULT;
        if (field == null) {
            return standard;
        }
        field.only(
                "a mapping such as {scheme: hermite-simpson, intervals: 100}", "scheme", "intervals", "mesh", "refine");
        @Nullable Field scheme = field.get("scheme");
        if (scheme != null && !schemes.contains(scheme.text())) {
            List<String> sorted = new ArrayList<>(schemes);
            sorted.sort(null);
            String hint = NearestName.hint(scheme.text(), sorted);
            throw scheme.error("unknown scheme '" + scheme.text() + "'"
                    + (hint.isEmpty() ? "; expected one of " + String.join(", ", sorted) : hint));
        }
        @Nullable Field refine = field.get("refine");
        double @Nullable [] mesh = mesh(field.get("mesh"));
        @Nullable Field intervals = field.get("intervals");
        int count = intervals == null ? standard.intervals() : formulas.whole(intervals, 1, MOST_INTERVALS);
        if (mesh != null) {
            if (intervals != null && count != mesh.length - 1) {
                throw intervals.error("the mesh has " + (mesh.length - 1) + " intervals, not " + count
                        + "; leave out one of the two");
            }
            count = mesh.length - 1;
        }
        return new TranscriptionSettings(
                scheme == null ? standard.scheme() : scheme.text(),
                count,
                mesh,
                refine == null ? (mesh == null ? standard.refine() : null) : refine(refine));
    }

    /** Null for off. A mesh that is written out stays unless refinement is asked for. */
    private @Nullable RefinementSettings refine(Field field) {
        String expected = "off or a mapping such as {tolerance: 1e-6, meshes: 15, intervals: 5000}";
        RefinementSettings standard = RefinementSettings.DEFAULT;
        if (!field.isMapping()) {
            if (field.isScalar() && List.of("off", "false").contains(field.text())) {
                return null;
            }
            if (field.isScalar() && List.of("on", "true").contains(field.text())) {
                return standard;
            }
            throw field.error("expected " + expected);
        }
        field.only(expected, "tolerance", "meshes", "intervals");
        @Nullable Field tolerance = field.get("tolerance");
        @Nullable Field meshes = field.get("meshes");
        @Nullable Field intervals = field.get("intervals");
        return new RefinementSettings(
                tolerance == null ? standard.tolerance() : refinementTolerance(tolerance),
                meshes == null ? standard.meshes() : formulas.whole(meshes, 1, 100),
                intervals == null ? standard.intervals() : formulas.whole(intervals, 1, MOST_INTERVALS));
    }

    /** Below 1e-10 the solver's rounding is all that is left. */
    private double refinementTolerance(Field field) {
        double value = formulas.positive(field);
        if (value < 1e-10 || value > 0.1) {
            throw field.error("expected a tolerance from 1e-10 to 0.1, found " + Decimal.print(value));
        }
        return value;
    }

    private double @Nullable [] mesh(@Nullable Field field) {
        if (field == null) {
            return null;
        }
        List<Field> items = field.items("a list of fractions from 0 to 1");
        double[] mesh = new double[items.size()];
        for (int i = 0; i < mesh.length; i++) {
            mesh[i] = formulas.number(items.get(i));
            if (i > 0 && !(mesh[i] > mesh[i - 1])) {
                throw items.get(i)
                        .error("the fractions of a mesh must increase; " + Decimal.print(mesh[i]) + " follows "
                                + Decimal.print(mesh[i - 1]));
            }
        }
        if (mesh.length < 2 || mesh[0] != 0 || mesh[mesh.length - 1] != 1) {
            throw field.error("the fractions of a mesh must go from 0 to 1, as in [0, 0.5, 1]");
        }
        return mesh;
    }

    /** Settings for nonlinear programs. */
    SolverSettings solver(@Nullable Field field) {
        withoutMethod(field, "a problem with states and dynamics of its own is solved by collocation");
        SolverSettings settings = solver(field, List.of("auto", "ipopt"));
        @Nullable Field chain = field == null ? null : field.get("continuation");
        return chain == null ? settings : settings.along(continuation(chain));
    }

    private ContinuationSettings continuation(Field field) {
        field.only("a mapping such as {of: constants.Tmax, values: [1, 2, 3]}", "of", "parameter", "values");
        @Nullable Field parameter = field.get("parameter");
        Field of = parameter != null ? parameter : field.require("of", "{of: constants.Tmax, values: [1, 2, 3]}");
        if (parameter != null && field.get("of") != null) {
            throw parameter.keyError("of and parameter are the same; write one");
        }
        String key = of.text().contains(".") ? of.text() : "constants." + of.text();
        List<Double> values = new ArrayList<>();
        for (Field value : field.require("values", "values: [1, 2, 3]").items("a list of numbers")) {
            values.add(formulas.number(value));
        }
        if (values.isEmpty()) {
            throw field.error("the chain has no values; expected a list of numbers, the last for the problem itself");
        }
        return new ContinuationSettings(key, values);
    }

    /** Settings for training, which has several methods. */
    SolverSettings trainingSolver(@Nullable Field field) {
        refuse(
                field,
                "continuation is for problems with states and dynamics of their own; for networks,"
                        + " turnpike sweep starts each point from its neighbour");
        return new TrainingSettingsReader(formulas).read(field, solver(field, List.of("auto", "ipopt")));
    }

    /** Settings for convex programs, for which there are two solvers; auto is joptimizer. */
    SolverSettings convexSolver(@Nullable Field field) {
        withoutMethod(field, "a linear model is trained as a convex program");
        refuse(field, "a linear model is trained as a convex program, which needs no continuation");
        SolverSettings settings = solver(field, List.of("auto", "joptimizer", "ipopt", "both"));
        boolean convexOnly = settings.nlp().equals("auto") || settings.nlp().equals("joptimizer");
        for (String key : List.of("options", "timeLimit")) {
            Field given = field == null ? null : field.get(key);
            if (given != null && convexOnly) {
                throw given.keyError(
                        "this belongs to Ipopt; the convex program of a linear model is solved by JOptimizer"
                                + " unless nlp is ipopt or both");
            }
        }
        return settings;
    }

    /** The choice of a method, and what comes with it, is for networks. */
    private static void withoutMethod(@Nullable Field field, String reason) {
        if (field == null) {
            return;
        }
        Field method = field.get("method");
        if (method != null) {
            throw method.keyError(reason + "; a method can be chosen for networks only (section learning)");
        }
        for (String key : TrainingSettingsReader.KEYS) {
            Field given = field.get(key);
            if (given != null) {
                throw given.keyError(reason + "; this setting belongs to methods that train networks");
            }
        }
    }

    private SolverSettings solver(@Nullable Field field, List<String> solvers) {
        SolverSettings standard = SolverSettings.DEFAULT;
        if (field == null) {
            return standard;
        }
        field.only("a mapping such as {nlp: auto, tolerance: 1e-8}", KEYS);
        @Nullable Field tolerance = field.get("tolerance");
        @Nullable Field timeLimit = field.get("timeLimit");
        return new SolverSettings(
                nlp(field.get("nlp"), solvers),
                tolerance == null ? standard.tolerance() : tolerance(tolerance),
                timeLimit == null ? standard.timeLimit() : formulas.positive(timeLimit),
                options(field.get("options")));
    }

    private static void refuse(@Nullable Field field, String reason) {
        Field chain = field == null ? null : field.get("continuation");
        if (chain != null) {
            throw chain.keyError(reason);
        }
    }

    private double tolerance(Field field) {
        double value = formulas.positive(field);
        if (value >= 1) {
            throw field.error("expected a tolerance below 1, found " + Decimal.print(value));
        }
        return value;
    }

    private static String nlp(@Nullable Field field, List<String> solvers) {
        if (field == null) {
            return SolverSettings.DEFAULT.nlp();
        }
        String name = field.text();
        if (solvers.contains(name)) {
            return name;
        }
        String expected = "; expected "
                + String.join(", ", solvers.subList(0, solvers.size() - 1))
                + " or "
                + solvers.get(solvers.size() - 1);
        throw switch (name) {
            case "embedded", "both" ->
                field.error("the solver '" + name + "' is not supported by this version" + expected);
            default -> field.error("unknown solver '" + name + "'" + expected);
        };
    }

    private static Map<String, Object> options(@Nullable Field field) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (field == null) {
            return options;
        }
        for (Field option : field.entries("a mapping such as {max_iter: 500}")) {
            options.put(option.key(), value(option.scalar("a number or a text")));
        }
        return options;
    }

    /** An Integer or a Double for a number without quotes, yes or no for a truth value, else the text. */
    private static Object value(Node.Scalar scalar) {
        String text = scalar.text();
        if (!scalar.isPlain() || text.isEmpty() || text.length() > 40) {
            return text;
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true") ? "yes" : "no";
        }
        char first = text.charAt(text.charAt(0) == '-' || text.charAt(0) == '+' ? Math.min(1, text.length() - 1) : 0);
        if (first != '.' && (first < '0' || first > '9')) {
            return text;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException notWhole) {
            try {
                double value = Double.parseDouble(text);
                return Double.isFinite(value) ? (Object) value : text;
            } catch (NumberFormatException noNumber) {
                return text;
            }
        }
    }
}
