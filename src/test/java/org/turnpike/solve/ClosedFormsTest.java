package org.turnpike.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas are checked against the problems' statements, written out here once more: no solver takes part. */
class ClosedFormsTest {
    /** f, ℓ or another function of time, state and control. */
    @FunctionalInterface
    private interface Law {
        double[] at(double t, double[] x, double[] u);
    }

    /**
     * The statement of a problem.
     *
     * @param range lower and upper bound of the control at (t, x)
     * @param start x(0), NaN where free
     * @param end x(T), NaN where free
     * @param endCost gradient of the final cost by x(T), for the free components
     */
    private record Statement(Law dynamics, Law cost, Law range, double[] start, double[] end, double[] endCost) {}

    private static final double FREE = Double.NaN;
    private static final double[] ZERO = {0, 0, 0};
    private static final double UNBOUNDED = 1e3;
    private static final Law DOUBLE_INTEGRATOR = (t, x, u) -> new double[] {x[1], u[0]};
    private static final Law INTEGRATOR = (t, x, u) -> new double[] {u[0]};
    private static final Law ENERGY = (t, x, u) -> new double[] {u[0] * u[0] / 2};

    private static Law bounds(double lower, double upper) {
        return (t, x, u) -> new double[] {lower, upper};
    }

    private static final Map<String, Statement> STATEMENTS = Map.ofEntries(
            Map.entry(
                    "double-integrator-energy",
                    new Statement(
                            DOUBLE_INTEGRATOR,
                            ENERGY,
                            bounds(-UNBOUNDED, UNBOUNDED),
                            new double[] {-1, 0},
                            new double[] {0, 0},
                            ZERO)),
            Map.entry(
                    "double-integrator-time",
                    new Statement(
                            DOUBLE_INTEGRATOR,
                            (t, x, u) -> new double[] {1},
                            bounds(-1, 1),
                            new double[] {-1, 0},
                            new double[] {0, 0},
                            ZERO)),
            Map.entry(
                    "double-integrator-fuel",
                    new Statement(
                            DOUBLE_INTEGRATOR,
                            (t, x, u) -> new double[] {Math.abs(u[0])},
                            bounds(-5, 5),
                            new double[] {-1, 0},
                            new double[] {0, 0},
                            ZERO)),
            Map.entry(
                    "bryson-denham",
                    new Statement(
                            DOUBLE_INTEGRATOR,
                            ENERGY,
                            bounds(-UNBOUNDED, UNBOUNDED),
                            new double[] {0, 1},
                            new double[] {0, -1},
                            ZERO)),
            Map.entry(
                    "lqr-hager",
                    new Statement(
                            (t, x, u) -> new double[] {x[0] / 2 + u[0]},
                            (t, x, u) -> new double[] {0.625 * x[0] * x[0] + x[0] * u[0] / 2 + u[0] * u[0] / 2},
                            bounds(-UNBOUNDED, UNBOUNDED),
                            new double[] {1},
                            new double[] {FREE},
                            ZERO)),
            Map.entry(
                    "lqr-riccati",
                    new Statement(
                            (t, x, u) -> new double[] {x[1], -x[0] + u[0]},
                            (t, x, u) -> new double[] {(x[0] * x[0] + x[1] * x[1] + u[0] * u[0]) / 2},
                            bounds(-UNBOUNDED, UNBOUNDED),
                            new double[] {0, 1},
                            new double[] {FREE, FREE},
                            ZERO)),
            Map.entry(
                    "nonsmooth-turnpike",
                    new Statement(
                            INTEGRATOR,
                            (t, x, u) -> new double[] {x[0] * x[0]},
                            bounds(-1, 1),
                            new double[] {1},
                            new double[] {0.5},
                            ZERO)),
            Map.entry(
                    "exponential-fuel",
                    new Statement(
                            (t, x, u) -> new double[] {-x[0] + u[0]},
                            (t, x, u) -> new double[] {Math.abs(u[0])},
                            bounds(-1, 1),
                            new double[] {-1},
                            new double[] {0},
                            ZERO)),
            Map.entry(
                    "mixed-constraint",
                    new Statement(
                            INTEGRATOR,
                            (t, x, u) -> new double[] {-u[0]},
                            (t, x, u) -> new double[] {0, -x[0]},
                            new double[] {-1},
                            new double[] {FREE},
                            ZERO)),
            Map.entry(
                    "moving-target",
                    new Statement(
                            INTEGRATOR,
                            ENERGY,
                            bounds(-UNBOUNDED, UNBOUNDED),
                            new double[] {0},
                            new double[] {20},
                            ZERO)),
            Map.entry(
                    "hull-parameter",
                    new Statement(
                            (t, x, u) -> new double[] {-15.0 / 52},
                            (t, x, u) -> new double[] {0.5 * 15 * 15 / 52 / 52},
                            bounds(0, 0),
                            new double[] {1.5},
                            new double[] {FREE},
                            new double[] {5 * 3.0 / 52})),
            Map.entry(
                    "aly-chan",
                    new Statement(
                            DOUBLE_INTEGRATOR,
                            (t, x, u) -> new double[] {(x[1] * x[1] - x[0] * x[0]) / 2},
                            bounds(-1, 1),
                            new double[] {0, 1},
                            new double[] {FREE, FREE},
                            ZERO)),
            Map.entry(
                    "moon-lander",
                    new Statement(
                            (t, x, u) -> new double[] {x[1], u[0] - 1.5},
                            (t, x, u) -> new double[] {u[0]},
                            bounds(0, 3),
                            new double[] {10, -2},
                            new double[] {0, 0},
                            ZERO)),
            Map.entry(
                    "brachistochrone",
                    new Statement(
                            (t, x, u) ->
                                    new double[] {x[2] * Math.sin(u[0]), x[2] * Math.cos(u[0]), 9.80665 * Math.cos(u[0])
                                    },
                            (t, x, u) -> new double[] {1},
                            bounds(0, Math.PI),
                            new double[] {0, 0, 0},
                            new double[] {10, 5, FREE},
                            ZERO)),
            Map.entry(
                    "hanging-chain",
                    new Statement(
                            (t, x, u) -> {
                                double arc = Math.sqrt(1 + u[0] * u[0]);
                                return new double[] {u[0], x[0] * arc, arc};
                            },
                            (t, x, u) -> new double[] {0},
                            bounds(-UNBOUNDED, UNBOUNDED),
                            new double[] {1, 0, 0},
                            new double[] {3, FREE, 4},
                            new double[] {0, 1, 0})));

    private static final List<String> FREE_TIME = List.of("double-integrator-time", "moon-lander", "brachistochrone");

    static List<ClosedForms.ClosedForm> all() {
        return ClosedForms.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void belongsToAProblemFile(ClosedForms.ClosedForm form) {
        assertTrue(Files.exists(Path.of("problems", form.problem() + ".yaml")));
        assertTrue(STATEMENTS.containsKey(form.problem()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void stateObeysTheDynamics(ClosedForms.ClosedForm form) {
        Statement s = STATEMENTS.get(form.problem());
        for (double t : times(form)) {
            double[] f =
                    s.dynamics().at(t, form.state().apply(t), form.control().apply(t));
            for (int i = 0; i < f.length; i++) {
                int component = i;
                double slope = slope(tau -> form.state().apply(tau)[component], t);
                assertEquals(f[i], slope, 1e-8 * (1 + Math.abs(slope)), "x" + (i + 1) + "' at " + t);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void costateObeysTheAdjointEquation(ClosedForms.ClosedForm form) {
        for (double t : times(form)) {
            double[] x = form.state().apply(t);
            double[] u = form.control().apply(t);
            double[] p = form.costate().apply(t);
            for (int i = 0; i < x.length; i++) {
                int component = i;
                double derivative = slope(
                        xi -> {
                            double[] y = x.clone();
                            y[component] = xi;
                            return hamiltonian(form, t, y, u, p);
                        },
                        x[i]);
                double force = form.problem().equals("mixed-constraint") ? 1 - p[0] : 0;
                double slope = slope(tau -> form.costate().apply(tau)[component], t);
                assertEquals(-derivative - force, slope, 1e-8 * (1 + Math.abs(slope)), "p" + (i + 1) + "' at " + t);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void controlMinimisesTheHamiltonian(ClosedForms.ClosedForm form) {
        Statement s = STATEMENTS.get(form.problem());
        for (double t : times(form)) {
            double[] x = form.state().apply(t);
            double[] u = form.control().apply(t);
            double[] p = form.costate().apply(t);
            double least = hamiltonian(form, t, x, u, p);
            double[] range = s.range().at(t, x, u);
            if (u.length == 0) {
                continue;
            }
            assertTrue(range[0] - 1e-12 <= u[0] && u[0] <= range[1] + 1e-12, "u at " + t);
            for (int k = 0; k <= 2000; k++) {
                double other = range[0] + (range[1] - range[0]) * k / 2000;
                assertTrue(least <= hamiltonian(form, t, x, new double[] {other}, p) + 1e-11, "argmin at " + t);
            }
            for (double step : new double[] {-1e-3, 1e-3}) {
                double near = Math.max(range[0], Math.min(range[1], u[0] + step));
                assertTrue(least <= hamiltonian(form, t, x, new double[] {near}, p) + 1e-11, "argmin at " + t);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void endsFitAndFreeEndsAreTransversal(ClosedForms.ClosedForm form) {
        Statement s = STATEMENTS.get(form.problem());
        double[] first = form.state().apply(0);
        double[] last = form.state().apply(form.finalTime());
        double[] p = form.costate().apply(form.finalTime());
        for (int i = 0; i < first.length; i++) {
            assertEquals(s.start()[i], first[i], 1e-12, "start of x" + (i + 1));
            if (Double.isNaN(s.end()[i])) {
                assertEquals(s.endCost()[i], p[i], 1e-12, "transversality of p" + (i + 1));
            } else {
                assertEquals(s.end()[i], last[i], 1e-12, "end of x" + (i + 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void hamiltonianIsConstant(ClosedForms.ClosedForm form) {
        double first = Double.NaN;
        for (double t : times(form)) {
            double h = hamiltonian(
                    form,
                    t,
                    form.state().apply(t),
                    form.control().apply(t),
                    form.costate().apply(t));
            first = Double.isNaN(first) ? h : first;
            assertEquals(first, h, 1e-11, "H at " + t);
        }
        if (FREE_TIME.contains(form.problem())) {
            assertEquals(0, first, 1e-11);
        }
        if (form.problem().equals("moving-target")) {
            assertEquals(form.costate().apply(10)[0], first, 1e-12, "H = p(T) dx(T)/dT");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void objectiveIsTheIntegralOfTheCost(ClosedForms.ClosedForm form) {
        Statement s = STATEMENTS.get(form.problem());
        double[] knots = knots(form);
        double sum = 0;
        int steps = 2000;
        for (int arc = 0; arc + 1 < knots.length; arc++) {
            double h = (knots[arc + 1] - knots[arc]) / steps;
            for (int k = 0; k < steps; k++) {
                // Gauss's two points avoid the ends of the arc, where the control jumps.
                for (double node : new double[] {0.5 - Math.sqrt(3) / 6, 0.5 + Math.sqrt(3) / 6}) {
                    double t = knots[arc] + h * (k + node);
                    sum += h
                            / 2
                            * s.cost()
                                    .at(t, form.state().apply(t), form.control().apply(t))[0];
                }
            }
        }
        double[] last = form.state().apply(form.finalTime());
        switch (form.problem()) {
            case "hull-parameter" -> sum += 2.5 * last[0] * last[0];
            case "hanging-chain" -> sum += last[1];
            default -> {}
        }
        assertEquals(form.objective(), sum, 1e-11 * (1 + Math.abs(sum)));
    }

    private static double hamiltonian(ClosedForms.ClosedForm form, double t, double[] x, double[] u, double[] p) {
        Statement s = STATEMENTS.get(form.problem());
        double[] f = s.dynamics().at(t, x, u);
        double h = s.cost().at(t, x, u)[0];
        for (int i = 0; i < f.length; i++) {
            h += p[i] * f[i];
        }
        return h;
    }

    /** The fourth-order central difference. */
    private static double slope(java.util.function.DoubleUnaryOperator g, double at) {
        double h = 1e-3;
        return (8 * (g.applyAsDouble(at + h) - g.applyAsDouble(at - h))
                        - (g.applyAsDouble(at + 2 * h) - g.applyAsDouble(at - 2 * h)))
                / (12 * h);
    }

    /** Times inside the arcs, far enough from their ends for the differences. */
    private static double[] times(ClosedForms.ClosedForm form) {
        double[] knots = knots(form);
        int per = 25;
        double[] t = new double[per * (knots.length - 1)];
        for (int arc = 0; arc + 1 < knots.length; arc++) {
            double from = knots[arc] + 0.003;
            double to = knots[arc + 1] - 0.003;
            for (int k = 0; k < per; k++) {
                t[arc * per + k] = from + (to - from) * k / (per - 1);
            }
        }
        return t;
    }

    private static double[] knots(ClosedForms.ClosedForm form) {
        double[] knots = new double[form.junctions().length + 2];
        System.arraycopy(form.junctions(), 0, knots, 1, form.junctions().length);
        knots[knots.length - 1] = form.finalTime();
        return knots;
    }
}
