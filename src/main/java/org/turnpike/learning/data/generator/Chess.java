package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.learning.data.Dataset;

/**
 * A chessboard of 3 × 3 fields on [−1, 1]²: label 1 on the corners and in the middle, −1 on the four others. The fields take
 * turns, row by row from below; points are uniform in each, at least 0.05 from its edges.
 */
final class Chess implements Generator {
    private static final int FIELDS = 3;
    private static final double MARGIN = 0.05;

    @Override
    public String name() {
        return "chess";
    }

    @Override
    public List<String> parameters() {
        return List.of("samples", "noise", "seed");
    }

    @Override
    public Settings defaults() {
        return new Settings(180, 0, 0);
    }

    @Override
    public Dataset generate(Settings settings) {
        int n = settings.samples();
        RandomNumbers random = new RandomNumbers(settings.seed());
        PlanarSamples samples = new PlanarSamples(n);
        for (int i = 0; i < n; i++) {
            int field = i % (FIELDS * FIELDS);
            double x1 = coordinate(field % FIELDS, random);
            double x2 = coordinate(field / FIELDS, random);
            samples.add(x1, x2, field % 2 == 0 ? 1 : -1, settings.noise(), random);
        }
        return samples.build();
    }

    private static double coordinate(int field, RandomNumbers random) {
        double side = 2.0 / FIELDS;
        double from = -1 + field * side;
        return random.uniform(from + MARGIN, from + side - MARGIN);
    }
}
