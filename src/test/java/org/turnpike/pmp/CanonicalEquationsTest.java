package org.turnpike.pmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.expression.Interpreter;
import org.turnpike.pmp.shooting.ArcField;
import org.turnpike.solution.Solution;

/** Direct and indirect solutions share the derivatives of the problem's expressions: here differences check them. */
class CanonicalEquationsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "goddard",
                "cart-pole",
                "brachistochrone",
                "orbit-raising",
                "rayleigh",
                "jackson",
                "hull-parameter"
            })
    void motionIsTheSymplecticGradientOfH(String name) throws UnsupportedStructureException {
        CanonicalSystem system = new CanonicalSystem(PackProblem.file(name).problem());
        List<Mode> modes = new ArrayList<>();
        system.controls().forEach(u -> modes.add(new Mode.Fixed(0.4, "bang", "")));
        GuessFromProblem guess = new GuessFromProblem(system, 3);
        double end = system.problem().horizon().endGuess();
        ArcField field = new ArcDefinition(system, new Dependence(system, guess, 0, end), modes).compiled(guess);
        Interpreter h = new Interpreter(List.of(system.hamiltonian()), system.inputs());
        int n = system.size();
        double t = 0.37 * end;
        double[] y = new double[2 * n];
        guess.at(t, y);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2 * n; i++) {
            y[i] += 0.01 * random.nextDouble();
        }
        double[] motion = new double[2 * n];
        field.evaluate(t, y, motion);
        for (int i = 0; i < 2 * n; i++) {
            double slope = difference(h, y, t, 0.4, system.controls().size(), i);
            double expected = i < n ? -slope : slope;
            int moved = i < n ? n + i : i - n;
            assertEquals(expected, motion[moved], 1e-6 * Math.max(1, Math.abs(expected)), name + " " + i);
        }
    }

    private static double difference(Interpreter h, double[] y, double t, double u, int controls, int i) {
        double step = 1e-6 * Math.max(1e-2, Math.abs(y[i]));
        return (value(h, y, t, u, controls, i, step) - value(h, y, t, u, controls, i, -step)) / (2 * step);
    }

    private static double value(Interpreter h, double[] y, double t, double u, int controls, int i, double step) {
        double[] input = java.util.Arrays.copyOf(y, y.length + 1 + controls);
        input[i] += step;
        input[y.length] = t;
        java.util.Arrays.fill(input, y.length + 1, input.length, u);
        double[] result = new double[1];
        h.evaluate(input, result);
        return result[0];
    }

    @Test
    @Tag("slow")
    void fieldsOfAllKindsOfArcsHaveExactJacobians() throws UnsupportedStructureException {
        int arcs = 0;
        for (String name : List.of(
                "goddard-speed-limit",
                "jackson",
                "bryson-denham",
                "state-time-constraint",
                "orbit-raising",
                "cart-pole",
                "tumor")) {
            Solution direct = PackProblem.direct(PackProblem.file(name));
            CanonicalSystem system = new CanonicalSystem(direct.problem());
            ExtremalStructure structure = StructureOfSolution.of(system, direct);
            GuessFromSolution guess = new GuessFromSolution(system, direct);
            Dependence dependence = new Dependence(system, guess, direct.startTime(), direct.finalTime());
            for (int a = 0; a < structure.size(); a++) {
                ArcField field =
                        new ArcDefinition(system, dependence, structure.arcs().get(a)).compiled(guess);
                double t = (structure.times()[a] + structure.times()[a + 1]) / 2;
                double[] y = new double[field.dimension()];
                guess.at(t, y);
                assertJacobian(field, t, y, name + ", arc " + a);
                arcs++;
            }
        }
        assertTrue(arcs >= 16, arcs + " arcs");
    }

    private static void assertJacobian(ArcField field, double t, double[] y, String what) {
        int n = field.dimension();
        double[] jacobian = new double[n * n];
        field.jacobian(t, y, jacobian);
        double[] up = new double[n];
        double[] down = new double[n];
        for (int j = 0; j < n; j++) {
            double h = 1e-5 * Math.max(1e-3, Math.abs(y[j]));
            double[] moved = y.clone();
            moved[j] = y[j] + h;
            field.evaluate(t, moved, up);
            moved[j] = y[j] - h;
            field.evaluate(t, moved, down);
            for (int i = 0; i < n; i++) {
                double expected = (up[i] - down[i]) / (2 * h);
                double size = Math.max(1, Math.max(Math.abs(expected), Math.abs(up[i]) / h * 1e-4));
                assertEquals(expected, jacobian[i * n + j], 1e-4 * size, what + ": " + i + ", " + j);
            }
        }
    }
}
