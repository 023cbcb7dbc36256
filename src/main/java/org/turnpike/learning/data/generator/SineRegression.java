package org.turnpike.learning.data.generator;

import java.util.List;
import org.turnpike.learning.data.Dataset;

/** Regression of y = sin x plus noise, x evenly spaced from −π to π, both ends included. */
final class SineRegression implements Generator {
    @Override
    public String name() {
        return "sin";
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
        double[][] inputs = new double[n][1];
        double[][] targets = new double[n][1];
        for (int i = 0; i < n; i++) {
            double x = -Math.PI + 2 * Math.PI * i / (n - 1);
            inputs[i][0] = x;
            targets[i][0] = StrictMath.sin(x) + settings.noise() * random.normal();
        }
        return Dataset.regression(inputs, targets);
    }
}
