package org.turnpike.learning.pmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.mesh.ButcherTableau;

/**
 * The method of successive approximations, u ← argmin H along the last states and costates, contracts on the bias-only problems by
 * 4T²/(π²λ) (SL*) and T/λ (SL1), so that it diverges for long horizons: why shooting uses Newton's method. Here with the product's own
 * states and costates.
 */
class SuccessiveApproximationTest {
    @ParameterizedTest
    @CsvSource({"1, 0.810569", "1.1, 0.980789", "1.2, 1.167220"})
    void runningError(double horizon, double ratio) {
        assertEquals(4 * horizon * horizon / (Math.PI * Math.PI * 0.5), ratio, 1e-6);
        assertEquals(ratio, measured(Formulation.SL_STAR, horizon), 1e-4 * ratio);
    }

    @ParameterizedTest
    @CsvSource({"0.25, 0.5", "0.75, 1.5"})
    void terminalError(double horizon, double ratio) {
        assertEquals(ratio, measured(Formulation.SL1, horizon), 1e-9);
    }

    /** The factor by which the change of u grows from sweep to sweep. */
    private static double measured(Formulation formulation, double horizon) {
        int layers = 200;
        TrainingTask task = Tasks.bias(formulation, horizon, layers, ButcherTableau.rungeKutta4(), 0.5, null);
        DiscreteHamiltonianSystem system = new DiscreteHamiltonianSystem(task, new ControlSpace(task));
        double[] u = new double[layers];
        double[] g = new double[layers];
        double change = 0;
        double ratio = 0;
        for (int sweep = 0; sweep < 12; sweep++) {
            system.forward(u);
            system.backward(g);
            double square = 0;
            for (int k = 0; k < layers; k++) {
                double next = -g[k] / (2 * 0.5 * task.step());
                square += (next - u[k]) * (next - u[k]);
                u[k] = next;
            }
            ratio = Math.sqrt(square) / change;
            change = Math.sqrt(square);
        }
        return ratio;
    }
}
