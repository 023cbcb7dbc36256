package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.learning.data.Dataset;
import org.turnpike.problem.InputException;

/**
 * Two arms of a spiral, one turn each: r = 0.1 + 0.9 s, angle 2πs, s = (i + ½)/(N/2), with label 1, and the same turned by π
 * with label −1, in turns; plus noise.
 */
final class Spirals implements Generator {
    @Override
    public String name() {
        return "spirals";
    }

    @Override
    public List<String> parameters() {
        return List.of("samples", "noise", "seed");
    }

    @Override
    public Settings defaults() {
        return new Settings(100, 0.02, 0);
    }

    @Override
    public Dataset generate(Settings settings) {
        int n = settings.samples();
        if (n % 2 != 0) {
            throw new InputException("the spirals need an even number of samples, found " + n);
        }
        RandomNumbers random = new RandomNumbers(settings.seed());
        PlanarSamples samples = new PlanarSamples(n);
        for (int i = 0; i < n / 2; i++) {
            double s = (i + 0.5) / (n / 2);
            double radius = 0.1 + 0.9 * s;
            double x1 = radius * StrictMath.cos(2 * Math.PI * s);
            double x2 = radius * StrictMath.sin(2 * Math.PI * s);
            samples.add(x1, x2, 1, settings.noise(), random);
            samples.add(-x1, -x2, -1, settings.noise(), random);
        }
        return samples.build();
    }
}
