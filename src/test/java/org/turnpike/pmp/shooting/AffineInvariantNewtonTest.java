package org.turnpike.pmp.shooting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AffineInvariantNewtonTest {
    private interface Function {
        double[] at(double[] z);
    }

    /** A system with its Jacobian by central differences. */
    private static NonlinearSystem system(int n, int m, Function f) {
        return new NonlinearSystem() {
            @Override
            public int unknowns() {
                return n;
            }

            @Override
            public int equations() {
                return m;
            }

            @Override
            public boolean residual(double[] z, double[] residual) {
                System.arraycopy(f.at(z), 0, residual, 0, m);
                return Arrays.stream(residual).allMatch(Double::isFinite);
            }

            @Override
            public boolean residualAndJacobian(double[] z, double[] residual, double[] jacobian) {
                for (int j = 0; j < n; j++) {
                    double h = 1e-6 * (1 + Math.abs(z[j]));
                    double[] up = z.clone();
                    double[] down = z.clone();
                    up[j] += h;
                    down[j] -= h;
                    double[] a = f.at(up);
                    double[] b = f.at(down);
                    for (int i = 0; i < m; i++) {
                        jacobian[i * n + j] = (a[i] - b[i]) / (2 * h);
                    }
                }
                return residual(z, residual);
            }

            @Override
            public void scale(double[] z, double[] scale) {
                for (int i = 0; i < n; i++) {
                    scale[i] = Math.max(1, Math.abs(z[i]));
                }
            }
        };
    }

    private static final AffineInvariantNewton NEWTON = new AffineInvariantNewton(1e-10, 200);

    @Test
    void convergesWhereUndampedNewtonDiverges() {
        // atan(z) = 0 from z = 10: full steps grow without end.
        AffineInvariantNewton.Result result =
                NEWTON.solve(system(1, 1, z -> new double[] {Math.atan(z[0])}), new double[] {10});
        assertEquals(AffineInvariantNewton.Status.CONVERGED, result.status());
        assertEquals(0, result.z()[0], 1e-9);
    }

    @Test
    void doesNotDependOnHowTheEquationsAreScaled() {
        Function rosenbrock = z -> new double[] {10 * (z[1] - z[0] * z[0]), 1 - z[0]};
        Function scaled = z -> new double[] {1e9 * (z[1] - z[0] * z[0]), 1e-6 * (1 - z[0])};
        AffineInvariantNewton.Result a = NEWTON.solve(system(2, 2, rosenbrock), new double[] {-1.2, 1});
        AffineInvariantNewton.Result b = NEWTON.solve(system(2, 2, scaled), new double[] {-1.2, 1});
        assertEquals(1, a.z()[0], 1e-9);
        assertEquals(1, b.z()[0], 1e-9);
        assertEquals(a.iterations(), b.iterations());
    }

    @Test
    void saysWhyItFails() {
        assertEquals(
                AffineInvariantNewton.Status.SINGULAR,
                NEWTON.solve(system(2, 2, z -> new double[] {z[0] + z[1], z[0] + z[1] - 1}), new double[] {1, 2})
                        .status());
        AffineInvariantNewton.Status noRoot = NEWTON.solve(
                        system(1, 1, z -> new double[] {z[0] * z[0] + 1}), new double[] {3})
                .status();
        assertTrue(
                noRoot == AffineInvariantNewton.Status.DIVERGED || noRoot == AffineInvariantNewton.Status.SINGULAR,
                noRoot.name());
        assertEquals(
                AffineInvariantNewton.Status.UNDEFINED,
                NEWTON.solve(system(1, 1, z -> new double[] {Math.sqrt(z[0])}), new double[] {-1})
                        .status());
        assertEquals(
                AffineInvariantNewton.Status.INCONSISTENT,
                NEWTON.solve(system(1, 2, z -> new double[] {z[0], z[0] - 1}), new double[] {3})
                        .status());
        assertEquals(
                AffineInvariantNewton.Status.ITERATION_LIMIT,
                new AffineInvariantNewton(1e-14, 2)
                        .solve(system(1, 1, z -> new double[] {Math.exp(z[0]) - 2}), new double[] {5})
                        .status());
    }
}
