package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.learning.data.Dataset;
import org.turnpike.problem.InputException;

/**
 * Two half circles that reach into each other: N/2 points (cos a, sin a) with label −1, then the others
 * (1 − cos a, ½ − sin a) with label 1, a evenly spaced from 0 to π, both ends included; plus noise.
 */
final class Moons implements Generator {
    @Override
    public String name() {
        return "moons";
    }

    @Override
    public List<String> parameters() {
        return List.of("samples", "noise", "seed");
    }

    @Override
    public Settings defaults() {
        return new Settings(100, 0.1, 0);
    }

    @Override
    public Dataset generate(Settings settings) {
        int n = settings.samples();
        if (n < 4) {
            throw new InputException("the moons need at least 4 samples, found " + n);
        }
        RandomNumbers random = new RandomNumbers(settings.seed());
        PlanarSamples samples = new PlanarSamples(n);
        int first = n / 2;
        for (int i = 0; i < n; i++) {
            boolean upper = i < first;
            double angle = upper ? Math.PI * i / (first - 1) : Math.PI * (i - first) / (n - first - 1);
            double x1 = StrictMath.cos(angle);
            double x2 = StrictMath.sin(angle);
            samples.add(upper ? x1 : 1 - x1, upper ? x2 : 0.5 - x2, upper ? -1 : 1, settings.noise(), random);
        }
        return samples.build();
    }
}
