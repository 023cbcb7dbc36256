package org.turnpike.training.newton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.minimization.TrustRegionNewton;
import org.turnpike.training.CostSource;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.Weights;
import org.turnpike.training.propagation.LocalSampleCost;

/** Parts of the samples shorten the way and change neither where it ends nor what is told. */
class GrowingSampleTest {
    private static final int SAMPLES = 2100;
    private static final CostSource COSTS =
            (task, weights, epsilon) -> new LocalSampleCost(task, weights, epsilon, 2, Long.MAX_VALUE);

    private static TrainingTask task() {
        Random random = new Random(3);
        double[][] inputs = new double[SAMPLES][2];
        double[][] targets = new double[SAMPLES][1];
        for (int i = 0; i < SAMPLES; i++) {
            inputs[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
            targets[i][0] = Math.tanh(inputs[i][0] - 0.5 * inputs[i][1]);
        }
        return new TrainingTask(
                inputs,
                targets,
                new NeuralOde2(2, Activation.TANH, true, true),
                Output.select(2, 1),
                Loss.SQUARED,
                Formulation.SL_STAR,
                2,
                6,
                ButcherTableau.midpoint(),
                0.05,
                Regularization.L2,
                null,
                new ControlStart.Sine());
    }

    private static TrainingRun run(TrainingTask task, DescentListener listener) {
        return TrainingRun.from(new ControlSpace(task).start(task), 1e-9, 500, 60, listener);
    }

    @Test
    void partsGrowByFourUpToAll() {
        assertEquals(List.of(131, 525), GrowingSample.sizes(SAMPLES, Map.of()));
        assertEquals(List.of(), GrowingSample.sizes(511, Map.of()));
        assertEquals(List.of(525), GrowingSample.sizes(SAMPLES, Map.of(GrowingSample.SIZE, new double[] {525, 1e-3})));
        assertEquals(List.of(), GrowingSample.sizes(SAMPLES, Map.of("region", new double[] {1})));
    }

    @Test
    void theOptimumIsThatOfAllSamples() {
        TrainingTask task = task();
        ControlSpace space = new ControlSpace(task);
        Minimum grown = new NewtonTraining()
                .train(task, COSTS, run(task, DescentListener.SILENT))
                .minimum();
        assertEquals(Termination.CONVERGED, grown.termination(), grown.reason());
        try (LocalSampleCost cost = new LocalSampleCost(task, Weights.of(task), 0, 2, Long.MAX_VALUE)) {
            PenalizedCost whole = new PenalizedCost(cost, space, task.lambda());
            Minimum plain = new TrustRegionNewton(whole, new TrustRegionNewton.Limits(1e-9, 500, 60))
                    .minimize(space.start(task), Map.of(), 0, DescentListener.SILENT);
            assertEquals(plain.value(), grown.value(), 1e-12);
            assertArrayEquals(plain.u(), grown.u(), 1e-6);
            double[] g = new double[space.size()];
            assertEquals(grown.value(), whole.gradient(grown.u(), g), 1e-15);
            assertTrue(space.dualNorm(g) <= 1e-9);
        }
    }

    /** Each iterate comes with the cost of all samples; stopped anywhere, a run goes on as if it had not been. */
    @Test
    void iteratesAreToldOfAllSamplesAndResume() {
        TrainingTask task = task();
        ControlSpace space = new ControlSpace(task);
        List<Double> values = new ArrayList<>();
        Minimum uninterrupted;
        try (LocalSampleCost cost = new LocalSampleCost(task, Weights.of(task), 0, 1, 0)) {
            PenalizedCost whole = new PenalizedCost(cost, space, task.lambda());
            uninterrupted = new NewtonTraining()
                    .train(task, COSTS, run(task, i -> {
                        assertEquals(whole.value(i.u()), i.value(), 1e-12);
                        values.add(i.value());
                        return true;
                    }))
                    .minimum();
        }
        for (int stop = 1; stop < 4; stop++) {
            int last = stop;
            Map<String, double[]> memory = new HashMap<>();
            Minimum stopped = new NewtonTraining()
                    .train(task, COSTS, run(task, i -> {
                        memory.clear();
                        memory.putAll(i.memory().get());
                        return i.number() < last;
                    }))
                    .minimum();
            assertEquals(Termination.INTERRUPTED, stopped.termination());
            assertEquals(values.get(stop), stopped.value(), 1e-12);
            assertTrue(memory.containsKey(GrowingSample.SIZE));
            TrainingRun rest =
                    new TrainingRun(stopped.u(), memory, stopped.iterations(), 1e-9, 500, 60, DescentListener.SILENT);
            Minimum resumed = new NewtonTraining().train(task, COSTS, rest).minimum();
            assertEquals(uninterrupted.value(), resumed.value(), 1e-14);
            assertEquals(uninterrupted.iterations(), resumed.iterations());
        }
    }
}
