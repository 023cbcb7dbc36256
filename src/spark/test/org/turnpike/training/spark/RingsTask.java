package org.turnpike.training.spark;

import java.util.Arrays;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.generator.Generator;
import org.turnpike.learning.data.generator.Generators;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.mesh.ButcherTableau;

/** The rings in three dimensions, SL* with node2 as in the benchmark. */
final class RingsTask {
    private RingsTask() {}

    /** @param samples of an odd number the last ring has one less */
    static TrainingTask of(int samples, int layers) {
        Generator generator = Generators.named("rings");
        Dataset rings = generator.generate(generator.defaults().withSamples(samples + samples % 2));
        double[][] inputs = new double[samples][3];
        for (int i = 0; i < samples; i++) {
            System.arraycopy(rings.inputs()[i], 0, inputs[i], 0, 2);
        }
        return new TrainingTask(
                inputs,
                Arrays.copyOf(rings.targets(), samples),
                ModelSpecification.flow("node2", Activation.TANH, 3, true, true, true)
                        .model(),
                Output.select(3, 3),
                Loss.SQUARED,
                Formulation.SL_STAR,
                10,
                layers,
                ButcherTableau.euler(),
                0.01,
                Regularization.L2,
                null,
                new ControlStart.Sine());
    }
}
