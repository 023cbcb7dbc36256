package org.turnpike.training.propagation;

import java.util.Arrays;
import org.turnpike.learning.model.Activation;

/** σ and its derivatives of n arguments at once. */
abstract class ActivationLoops {
    /** s = σ(x), d = σ′(x); s may be x. */
    abstract void evaluate(int n, double[] x, double[] s, double[] d);

    /** c = σ″∘q, given σ and σ′ there; 0 where σ″ does not exist. */
    abstract void curve(int n, double[] s, double[] d, double[] q, double[] c);

    static ActivationLoops of(Activation activation) {
        return switch (activation) {
            case TANH -> new Tanh();
            case SIGMOID -> new Sigmoid();
            case RELU -> new Rectifier(0);
            case LEAKY_RELU -> new Rectifier(Activation.LEAK);
            case IDENTITY -> new Identity();
            case SIN -> new Sine();
            case ATAN -> new Arctangent();
        };
    }

    /**
     * tanh x = E/(E + 2), E = e^{2x} − 1, from E(2z) = E(z) (E(z) + 2): the Taylor polynomial of degree 12 at z = x/64, |z| ≤ 5/16, where its
     * relative error is 1.4e-16, and seven doublings, which leave 2e-15. |x| is cut off at 20, beyond which tanh is 1 in double precision. No branch, no
     * bit operation, and loops short enough for the compiler to vectorise.
     */
    private static void tanh(int n, double factor, double[] x, double[] s) {
        for (int i = 0; i < n; i++) {
            double z = Math.max(-0.3125, Math.min(0.3125, factor * 0.015625 * x[i]));
            double p = 1.0 / 39916800 + z * (1.0 / 479001600);
            p = 1.0 / 3628800 + z * p;
            p = 1.0 / 362880 + z * p;
            p = 1.0 / 40320 + z * p;
            p = 1.0 / 5040 + z * p;
            p = 1.0 / 720 + z * p;
            p = 1.0 / 120 + z * p;
            p = 1.0 / 24 + z * p;
            p = 1.0 / 6 + z * p;
            p = 0.5 + z * p;
            s[i] = z * (1 + z * p);
        }
        for (int i = 0; i < n; i++) {
            double e = s[i];
            e = e * (e + 2);
            e = e * (e + 2);
            e = e * (e + 2);
            e = e * (e + 2);
            e = e * (e + 2);
            e = e * (e + 2);
            e = e * (e + 2);
            s[i] = e / (e + 2);
        }
    }

    private static final class Tanh extends ActivationLoops {
        @Override
        void evaluate(int n, double[] x, double[] s, double[] d) {
            tanh(n, 1, x, s);
            for (int i = 0; i < n; i++) {
                d[i] = 1 - s[i] * s[i];
            }
        }

        @Override
        void curve(int n, double[] s, double[] d, double[] q, double[] c) {
            for (int i = 0; i < n; i++) {
                c[i] = -2 * s[i] * (d[i] * q[i]);
            }
        }
    }

    /** ½ (1 + tanh(x/2)). */
    private static final class Sigmoid extends ActivationLoops {
        @Override
        void evaluate(int n, double[] x, double[] s, double[] d) {
            tanh(n, 0.5, x, s);
            for (int i = 0; i < n; i++) {
                d[i] = 0.25 * (1 - s[i] * s[i]);
                s[i] = 0.5 + 0.5 * s[i];
            }
        }

        @Override
        void curve(int n, double[] s, double[] d, double[] q, double[] c) {
            for (int i = 0; i < n; i++) {
                c[i] = (1 - 2 * s[i]) * (d[i] * q[i]);
            }
        }
    }

    /** max(x, leak·x) with slope leak at the kink. */
    private static final class Rectifier extends ActivationLoops {
        private final double leak;

        Rectifier(double leak) {
            this.leak = leak;
        }

        @Override
        void evaluate(int n, double[] x, double[] s, double[] d) {
            for (int i = 0; i < n; i++) {
                // 1 for x > 0, else leak: a clipped steep line, since a choice would not be vectorised.
                d[i] = Math.max(leak, Math.min(1, 1e300 * x[i]));
            }
            for (int i = 0; i < n; i++) {
                s[i] = Math.max(x[i], leak * x[i]);
            }
        }

        @Override
        void curve(int n, double[] s, double[] d, double[] q, double[] c) {
            Arrays.fill(c, 0, n, 0);
        }
    }

    private static final class Identity extends ActivationLoops {
        @Override
        void evaluate(int n, double[] x, double[] s, double[] d) {
            if (s != x) {
                System.arraycopy(x, 0, s, 0, n);
            }
            Arrays.fill(d, 0, n, 1);
        }

        @Override
        void curve(int n, double[] s, double[] d, double[] q, double[] c) {
            Arrays.fill(c, 0, n, 0);
        }
    }

    private static final class Sine extends ActivationLoops {
        @Override
        void evaluate(int n, double[] x, double[] s, double[] d) {
            for (int i = 0; i < n; i++) {
                d[i] = Math.cos(x[i]);
                s[i] = Math.sin(x[i]);
            }
        }

        @Override
        void curve(int n, double[] s, double[] d, double[] q, double[] c) {
            for (int i = 0; i < n; i++) {
                c[i] = -s[i] * q[i];
            }
        }
    }

    private static final class Arctangent extends ActivationLoops {
        @Override
        void evaluate(int n, double[] x, double[] s, double[] d) {
            for (int i = 0; i < n; i++) {
                d[i] = 1 / (1 + x[i] * x[i]);
                s[i] = Math.atan(x[i]);
            }
        }

        /** σ″ = −2x σ′², x = tan σ. */
        @Override
        void curve(int n, double[] s, double[] d, double[] q, double[] c) {
            for (int i = 0; i < n; i++) {
                c[i] = -2 * Math.tan(s[i]) * d[i] * d[i] * q[i];
            }
        }
    }
}
