package org.turnpike.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.NearestName;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.data.Split;
import org.turnpike.learning.data.StoredSamples;
import org.turnpike.learning.data.generator.Generator;
import org.turnpike.learning.data.generator.Generators;
import org.turnpike.problem.InputException;
import org.turnpike.training.Cluster;

/** Reads {@code learning.data}: where the samples come from, how they are split and prepared. */
final class DataSectionReader {
    private static final String EXPECTED = "a mapping such as {generator: rings, samples: 100}";
    private final Formulas formulas;
    private final Path file;
    private final @Nullable Cluster cluster;

    /** For samples that are read here. */
    DataSectionReader(Formulas formulas, Path file) {
        this(formulas, file, null);
    }

    /** @param cluster that reads Parquet, or null */
    DataSectionReader(Formulas formulas, Path file, @Nullable Cluster cluster) {
        this.formulas = formulas;
        this.file = file;
        this.cluster = cluster;
    }

    /**
     * The prepared samples.
     *
     * @param test null if all samples are for training
     * @param testRows which samples of the source are for testing, counted from 0, ascending
     * @param stored null unless they are on a cluster; then {@code training} is an excerpt
     */
    record Samples(
            Preparation preparation,
            Dataset training,
            @Nullable Dataset test,
            int[] testRows,
            @Nullable StoredSamples stored) {}

    Samples read(Field field, LabelCoding.Kind coding) {
        field.only(
                EXPECTED,
                "generator",
                "samples",
                "noise",
                "csv",
                "parquet",
                "features",
                "label",
                "points",
                "targets",
                "standardize",
                "train",
                "seed",
                "reduce");
        Field parquet = field.get("parquet");
        if (parquet != null) {
            StoredSamples stored = new StoredDataReader(file, cluster).read(field, parquet, coding);
            return new Samples(stored.preparation(), stored.excerpt(), null, new int[0], stored);
        }
        Dataset all = samples(field, coding);
        Split split = split(field);
        try {
            if (split.equals(Split.NONE)) {
                Preparation preparation = preparation(field, all);
                return new Samples(preparation, preparation.apply(all), null, new int[0], null);
            }
            Split.Parts parts = split.apply(all);
            Preparation preparation = preparation(field, parts.training());
            return new Samples(
                    preparation,
                    preparation.apply(parts.training()),
                    preparation.apply(parts.test()),
                    parts.testRows(),
                    null);
        } catch (InputException e) {
            throw field.error(e.getMessage());
        }
    }

    private Dataset samples(Field field, LabelCoding.Kind coding) {
        int sources = 0;
        for (String source : List.of("generator", "csv", "points")) {
            sources += field.get(source) == null ? 0 : 1;
        }
        if (sources != 1) {
            throw field.error(
                    "expected one of generator, csv, parquet or points, found " + (sources == 0 ? "none" : "several"));
        }
        belongs(field, "generator", "samples", "noise");
        belongs(field, "csv", "features", "label");
        belongs(field, "points", "targets");
        if (field.get("seed") != null && field.get("generator") == null && field.get("train") == null) {
            throw field.require("seed", "").keyError("without a generator or a share for training nothing is random");
        }
        Field generator = field.get("generator");
        if (generator != null) {
            return generated(field, generator, coding);
        }
        Field csv = field.get("csv");
        if (csv != null) {
            return table(field, csv, coding);
        }
        return inline(field, coding);
    }

    private static void belongs(Field field, String source, String... keys) {
        for (String key : keys) {
            Field given = field.get(key);
            if (given != null && field.get(source) == null) {
                throw given.keyError("this belongs to " + source + ", which is not there");
            }
        }
    }

    private Dataset generated(Field field, Field name, LabelCoding.Kind coding) {
        if (!Generators.names().contains(name.text())) {
            throw name.error(
                    "unknown generator '" + name.text() + "'" + NearestName.hint(name.text(), Generators.names())
                            + "; there are " + String.join(", ", Generators.names()));
        }
        Generator generator = Generators.named(name.text());
        Generator.Settings settings = generator.defaults();
        for (String key : List.of("samples", "noise", "seed")) {
            Field value = field.get(key);
            if (value == null) {
                continue;
            }
            boolean splitSeed = key.equals("seed") && field.get("train") != null;
            if (!generator.parameters().contains(key) && !splitSeed) {
                throw value.keyError("the generator " + name.text() + " has no " + key);
            }
            settings = switch (key) {
                case "samples" -> settings.withSamples(formulas.whole(value, 2, Generator.Settings.LARGEST));
                case "noise" -> settings.withNoise(formulas.number(value));
                default -> settings.withSeed(formulas.whole(value, 0, Integer.MAX_VALUE));
            };
        }
        try {
            return generator.generate(settings).coded(coding);
        } catch (InputException e) {
            throw field.error(e.getMessage());
        }
    }

    private Dataset table(Field field, Field csv, LabelCoding.Kind coding) {
        Path path = TextFile.beside(file, csv);
        @Nullable List<String> names = features(field);
        return new DatasetReader(CsvTable.read(path))
                .read(names, field.require("label", "label: species").text(), coding);
    }

    /** The names under {@code features}, or null. */
    static @Nullable List<String> features(Field field) {
        Field features = field.get("features");
        if (features == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (Field feature : features.items("a list of column names")) {
            names.add(feature.text());
        }
        return names;
    }

    private Dataset inline(Field field, LabelCoding.Kind coding) {
        double[][] points = matrix(field.require("points", "points: [[2.0]]"));
        Field targets = field.require("targets", "targets: [[-1.0]]");
        double[][] values = matrix(targets);
        if (points.length != values.length) {
            throw targets.error("expected " + points.length + " targets, one for each point, found " + values.length);
        }
        try {
            return Dataset.regression(points, values).coded(coding);
        } catch (InputException e) {
            throw targets.error(e.getMessage());
        }
    }

    /** A list of rows of one length. */
    double[][] matrix(Field field) {
        return formulas.matrix(field);
    }

    private Split split(Field field) {
        Field train = field.get("train");
        if (train == null) {
            return Split.NONE;
        }
        Field seed = field.get("seed");
        double share = formulas.positive(train);
        if (share > 1) {
            throw train.error("expected a share of the samples up to 1, found " + Decimal.print(share));
        }
        return new Split(share, seed == null ? 0 : formulas.whole(seed, 0, Integer.MAX_VALUE));
    }

    private Preparation preparation(Field field, Dataset training) {
        Field standardize = field.get("standardize");
        Field reduce = field.get("reduce");
        int components = 0;
        if (reduce != null) {
            reduce.only("a mapping such as {pca: 8} or {pca: 8, whiten: true}", "pca", "whiten");
            components = formulas.whole(
                    reduce.require("pca", "reduce: {pca: 8}"),
                    1,
                    training.featureNames().size());
        }
        Preparation fitted =
                Preparation.fit(training, standardize != null && LearningReader.truth(standardize), components);
        Field whiten = reduce == null ? null : reduce.get("whiten");
        return whiten != null && LearningReader.truth(whiten) ? fitted.whitened() : fitted;
    }
}
