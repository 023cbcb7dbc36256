package org.turnpike.training.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.turnpike.training.SampleCost;

/**
 * The local engine of one partition with the point at which it is linearised. A JVM keeps those of the partitions that it worked on; what is
 * lost or on another machine is made again, so nothing depends on where a task runs. To be locked while in use: Spark may run a task twice.
 */
final class Linearization {
    private static final Map<Key, Linearization> KEPT = new ConcurrentHashMap<>();

    /** @param cost which of the costs of an application */
    private record Key(String cost, int partition) {}

    private final SampleCost engine;
    /** Number of the gradient that the engine computed last; 0 for none. */
    private long point;

    private Linearization(SampleCost engine) {
        this.engine = engine;
    }

    static Linearization of(String cost, int partition, Supplier<SampleCost> engine) {
        return KEPT.computeIfAbsent(new Key(cost, partition), key -> new Linearization(engine.get()));
    }

    /** C(u). */
    double value(double[] u) {
        return engine.value(u);
    }

    /** C(u) with its derivative in {@code g}; {@code number} names u. */
    double gradient(long number, double[] u, double[] g) {
        double value = engine.gradient(u, g);
        point = number;
        return value;
    }

    /** ∂²C/∂u² v at the u with that number, which is fetched only if the engine is not linearised there. */
    void product(long number, Supplier<double[]> u, double[] v, double[] out) {
        if (point != number) {
            gradient(number, u.get(), out);
        }
        engine.product(v, out);
    }

    /** Forgets what this JVM has of a cost. */
    static void forget(String cost) {
        KEPT.forEach((key, kept) -> {
            if (key.cost().equals(cost) && KEPT.remove(key, kept)) {
                synchronized (kept) {
                    kept.engine.close();
                }
            }
        });
    }

    /** How many this JVM has of a cost. */
    static long kept(String cost) {
        return KEPT.keySet().stream().filter(key -> key.cost().equals(cost)).count();
    }
}
