package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.learning.data.Dataset;

/**
 * Exclusive or on [−1, 1]²: label 1 where x₁ and x₂ have different signs, −1 where they have the same. The quadrants take
 * turns, from the first counterclockwise; points are uniform in each, at least 0.1 from the axes.
 */
final class ExclusiveOr implements Generator {
    private static final double MARGIN = 0.1;

    @Override
    public String name() {
        return "xor";
    }

    @Override
    public List<String> parameters() {
        return List.of("samples", "noise", "seed");
    }

    @Override
    public Settings defaults() {
        return new Settings(100, 0, 0);
    }

    @Override
    public Dataset generate(Settings settings) {
        int n = settings.samples();
        RandomNumbers random = new RandomNumbers(settings.seed());
        PlanarSamples samples = new PlanarSamples(n);
        for (int i = 0; i < n; i++) {
            int quadrant = i % 4;
            double x1 = (quadrant == 0 || quadrant == 3 ? 1 : -1) * random.uniform(MARGIN, 1);
            double x2 = (quadrant < 2 ? 1 : -1) * random.uniform(MARGIN, 1);
            samples.add(x1, x2, quadrant % 2 == 0 ? -1 : 1, settings.noise(), random);
        }
        return samples.build();
    }
}
