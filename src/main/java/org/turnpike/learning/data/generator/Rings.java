package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.learning.data.Dataset;
import org.turnpike.problem.InputException;

/**
 * Two concentric circles without noise: N/2 points on radius 0.5 with label 1, then N/2 on radius 1 with label −1, both at the
 * angles 2πi/(N/2), i = 0, 1, …
 */
final class Rings implements Generator {
    @Override
    public String name() {
        return "rings";
    }

    @Override
    public List<String> parameters() {
        return List.of("samples");
    }

    @Override
    public Settings defaults() {
        return new Settings(100, 0, 0);
    }

    @Override
    public Dataset generate(Settings settings) {
        int n = settings.samples();
        if (n % 2 != 0) {
            throw new InputException("the rings need an even number of samples, found " + n);
        }
        PlanarSamples samples = new PlanarSamples(n);
        for (int label = 1; label >= -1; label -= 2) {
            double radius = label > 0 ? 0.5 : 1;
            for (int i = 0; i < n / 2; i++) {
                double angle = 2 * Math.PI * i / (n / 2);
                samples.add(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), label);
            }
        }
        return samples.build();
    }
}
