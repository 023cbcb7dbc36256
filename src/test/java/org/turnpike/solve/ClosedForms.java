package org.turnpike.solve;

import static java.lang.Math.abs;
import static java.lang.Math.cos;
import static java.lang.Math.cosh;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sin;
import static java.lang.Math.sinh;
import static java.lang.Math.sqrt;
import static java.lang.Math.tan;
import static java.lang.Math.tanh;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Problems of the folder {@code problems} whose optimal states, controls and costates are known as functions of time.
 *
 * <p>Conventions: the cost is minimised, H = ℓ + pᵀf, p′ = −∂H/∂x (− μ ∂g/∂x where a mixed constraint g ≤ 0 is
 * active), u = argmin H,
 * and p(t) is the gradient of the optimal cost-to-go. All problems start at t = 0. At a jump the functions return
 * either side's value.
 */
final class ClosedForms {
    /**
     * A known solution.
     *
     * @param problem file name without .yaml
     * @param objective the optimal value
     * @param finalTime t_f
     * @param state x(t)
     * @param control u(t)
     * @param costate p(t)
     * @param parameters values of the file's parameters
     * @param junctions times inside (0, t_f) where u or p is not smooth, ascending
     */
    record ClosedForm(
            String problem,
            double objective,
            double finalTime,
            DoubleFunction<double[]> state,
            DoubleFunction<double[]> control,
            DoubleFunction<double[]> costate,
            double[] parameters,
            double... junctions) {
        @Override
        public String toString() {
            return problem;
        }
    }

    private static final double[] NONE = {};

    private ClosedForms() {}

    /** Every known solution. */
    static List<ClosedForm> all() {
        return List.of(
                doubleIntegratorEnergy(),
                doubleIntegratorTime(),
                doubleIntegratorFuel(),
                brysonDenham(),
                lqrHager(),
                lqrRiccati(),
                nonsmoothTurnpike(),
                exponentialFuel(),
                mixedConstraint(),
                movingTarget(),
                hullParameter(),
                alyChan(),
                moonLander(),
                brachistochrone(),
                hangingChain());
    }

    /** u = 6 − 12 t is linear, hence q a cubic; p₂ = −u, p₁ = −p₂′. */
    static ClosedForm doubleIntegratorEnergy() {
        return new ClosedForm(
                "double-integrator-energy",
                6,
                1,
                t -> new double[] {-1 + t * t * (3 - 2 * t), 6 * t * (1 - t)},
                t -> new double[] {6 - 12 * t},
                t -> new double[] {-12, 12 * t - 6},
                NONE);
    }

    /** u = −sign p₂, p₂ = t − 1; |p₂(0)| = 1 because H = −1 along a time-optimal trajectory. */
    static ClosedForm doubleIntegratorTime() {
        return new ClosedForm(
                "double-integrator-time",
                2,
                2,
                t -> t < 1 ? new double[] {-1 + t * t / 2, t} : new double[] {-(2 - t) * (2 - t) / 2, 2 - t},
                t -> new double[] {t < 1 ? 1 : -1},
                t -> new double[] {-1, t - 1},
                NONE,
                1);
    }

    /** Off while |p₂| &lt; 1, p₂ = 2√5 (t − ½); t₁ = (1 − 1/√5)/2 from q(1) = 0: 5 t₁ (1 − t₁) = 1. */
    static ClosedForm doubleIntegratorFuel() {
        double root = sqrt(5);
        double first = (1 - 1 / root) / 2;
        double last = 1 - first;
        return new ClosedForm(
                "double-integrator-fuel",
                5 - root,
                1,
                t -> {
                    if (t < first) {
                        return new double[] {-1 + 2.5 * t * t, 5 * t};
                    }
                    return t < last
                            ? new double[] {-1 + 5 * first * (t - first / 2), 5 * first}
                            : new double[] {-2.5 * (1 - t) * (1 - t), 5 * (1 - t)};
                },
                t -> new double[] {t < first ? 5 : t < last ? 0 : -5},
                t -> new double[] {-2 * root, 2 * root * (t - 0.5)},
                NONE,
                first,
                last);
    }

    /**
     * x ≤ l = 1/9: v = (1 − t/(3l))², u = v′ until 3l, the mirror image after 1 − 3l, rest between. The
     * constraint is adjoined as it is,
     * so p₁ = −p₂′ jumps by −18 at entry and exit.
     */
    static ClosedForm brysonDenham() {
        double l = 1.0 / 9;
        return new ClosedForm(
                "bryson-denham",
                4 / (9 * l),
                1,
                t -> {
                    double s = Math.max(0, 1 - Math.min(t, 1 - t) / (3 * l));
                    return new double[] {l * (1 - s * s * s), t < 0.5 ? s * s : -s * s};
                },
                t -> new double[] {-2 / (3 * l) * Math.max(0, 1 - Math.min(t, 1 - t) / (3 * l))},
                t -> {
                    double slope = 2 / (9 * l * l);
                    double s = Math.max(0, 1 - Math.min(t, 1 - t) / (3 * l));
                    return new double[] {t < 3 * l ? slope : t < 1 - 3 * l ? 0 : -slope, 2 / (3 * l) * s};
                },
                NONE,
                3 * l,
                1 - 3 * l);
    }

    /** With u = −p − x/2 the Hamiltonian system is x′ = −p, p′ = −x. */
    static ClosedForm lqrHager() {
        double scale = 1 / cosh(1);
        return new ClosedForm(
                "lqr-hager",
                tanh(1) / 2,
                1,
                t -> new double[] {scale * cosh(1 - t)},
                t -> new double[] {-scale * (sinh(1 - t) + cosh(1 - t) / 2)},
                t -> new double[] {scale * sinh(1 - t)},
                NONE);
    }

    /**
     * p = P(t) x with −P′ = AᵀP + PA − PBBᵀP + I, P(5) = 0. The Riccati equation is solved by the linear system
     * (X, Λ)′ = M (X, Λ),
     * M = [A, −BBᵀ; −I, −Aᵀ], X(5) = I, Λ(5) = 0: P = Λ X⁻¹.
     */
    static ClosedForm lqrRiccati() {
        double horizon = 5;
        double[][] backward = {{0, -1, 0, 0}, {1, 0, 0, 1}, {1, 0, 0, -1}, {0, 1, 1, 0}};
        double[] end = solveTwo(exponential(backward, horizon), new double[] {0, 1});
        DoubleFunction<double[]> joint = t -> {
            double[][] flow = exponential(backward, horizon - t);
            double[] z = new double[4];
            for (int i = 0; i < 4; i++) {
                z[i] = flow[i][0] * end[0] + flow[i][1] * end[1];
            }
            return z;
        };
        return new ClosedForm(
                "lqr-riccati",
                joint.apply(0)[3] / 2,
                horizon,
                t -> new double[] {joint.apply(t)[0], joint.apply(t)[1]},
                t -> new double[] {-joint.apply(t)[3]},
                t -> new double[] {joint.apply(t)[2], joint.apply(t)[3]},
                NONE);
    }

    /** Straight to the turnpike x = 0, along it, and away as late as possible; p′ = −2x and p = 0 on it. */
    static ClosedForm nonsmoothTurnpike() {
        return new ClosedForm(
                "nonsmooth-turnpike",
                0.375,
                2,
                t -> new double[] {t < 1 ? 1 - t : Math.max(0, t - 1.5)},
                t -> new double[] {t < 1 ? -1 : t < 1.5 ? 0 : 1},
                t -> new double[] {t < 1 ? (1 - t) * (1 - t) : t < 1.5 ? 0 : -(t - 1.5) * (t - 1.5)},
                NONE,
                1,
                1.5);
    }

    /** p′ = p reaches −1 at t₁ = log(e − 1); off before, u = 1 after. */
    static ClosedForm exponentialFuel() {
        double first = log(exp(1) - 1);
        return new ClosedForm(
                "exponential-fuel",
                1 - first,
                1,
                t -> new double[] {t < first ? -exp(-t) : 1 - exp(1 - t)},
                t -> new double[] {t < first ? 0 : 1},
                t -> new double[] {-exp(t - first)},
                NONE,
                first);
    }

    /** x + u ≤ 0 is active with multiplier μ = 1 − p, hence p′ = −μ. */
    static ClosedForm mixedConstraint() {
        return new ClosedForm(
                "mixed-constraint",
                exp(-1) - 1,
                1,
                t -> new double[] {-exp(-t)},
                t -> new double[] {exp(-t)},
                t -> new double[] {1 - exp(t - 1)},
                NONE);
    }

    /** u constant, u T = T + 10; (T + 10)²/(2T) is least at T = 10. */
    static ClosedForm movingTarget() {
        return new ClosedForm(
                "moving-target",
                20,
                10,
                t -> new double[] {2 * t},
                t -> new double[] {2},
                t -> new double[] {-2},
                NONE);
    }

    /** The speed w minimises 2.5 (1.5 + 5 w)² + 2.5 w²; p = 5 x(5) = −w. */
    static ClosedForm hullParameter() {
        return new ClosedForm(
                "hull-parameter",
                45.0 / 208,
                5,
                t -> new double[] {1.5 - 15 * t / 52},
                t -> NONE,
                t -> new double[] {15.0 / 52},
                new double[] {-15.0 / 52});
    }

    /** Singular throughout: p₂ = 0, hence p₁ = −x₂, and p₁′ = x₁ gives x₁″ = −x₁. */
    static ClosedForm alyChan() {
        return new ClosedForm(
                "aly-chan",
                0,
                Math.PI / 2,
                t -> new double[] {sin(t), cos(t)},
                t -> new double[] {-sin(t)},
                t -> new double[] {-cos(t), 0},
                NONE);
    }

    /**
     * Free fall until v² = 3h, then full thrust. H = 0 (free time) and p₂(t₁) = −1 give p₁ = −1.5/v(t₁) =
     * 1.5/√17, p₂ = −1 − p₁ (t − t₁).
     */
    static ClosedForm moonLander() {
        double root = sqrt(17);
        double first = (2 * root - 4) / 3;
        double end = (4 * root - 4) / 3;
        return new ClosedForm(
                "moon-lander",
                2 * root,
                end,
                t -> t < first
                        ? new double[] {10 - 2 * t - 0.75 * t * t, -2 - 1.5 * t}
                        : new double[] {0.75 * (end - t) * (end - t), 1.5 * (t - end)},
                t -> new double[] {t < first ? 0 : 3},
                t -> new double[] {1.5 / root, -1 - 1.5 / root * (t - first)},
                NONE,
                first);
    }

    /**
     * A cycloid. H = −1 says that (p₁ v, p₂ v + p₃ g) = −(sin θ, cos θ), so v = −sin θ / p₁, and v′ = g cos θ
     * gives θ = ω t, ω = −p₁ g. With
     * R = g/(4ω²) and φ = 2ωt: x = R (φ − sin φ), drop = R (1 − cos φ), where (φ − sin φ)/(1 − cos φ) = 2 at the
     * end. p₃(T) = 0 gives p₂.
     */
    static ClosedForm brachistochrone() {
        double g = 9.80665;
        double angle = 3.508368768524447556;
        double radius = 5 / (1 - cos(angle));
        double rate = sqrt(g / radius) / 2;
        double end = angle * sqrt(radius / g);
        double p1 = -rate / g;
        double p2 = p1 / tan(rate * end);
        return new ClosedForm(
                "brachistochrone",
                end,
                end,
                t -> new double[] {
                    radius * (2 * rate * t - sin(2 * rate * t)),
                    radius * (1 - cos(2 * rate * t)),
                    sin(rate * t) * g / rate
                },
                t -> new double[] {rate * t},
                t -> new double[] {p1, p2, -(cos(rate * t) + p2 * sin(rate * t) * g / rate) / g},
                NONE);
    }

    /**
     * A catenary x = c cosh s − b, s = (t − a)/c, of length 4 through (0, 1) and (1, 3); u = sinh s. The costate
     * of the energy is 1, that of
     * the length b, and that of x is −c sinh s.
     */
    static ClosedForm hangingChain() {
        double c = 0.163697529524833556;
        double a = 0.410079941219703574;
        double b = 0.00891243584600064864;
        DoubleFunction<double[]> state = t -> {
            double s = (t - a) / c;
            double s0 = -a / c;
            double energy = c * (c * ((s - s0) / 2 + (sinh(2 * s) - sinh(2 * s0)) / 4) - b * (sinh(s) - sinh(s0)));
            return new double[] {c * cosh(s) - b, energy, c * (sinh(s) - sinh(s0))};
        };
        return new ClosedForm(
                "hanging-chain",
                state.apply(1)[1],
                1,
                state,
                t -> new double[] {sinh((t - a) / c)},
                t -> new double[] {-c * sinh((t - a) / c), 1, b},
                NONE);
    }

    /** exp(A t) by its power series and repeated squaring. */
    private static double[][] exponential(double[][] a, double t) {
        int squarings = 6;
        int n = a.length;
        double[][] step = new double[n][n];
        double[][] term = new double[n][n];
        double[][] sum = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                step[i][j] = a[i][j] * t / (1 << squarings);
            }
            term[i][i] = 1;
            sum[i][i] = 1;
        }
        for (int k = 1; k <= 20; k++) {
            term = product(term, step);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    term[i][j] /= k;
                    sum[i][j] += term[i][j];
                }
            }
        }
        for (int k = 0; k < squarings; k++) {
            sum = product(sum, sum);
        }
        return sum;
    }

    private static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    /** Solves the leading 2 × 2 system by Cramer's rule. */
    private static double[] solveTwo(double[][] a, double[] b) {
        double determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0];
        if (abs(determinant) < 1e-12) {
            throw new ArithmeticException("singular");
        }
        return new double[] {
            (b[0] * a[1][1] - a[0][1] * b[1]) / determinant, (a[0][0] * b[1] - b[0] * a[1][0]) / determinant
        };
    }
}
