package org.turnpike.learning.data.generator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.data.Dataset;
import org.turnpike.problem.InputException;

class GeneratorsTest {
    private static Dataset generate(String name, int samples, double noise, long seed) {
        return Generators.named(name).generate(new Generator.Settings(samples, noise, seed));
    }

    private static double radius(double[] x) {
        return Math.hypot(x[0], x[1]);
    }

    @Test
    void theNames() {
        assertEquals(List.of("rings", "noisy-rings", "xor", "chess", "moons", "spirals", "sin"), Generators.names());
        InputException e = assertThrows(InputException.class, () -> Generators.named("ring"));
        assertTrue(e.getMessage().endsWith("did you mean 'rings'?"), e.getMessage());
        assertThrows(InputException.class, () -> Generators.named("torus"));
    }

    @Test
    void theSameSettingsGiveTheSameSamplesAndAnotherSeedOthers() {
        for (String name : Generators.names()) {
            Generator generator = Generators.named(name);
            Generator.Settings settings = generator.defaults().withSamples(36).withNoise(0.1);
            Dataset first = generator.generate(settings);
            assertEquals(36, first.samples());
            assertTrue(
                    Arrays.deepEquals(
                            first.inputs(), generator.generate(settings).inputs()),
                    name);
            assertTrue(
                    Arrays.deepEquals(
                            first.targets(), generator.generate(settings).targets()),
                    name);
            Dataset other = generator.generate(settings.withSeed(1));
            boolean same = Arrays.deepEquals(first.inputs(), other.inputs())
                    && Arrays.deepEquals(first.targets(), other.targets());
            assertEquals(!generator.parameters().contains("seed"), same, name);
        }
    }

    @Test
    void classesAndTargetsAgree() {
        for (String name : Generators.names()) {
            Dataset data =
                    Generators.named(name).generate(Generators.named(name).defaults());
            if (name.equals("sin")) {
                assertFalse(data.isClassification());
                continue;
            }
            assertEquals(List.of("-1", "1"), data.classNames());
            for (int i = 0; i < data.samples(); i++) {
                assertEquals(data.targets()[i][0], data.classes()[i] == 1 ? 1 : -1, name);
            }
        }
    }

    /** Values of the benchmark's definition, computed with NumPy. */
    @Test
    void ringsAreThoseOfTheBenchmark() {
        Dataset rings = generate("rings", 100, 0, 0);
        double[][] x = rings.inputs();
        assertArrayEquals(new double[] {0.5, 0}, x[0], 1e-15);
        assertArrayEquals(new double[] {0.49605735065723894, 0.06266661678215213}, x[1], 1e-15);
        assertArrayEquals(new double[] {-0.0313952597646567, 0.4990133642141358}, x[13], 1e-15);
        assertArrayEquals(new double[] {0.4960573506572389, -0.06266661678215232}, x[49], 1e-15);
        assertArrayEquals(new double[] {1, 0}, x[50], 1e-15);
        assertArrayEquals(new double[] {-0.0627905195293134, 0.9980267284282716}, x[63], 1e-15);
        assertArrayEquals(new double[] {0.9921147013144778, -0.12533323356430465}, x[99], 1e-15);
        double[] moment = new double[2];
        for (int i = 0; i < 100; i++) {
            assertEquals(i < 50 ? 1 : -1, rings.targets()[i][0]);
            moment[0] += i * x[i][0];
            moment[1] += i * x[i][1];
        }
        assertArrayEquals(new double[] {-37.5, -596.0454316449487}, moment, 1e-11);
    }

    /** J at the start of the benchmark: x⁺ = x + h (w tanh x + b), d = 3, T = 10, K = 40, λ = 0.01, u_kj = 0.1 sin(1 + j + 0.37k). */
    @Test
    void ringsGiveTheBenchmarksCost() {
        Dataset rings = generate("rings", 100, 0, 0);
        double h = 0.25;
        double[][] x = new double[100][];
        Arrays.setAll(x, i -> Arrays.copyOf(rings.inputs()[i], 3));
        double running = 0;
        double penalty = 0;
        for (int k = 0; k < 40; k++) {
            running += h * error(x, rings.targets());
            double[] u = new double[12];
            for (int j = 0; j < 12; j++) {
                u[j] = 0.1 * Math.sin(1 + j + 0.37 * k);
                penalty += 0.01 * h * u[j] * u[j];
            }
            for (double[] sample : x) {
                double[] s = {Math.tanh(sample[0]), Math.tanh(sample[1]), Math.tanh(sample[2])};
                for (int r = 0; r < 3; r++) {
                    sample[r] += h * (u[3 * r] * s[0] + u[3 * r + 1] * s[1] + u[3 * r + 2] * s[2] + u[9 + r]);
                }
            }
        }
        assertEquals(10.0570731529, running + penalty, 1e-10);
        assertEquals(1.01107107331, error(x, rings.targets()) + penalty, 1e-11);
    }

    private static double error(double[][] x, double[][] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i][2] - y[i][0]) * (x[i][2] - y[i][0]);
        }
        return sum / x.length;
    }

    @Test
    void noisyRingsWithoutNoiseStayWithinTheirRadii() {
        Dataset data = generate("noisy-rings", 3000, 0, 5);
        int inner = 0;
        double squares = 0;
        for (int i = 0; i < 3000; i++) {
            double r = radius(data.inputs()[i]);
            if (data.classes()[i] == 1) {
                inner++;
                squares += r * r;
                assertTrue(r <= 0.5);
            } else {
                assertTrue(r >= 1 && r <= 1.5);
            }
        }
        assertEquals(1000, inner);
        // Uniform by area: the mean of r² is 1/8, with the deviation 1/4/√12/√1000 = 0.0023.
        assertEquals(0.125, squares / inner, 5 * 0.0023);
    }

    /** The noise alone: what the same seed gives with and without it. Mean and deviation of 6,000 numbers. */
    @Test
    void theNoiseIsNormalWithItsDeviation() {
        double[][] with = generate("moons", 3000, 0.15, 5).inputs();
        double[][] without = generate("moons", 3000, 0, 5).inputs();
        double mean = 0;
        double squares = 0;
        int beyond = 0;
        for (int i = 0; i < 3000; i++) {
            for (int j = 0; j < 2; j++) {
                double z = (with[i][j] - without[i][j]) / 0.15;
                mean += z / 6000;
                squares += z * z / 6000;
                beyond += Math.abs(z) > 1.959964 ? 1 : 0;
            }
        }
        assertEquals(0, mean, 5 / Math.sqrt(6000));
        assertEquals(1, squares, 5 * Math.sqrt(2.0 / 6000));
        assertEquals(300, beyond, 5 * Math.sqrt(6000 * 0.05 * 0.95));
    }

    @Test
    void exclusiveOrIsTheSignOfTheProduct() {
        Dataset data = generate("xor", 400, 0, 5);
        for (int i = 0; i < 400; i++) {
            double[] x = data.inputs()[i];
            assertEquals(-Math.signum(x[0] * x[1]), data.targets()[i][0]);
            assertTrue(Math.min(Math.abs(x[0]), Math.abs(x[1])) >= 0.1);
            assertTrue(Math.max(Math.abs(x[0]), Math.abs(x[1])) <= 1);
        }
    }

    @Test
    void chessHasNineFieldsOfEqualSize() {
        Dataset data = generate("chess", 180, 0, 5);
        int[] count = new int[9];
        for (int i = 0; i < 180; i++) {
            int column = (int) Math.floor((data.inputs()[i][0] + 1) * 1.5);
            int row = (int) Math.floor((data.inputs()[i][1] + 1) * 1.5);
            count[3 * row + column]++;
            assertEquals((row + column) % 2 == 0 ? 1 : -1, data.targets()[i][0]);
        }
        for (int c : count) {
            assertEquals(20, c);
        }
    }

    @Test
    void moonsAreHalfCircles() {
        Dataset data = generate("moons", 11, 0, 5);
        assertArrayEquals(new double[] {1, 0}, data.inputs()[0], 1e-15);
        assertArrayEquals(new double[] {0, 1}, data.inputs()[2], 1e-15);
        assertArrayEquals(new double[] {-1, 0}, data.inputs()[4], 1e-15);
        assertArrayEquals(new double[] {0, 0.5}, data.inputs()[5], 1e-15);
        assertArrayEquals(new double[] {2, 0.5}, data.inputs()[10], 1e-15);
        assertEquals(-1, data.targets()[4][0]);
        assertEquals(1, data.targets()[5][0]);
    }

    @Test
    void spiralsAreSymmetric() {
        Dataset data = generate("spirals", 20, 0, 5);
        for (int i = 0; i < 20; i += 2) {
            assertEquals(1, data.targets()[i][0]);
            assertEquals(-1, data.targets()[i + 1][0]);
            assertEquals(0.1 + 0.9 * (i / 2 + 0.5) / 10, radius(data.inputs()[i]), 1e-15);
            assertArrayEquals(new double[] {-data.inputs()[i][0], -data.inputs()[i][1]}, data.inputs()[i + 1], 1e-15);
        }
    }

    @Test
    void sineBetweenItsEnds() {
        Dataset data = generate("sin", 5, 0, 5);
        assertEquals(-Math.PI, data.inputs()[0][0]);
        assertEquals(Math.PI, data.inputs()[4][0]);
        assertEquals(-1, data.targets()[1][0]);
        assertEquals(0, data.targets()[2][0]);
        assertEquals(1, data.targets()[3][0]);
    }

    @Test
    void settingsThatMakeNoSense() {
        assertThrows(InputException.class, () -> new Generator.Settings(1, 0, 0));
        assertThrows(InputException.class, () -> new Generator.Settings(2_000_000_000, 0, 0));
        assertThrows(InputException.class, () -> new Generator.Settings(10, -1, 0));
        assertThrows(InputException.class, () -> new Generator.Settings(10, Double.NaN, 0));
        assertThrows(InputException.class, () -> new Generator.Settings(10, Double.POSITIVE_INFINITY, 0));
        assertThrows(InputException.class, () -> generate("rings", 7, 0, 0));
        assertThrows(InputException.class, () -> generate("spirals", 7, 0, 0));
        assertThrows(InputException.class, () -> generate("moons", 3, 0, 0));
    }
}
