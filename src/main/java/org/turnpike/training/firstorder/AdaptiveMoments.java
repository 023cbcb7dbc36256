package org.turnpike.training.firstorder;

import java.util.Map;
import org.turnpike.minimization.Memory;

/**
 * Adam's step m̂/(√ŝ + ε) from the moving averages m of g and s of g², with bias correction: m̂ = m/(1 − β₁ᵗ), ŝ = s/(1 − β₂ᵗ), t the number of
 * the step.
 */
final class AdaptiveMoments implements UpdateRule {
    private static final String FIRST = "firstMoment";
    private static final String SECOND = "secondMoment";
    private static final String STEPS = "steps";

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double[] first;
    private final double[] second;
    /** t, as an array of one number to be remembered like the others. */
    private final double[] steps = new double[1];

    AdaptiveMoments(int size, double beta1, double beta2, double epsilon) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        first = new double[size];
        second = new double[size];
    }

    @Override
    public void update(double[] u, double[] g, double rate) {
        steps[0]++;
        double correction1 = 1 - Math.pow(beta1, steps[0]);
        double correction2 = 1 - Math.pow(beta2, steps[0]);
        for (int j = 0; j < u.length; j++) {
            first[j] = beta1 * first[j] + (1 - beta1) * g[j];
            second[j] = beta2 * second[j] + (1 - beta2) * g[j] * g[j];
            u[j] -= rate * (first[j] / correction1) / (Math.sqrt(second[j] / correction2) + epsilon);
        }
    }

    @Override
    public Map<String, double[]> memory() {
        return Map.of(FIRST, first.clone(), SECOND, second.clone(), STEPS, steps.clone());
    }

    @Override
    public void recall(Map<String, double[]> memory) {
        Memory.copy(memory, FIRST, first);
        Memory.copy(memory, SECOND, second);
        Memory.copy(memory, STEPS, steps);
    }
}
