package org.turnpike.io;

import org.jspecify.annotations.Nullable;
import org.turnpike.problem.InputException;
import org.turnpike.problem.SolutionMethod;
import org.turnpike.problem.SolverSettings;
import org.turnpike.problem.TrainingSettings;

/** Reads what {@code solver} says in files with a section {@code learning}: the method and its settings. */
final class TrainingSettingsReader {
    /** Keys that only some methods know. */
    static final String[] KEYS = {
        "iterations",
        "epochs",
        "batch",
        "learningRate",
        "momentum",
        "seed",
        "earlyStopping",
        "memory",
        "rho",
        "threads",
        "checkpoint"
    };

    private static final int MOST = 1_000_000_000;
    private static final int MOST_PAIRS = 10_000;
    private static final int MOST_THREADS = 1024;

    private final Formulas formulas;

    TrainingSettingsReader(Formulas formulas) {
        this.formulas = formulas;
    }

    /** The settings with method and training; {@code field} has been checked for unknown keys. */
    SolverSettings read(@Nullable Field field, SolverSettings settings) {
        if (field == null) {
            return settings;
        }
        Field given = field.get("method");
        SolutionMethod method = given == null
                ? SolutionMethod.COLLOCATION
                : LearningReader.choice(given, SolutionMethod.values(), SolutionMethod::label);
        for (String key : KEYS) {
            Field setting = field.get(key);
            if (setting != null && !method.knows(key)) {
                throw unknownTo(method, setting);
            }
        }
        if (method.reducedSpace()) {
            withoutPrograms(field, method);
        }
        return settings.with(method, training(field, method));
    }

    private static InputException unknownTo(SolutionMethod method, Field setting) {
        String other = setting.key().equals("epochs") ? "iterations" : "epochs";
        String hint = (setting.key().equals("epochs") || setting.key().equals("iterations")) && method.knows(other)
                ? "; it counts " + other
                : "";
        return setting.keyError("the method " + method.label() + " has no setting '" + setting.key() + "'" + hint
                + "; it belongs to " + String.join(", ", SolutionMethod.thatKnow(setting.key())));
    }

    /** There is no nonlinear program whose solver could be chosen. */
    private static void withoutPrograms(Field field, SolutionMethod method) {
        Field nlp = field.get("nlp");
        if (nlp != null && !nlp.text().equals("auto")) {
            throw nlp.keyError("the method " + method.label()
                    + " has no nonlinear program to solve; leave the key out, or say method: collocation");
        }
        Field options = field.get("options");
        if (options != null) {
            throw options.keyError("these are options of Ipopt, which the method " + method.label() + " does not use");
        }
    }

    private TrainingSettings training(Field field, SolutionMethod method) {
        TrainingSettings standard = TrainingSettings.of(method);
        Field limit = field.get(method.countsEpochs() ? "epochs" : "iterations");
        int iterations = limit == null ? standard.iterations() : formulas.whole(limit, 0, MOST);
        Field momentum = field.get("momentum");
        Field rho = field.get("rho");
        Field checkpoint = field.get("checkpoint");
        return new TrainingSettings(
                iterations,
                whole(field, "batch", 1, standard.batch(), MOST),
                learningRate(field.get("learningRate"), standard.learningRate(), iterations),
                momentum == null ? standard.momentum() : share(momentum, false),
                whole(field, "seed", 0, (int) standard.seed(), Integer.MAX_VALUE),
                earlyStopping(field.get("earlyStopping")),
                whole(field, "memory", 1, standard.memory(), MOST_PAIRS),
                rho == null ? standard.rho() : formulas.positive(rho),
                whole(field, "threads", 1, standard.threads(), MOST_THREADS),
                checkpoint == null ? standard.checkpoint() : formulas.positive(checkpoint));
    }

    private int whole(Field field, String key, int least, int standard, int most) {
        Field value = field.get(key);
        return value == null ? standard : formulas.whole(value, least, most);
    }

    /** A number in [0, 1], or in [0, 1). */
    private double share(Field field, boolean one) {
        double value = formulas.number(field);
        if (!(value >= 0 && (one ? value <= 1 : value < 1))) {
            throw field.error(
                    "expected a number from 0 to " + (one ? "1" : "less than 1") + ", found " + Decimal.print(value));
        }
        return value;
    }

    private TrainingSettings.LearningRate learningRate(
            @Nullable Field field, TrainingSettings.LearningRate standard, int epochs) {
        if (field == null) {
            return standard;
        }
        if (!field.isMapping()) {
            return new TrainingSettings.LearningRate(
                    formulas.positive(field), TrainingSettings.Schedule.CONSTANT, 1, 1, epochs, 0, 0);
        }
        Field given = field.get("schedule");
        TrainingSettings.Schedule schedule = given == null
                ? TrainingSettings.Schedule.CONSTANT
                : LearningReader.choice(given, TrainingSettings.Schedule.values(), TrainingSettings.Schedule::label);
        String expected = "a number, or a mapping such as {initial: 0.1, schedule: step, every: 100, factor: 0.5}";
        switch (schedule) {
            case CONSTANT -> field.only(expected, "initial", "schedule", "warmUp");
            case STEP -> field.only(expected, "initial", "schedule", "warmUp", "factor", "every");
            case EXPONENTIAL -> field.only(expected, "initial", "schedule", "warmUp", "factor");
            case COSINE -> field.only(expected, "initial", "schedule", "warmUp", "length", "least");
        }
        Field initial = field.get("initial");
        Field least = field.get("least");
        Field warmUp = field.get("warmUp");
        return new TrainingSettings.LearningRate(
                initial == null ? standard.initial() : formulas.positive(initial),
                schedule,
                factor(field, schedule),
                schedule == TrainingSettings.Schedule.STEP
                        ? formulas.whole(field.require("every", "{schedule: step, every: 100, factor: 0.5}"), 1, MOST)
                        : 1,
                whole(field, "length", 1, Math.max(1, epochs), MOST),
                least == null ? 0 : share(least, true),
                warmUp == null ? 0 : formulas.whole(warmUp, 0, MOST));
    }

    private double factor(Field field, TrainingSettings.Schedule schedule) {
        if (schedule != TrainingSettings.Schedule.STEP && schedule != TrainingSettings.Schedule.EXPONENTIAL) {
            return 1;
        }
        Field factor = field.require("factor", "{schedule: exponential, factor: 0.99}");
        double value = formulas.positive(factor);
        if (value > 1) {
            throw factor.error("expected a factor of at most 1, found " + Decimal.print(value));
        }
        return value;
    }

    private TrainingSettings.@Nullable EarlyStopping earlyStopping(@Nullable Field field) {
        if (field == null) {
            return null;
        }
        field.only("a mapping such as {patience: 20, minimum: 1e-4}", "patience", "minimum");
        Field minimum = field.get("minimum");
        double least = minimum == null ? 0 : formulas.number(minimum);
        if (minimum != null && !(least >= 0)) {
            throw minimum.error("expected a number that is not negative, found " + Decimal.print(least));
        }
        return new TrainingSettings.EarlyStopping(
                formulas.whole(field.require("patience", "{patience: 20}"), 1, MOST), least);
    }
}
