package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ejml.data.DMatrixSparseCSC;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.nlp.NonlinearProgram;

/** The reduced gradient of the benchmark "rings" at its start. */
class RingsGradientTest {
    @ParameterizedTest
    @CsvSource({
        "SL_STAR, 10, 40, 10.0570731529, 1.01914638629",
        "SL1, 10, 40, 1.01107107331, 0.223570427081",
        "SL_STAR, 20, 80, 20.1269720173, 4.06289878471"
    })
    void costAndReducedGradientAtTheStart(
            Formulation formulation, double horizon, int layers, double cost, double gradient) {
        int n = 100;
        double[][] inputs = new double[n][3];
        double[][] targets = new double[n][1];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (i % (n / 2)) / (n / 2);
            double radius = i < n / 2 ? 0.5 : 1;
            inputs[i][0] = radius * Math.cos(angle);
            inputs[i][1] = radius * Math.sin(angle);
            targets[i][0] = i < n / 2 ? 1 : -1;
        }
        TrainingTask task = new TaskBuilder(new NeuralOde2(3, Activation.TANH, true, true), inputs, targets)
                .output(Output.select(3, 3))
                .formulation(formulation)
                .horizon(horizon)
                .layers(layers)
                .lambda(0.01)
                .task();
        TrainingProgram training = new TrainingProgram(task, 1e-6);
        assertEquals(cost, training.program().objective(training.start()), 1e-10);
        assertEquals(gradient, norm(reducedGradient(training.program(), training.start())), 1e-10);
    }

    private static double norm(double[] v) {
        double square = 0;
        for (double value : v) {
            square += value * value;
        }
        return Math.sqrt(square);
    }

    /**
     * ∇_u f + (∂c/∂u)ᵀ μ with (∂c/∂x)ᵀ μ = −∇_x f. For the Euler scheme row r is x_r − (what comes earlier) = 0, x_r the r-th free
     * state: ∂c/∂x is lower triangular with ones on its diagonal.
     */
    private static double[] reducedGradient(NonlinearProgram program, double[] z) {
        double[] g = new double[program.variables()];
        program.gradient(z, g);
        DMatrixSparseCSC jacobian = program.newJacobian();
        program.jacobian(z, jacobian);
        double[] lower = program.variableLower();
        double[] upper = program.variableUpper();
        double[] multipliers = new double[program.constraints()];
        int row = multipliers.length;
        for (int j = g.length - 1; j >= 0; j--) {
            if (program.variableName(j).startsWith("x") && lower[j] < upper[j]) {
                row--;
                assertEquals(1, jacobian.get(row, j), 0, "diagonal");
                multipliers[row] = -plusColumn(jacobian, j, multipliers, g[j]);
            }
        }
        assertEquals(0, row, "every row belongs to a state");
        double[] reduced = new double[g.length];
        for (int j = 0; j < g.length; j++) {
            if (program.variableName(j).startsWith("u")) {
                reduced[j] = plusColumn(jacobian, j, multipliers, g[j]);
            }
        }
        return reduced;
    }

    private static double plusColumn(DMatrixSparseCSC jacobian, int j, double[] multipliers, double sum) {
        for (int k = jacobian.col_idx[j]; k < jacobian.col_idx[j + 1]; k++) {
            sum += jacobian.nz_values[k] * multipliers[jacobian.nz_rows[k]];
        }
        return sum;
    }
}
