package org.turnpike.nlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.ejml.data.DMatrixSparseCSC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DerivativeCheckTest {
    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.HockSchittkowski#all")
    void findsTheTestProblemsRight(DenseProgram program) {
        double[] multipliers = new double[program.constraints()];
        Arrays.setAll(multipliers, i -> 0.7 - 0.4 * i);
        double[] z = program.start();
        for (int i = 0; i < z.length; i++) {
            z[i] += 0.1 * (i + 1);
        }
        DerivativeCheck check = DerivativeCheck.at(program, z, multipliers);
        assertTrue(check.worst().error() < 1e-6, check.worst().toString());
    }

    /** c = z0² z1, f = z1³, with one entry spoilt at a time. */
    private record Spoilt(double gradient, double jacobian, double hessian, boolean missing)
            implements NonlinearProgram {
        @Override
        public int variables() {
            return 2;
        }

        @Override
        public int constraints() {
            return 1;
        }

        @Override
        public double[] variableLower() {
            return new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        }

        @Override
        public double[] variableUpper() {
            return new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        }

        @Override
        public double[] constraintLower() {
            return new double[1];
        }

        @Override
        public double[] constraintUpper() {
            return new double[1];
        }

        @Override
        public double objective(double[] z) {
            return z[1] * z[1] * z[1];
        }

        @Override
        public void gradient(double[] z, double[] into) {
            into[0] = 0;
            into[1] = 3 * z[1] * z[1] + gradient;
        }

        @Override
        public void constraints(double[] z, double[] values) {
            values[0] = z[0] * z[0] * z[1];
        }

        @Override
        public DMatrixSparseCSC newJacobian() {
            DMatrixSparseCSC matrix = new DMatrixSparseCSC(1, 2, 2);
            matrix.set(0, 0, 0);
            matrix.set(0, 1, 0);
            return matrix;
        }

        @Override
        public void jacobian(double[] z, DMatrixSparseCSC into) {
            into.nz_values[0] = 2 * z[0] * z[1] + jacobian;
            into.nz_values[1] = z[0] * z[0];
        }

        @Override
        public DMatrixSparseCSC newHessian() {
            DMatrixSparseCSC matrix = new DMatrixSparseCSC(2, 2, 3);
            matrix.set(0, 0, 0);
            if (!missing) {
                matrix.set(1, 0, 0);
            }
            matrix.set(1, 1, 0);
            return matrix;
        }

        @Override
        public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC into) {
            int k = 0;
            into.nz_values[k++] = multipliers[0] * 2 * z[1];
            if (!missing) {
                into.nz_values[k++] = multipliers[0] * 2 * z[0] + hessian;
            }
            into.nz_values[k] = objectiveFactor * 6 * z[1];
        }
    }

    private static DerivativeCheck check(Spoilt program) {
        return DerivativeCheck.at(program, new double[] {1.5, -0.5}, new double[] {2});
    }

    @Test
    void seesNothingWrongWithAnExactProgram() {
        assertTrue(check(new Spoilt(0, 0, 0, false)).worst().error() < 1e-8);
    }

    @Test
    void namesTheWrongEntryOfTheGradient() {
        DerivativeCheck.Entry entry = check(new Spoilt(0.01, 0, 0, false)).gradient();
        assertEquals("d(objective)/d(z[1])", entry.name());
        assertEquals(0.01, entry.exact() - entry.difference(), 1e-8);
    }

    @Test
    void namesTheWrongEntryOfTheJacobian() {
        DerivativeCheck.Entry worst = check(new Spoilt(0, Double.NaN, 0, false)).worst();
        assertEquals("d(c[0])/d(z[0])", worst.name());
        assertEquals(Double.POSITIVE_INFINITY, worst.error());
        assertEquals(
                "d(c[0])/d(z[0])",
                check(new Spoilt(0, 0.01, 0, false)).jacobian().name());
    }

    @Test
    void namesTheWrongEntryOfTheHessian() {
        assertEquals(
                "d2(Lagrangian)/d(z[1])d(z[0])",
                check(new Spoilt(0, 0, 0.01, false)).worst().name());
    }

    @Test
    void seesAnEntryMissingFromTheStructure() {
        DerivativeCheck.Entry worst = check(new Spoilt(0, 0, 0, true)).worst();
        assertEquals("d2(Lagrangian)/d(z[1])d(z[0])", worst.name());
        assertEquals(0, worst.exact());
        assertEquals(6, worst.difference(), 1e-6);
    }
}
