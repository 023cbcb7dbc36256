package org.turnpike.training.firstorder;

import java.util.Map;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.Memory;

/** Gradient descent with momentum: v ← μ v + M⁻¹g, u ← u − η v, or with Nesterov's look-ahead u ← u − η (μ v + M⁻¹g). */
final class Momentum implements UpdateRule {
    private static final String VELOCITY = "velocity";

    private final InnerProduct space;
    private final double momentum;
    private final boolean nesterov;
    private final double[] velocity;
    private final double[] gradient;

    Momentum(InnerProduct space, double momentum, boolean nesterov) {
        this.space = space;
        this.momentum = momentum;
        this.nesterov = nesterov;
        velocity = new double[space.size()];
        gradient = new double[velocity.length];
    }

    @Override
    public void update(double[] u, double[] g, double rate) {
        space.riesz(g, gradient);
        for (int j = 0; j < u.length; j++) {
            velocity[j] = momentum * velocity[j] + gradient[j];
            u[j] -= rate * (nesterov ? momentum * velocity[j] + gradient[j] : velocity[j]);
        }
    }

    @Override
    public Map<String, double[]> memory() {
        return Map.of(VELOCITY, velocity.clone());
    }

    @Override
    public void recall(Map<String, double[]> memory) {
        Memory.copy(memory, VELOCITY, velocity);
    }
}
