package org.turnpike.learning.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.Output;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.mesh.ButcherTableau;

class ProlongationTest {
    private static Prolongation of(boolean linear, double reach, double factor, double... values) {
        double[][] controls = new double[values.length][];
        for (int k = 0; k < values.length; k++) {
            controls[k] = new double[] {values[k]};
        }
        Network network = new Network(
                ModelSpecification.flow("node2", Activation.TANH, 1, false, true, true),
                linear ? values.length - 1 : values.length,
                2,
                ButcherTableau.euler(),
                linear,
                controls,
                Output.identity(1),
                Preparation.none(List.of("x1")),
                null);
        return new Prolongation(network, reach, factor);
    }

    private static void same(double[][] found, double... expected) {
        double[] flat = new double[found.length];
        for (int k = 0; k < flat.length; k++) {
            flat[k] = found[k][0];
        }
        assertArrayEquals(expected, flat, 1e-14);
    }

    @Test
    void twiceTheLayersRepeatEachValue() {
        same(of(false, 1, 1, 1, 5, -3).layers(6), 1, 1, 5, 5, -3, -3);
    }

    @Test
    void fewerLayersGetMeans() {
        same(of(false, 1, 1, 1, 5, -3, 7).layers(2), 3, 2);
        same(of(false, 1, 1, 1, 5, -3).layers(2), (1 + 2.5) / 1.5, (2.5 - 3) / 1.5);
    }

    @Test
    void linearControlsAreInterpolatedAtNodes() {
        same(of(true, 1, 1, 1, 5, -3).nodes(4), 1, 3, 5, 1, -3);
        same(of(true, 1, 1, 1, 5, -3).nodes(2), 1, 5, -3);
    }

    @Test
    void betweenConstantAndLinear() {
        same(of(true, 1, 1, 1, 5, -3).layers(2), 3, 1);
        same(of(false, 1, 1, 1, 5, -3).nodes(3), 1, 3, 1, -3);
        same(of(false, 1, 1, 1, 5, -3).nodes(7), 1, 1, 1, 5, 5, -3, -3, -3);
    }

    @Test
    void beyondTheEndTheControlIsZero() {
        same(of(false, 2, 1, 4, 6).layers(4), 4, 6, 0, 0);
        same(of(false, 4.0 / 3, 1, 4, 6).layers(2), 4.5, 3);
        same(of(true, 2, 1, 4, 6).nodes(4), 4, 5, 3, 0, 0);
    }

    @Test
    void valuesAreMultiplied() {
        same(of(false, 1, 0.25, 4, 8).layers(4), 1, 1, 2, 2);
    }
}
