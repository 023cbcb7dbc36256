package org.turnpike.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxMinimizerTest {
    /** Σ a_i v_i + ½ vᵀ Q v. */
    private record Quadratic(double[] a, double[] q) implements BoxMinimizer.Target {
        @Override
        public double value(double[] v) {
            int n = a.length;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += a[i] * v[i];
                for (int j = 0; j < n; j++) {
                    sum += 0.5 * v[i] * q[i * n + j] * v[j];
                }
            }
            return sum;
        }

        @Override
        public void derivatives(double[] v, double[] gradient, double[] hessian) {
            int n = a.length;
            System.arraycopy(q, 0, hessian, 0, n * n);
            for (int i = 0; i < n; i++) {
                gradient[i] = a[i];
                for (int j = 0; j < n; j++) {
                    gradient[i] += q[i * n + j] * v[j];
                }
            }
        }

        @Override
        public boolean smoothOnBox() {
            return true;
        }
    }

    @Test
    void coupledConvexQuadraticsAreMinimisedExactlyInTheInterior() {
        // Q = [[2, 1], [1, 2]], a = (−3, −3): minimum −3 at (1, 1).
        Quadratic target = new Quadratic(new double[] {-3, -3}, new double[] {2, 1, 1, 2});
        double least =
                new BoxMinimizer(2, target).minimum(new double[] {-4, 3}, new double[] {-5, -5}, new double[] {5, 5});
        assertEquals(-3, least, 1e-13);
    }

    @Test
    void nothingOnAGridIsLowerForConvexQuadraticsInABox() {
        Random random = new Random(7);
        for (int trial = 0; trial < 50; trial++) {
            double[] root = random.doubles(9, -1, 1).toArray();
            double[] q = new double[9];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    for (int m = 0; m < 3; m++) {
                        q[i * 3 + j] += root[m * 3 + i] * root[m * 3 + j];
                    }
                }
            }
            Quadratic target = new Quadratic(random.doubles(3, -1, 1).toArray(), q);
            double least = new BoxMinimizer(3, target)
                    .minimum(new double[3], new double[] {-1, -1, -1}, new double[] {1, 1, 1});
            double[] v = new double[3];
            for (int g = 0; g < 21 * 21 * 21; g++) {
                v[0] = g % 21 / 10.0 - 1;
                v[1] = g / 21 % 21 / 10.0 - 1;
                v[2] = g / 441 / 10.0 - 1;
                assertTrue(target.value(v) >= least - 1e-12, "trial " + trial);
            }
        }
    }

    @Test
    void concaveFunctionsEndInACorner() {
        Quadratic target = new Quadratic(new double[] {0.1, 0}, new double[] {-2, 0, 0, -2});
        double least =
                new BoxMinimizer(2, target).minimum(new double[] {0.5, 0}, new double[] {-1, -1}, new double[] {1, 2});
        assertEquals(-0.1 - 1 - 4, least, 1e-13);
    }
}
