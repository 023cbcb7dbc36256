package org.turnpike.learning;

import java.io.Serializable;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The control from which training starts. */
public sealed interface ControlStart extends Serializable {
    /** Component j of layer k. */
    double at(int k, int j);

    /** 0.1 sin(1 + j + 0.37 k): deterministic and not a stationary point. */
    record Sine() implements ControlStart {
        @Override
        public double at(int k, int j) {
            return 0.1 * Math.sin(1 + j + 0.37 * k);
        }
    }

    /** 0; often stationary for symmetric data. */
    record Zero() implements ControlStart {
        @Override
        public double at(int k, int j) {
            return 0;
        }
    }

    /** Uniform on [−scale, scale] for a seed. */
    record Uniform(long seed, double scale) implements ControlStart {
        @Override
        public double at(int k, int j) {
            return scale * (2 * new SplittableRandom(seed + 1_000_003L * k + j).nextDouble() - 1);
        }
    }

    /** Given values, K × m; the last layer stands for what lies beyond. */
    record Given(double[][] controls) implements ControlStart {
        @Override
        public double at(int k, int j) {
            return controls[Math.min(k, controls.length - 1)][j];
        }
    }

    /**
     * The control of an earlier solution on this task's mesh.
     *
     * @param controls by layer, or by node for H1
     * @param bang what is known of a switch, or null
     */
    record Restart(double[][] controls, @Nullable Bang bang) implements ControlStart {
        @Override
        public double at(int k, int j) {
            return controls[Math.min(k, controls.length - 1)][j];
        }
    }

    /**
     * The control before its switching time.
     *
     * @param controls by layer, the layers filling [0, T*]
     * @param switchTime T*
     */
    record Bang(double[][] controls, double switchTime) implements Serializable {}
}
