package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.learning.data.Dataset;

/**
 * A disc inside an annulus, with noise: a third of the samples uniform (by area) on radii 0 to 0.5 with label 1, then the
 * others on radii 1 to 1.5 with label −1. The bounds, the ratio 1 : 2 and the noise 0.15 are those of the experiments of
 * Esteve, Geshkovski, Pighin and Zuazua.
 */
final class NoisyRings implements Generator {
    @Override
    public String name() {
        return "noisy-rings";
    }

    @Override
    public List<String> parameters() {
        return List.of("samples", "noise", "seed");
    }

    @Override
    public Settings defaults() {
        return new Settings(300, 0.15, 0);
    }

    @Override
    public Dataset generate(Settings settings) {
        int n = settings.samples();
        int inner = Math.max(1, n / 3);
        RandomNumbers random = new RandomNumbers(settings.seed());
        PlanarSamples samples = new PlanarSamples(n);
        for (int i = 0; i < n; i++) {
            boolean inside = i < inner;
            double least = inside ? 0 : 1;
            double greatest = least + 0.5;
            double radius = StrictMath.sqrt(random.uniform(least * least, greatest * greatest));
            double angle = random.uniform(0, 2 * Math.PI);
            double x1 = radius * StrictMath.cos(angle);
            double x2 = radius * StrictMath.sin(angle);
            samples.add(x1, x2, inside ? 1 : -1, settings.noise(), random);
        }
        return samples.build();
    }
}
