package org.turnpike.expression.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.RandomExpressions;
import org.turnpike.expression.Variable;

/** Compiled kernels against the interpreter, their derivatives against differences. */
class PatternTest {
    private static final int INSTANCES = 5;

    /** From a few nodes (one block) to thousands (many blocks, values crossing them). */
    @ParameterizedTest
    @ValueSource(ints = {3, 10, 30, 100, 300, 1000})
    void compiledValuesEqualInterpretedOnes(int operations) {
        for (long seed = 0; seed < (operations < 300 ? 20 : 3); seed++) {
            Instance instance = new Instance(operations, seed, 4);
            double[] expected = new double[instance.outputs];
            double[] out = instance.values(instance.z);
            for (int e = 0; e < INSTANCES; e++) {
                instance.interpreter.evaluate(instance.input(e, instance.z), expected);
                for (int r = 0; r < instance.outputs; r++) {
                    assertClose(expected[r], out[e * instance.outputs + r], 1e-12);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 30, 100})
    void firstDerivativesEqualDifferences(int operations) {
        for (long seed = 100; seed < 112; seed++) {
            Instance instance = new Instance(operations, seed, 3);
            double[] jacobian = instance.jacobian(instance.z);
            for (int i = 0; i < instance.unknowns; i++) {
                double[] difference = instance.centralDifference(i, instance::values);
                for (int e = 0; e < INSTANCES; e++) {
                    for (int r = 0; r < instance.outputs; r++) {
                        double exact = instance.entry(jacobian, e, r, i);
                        assertClose(difference[e * instance.outputs + r], exact, 2e-7);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 30, 100})
    void secondDerivativesEqualDifferencesOfFirstOnes(int operations) {
        for (long seed = 200; seed < 206; seed++) {
            Instance instance = new Instance(operations, seed, 3);
            double[] hessian = instance.hessian(instance.z);
            for (int i = 0; i < instance.unknowns; i++) {
                double[] difference = instance.centralDifference(i, instance::lagrangianGradient);
                for (int e = 0; e < INSTANCES; e++) {
                    for (int j = 0; j < instance.unknowns; j++) {
                        double exact = instance.hessianEntry(hessian, e, i, j);
                        assertClose(difference[e * instance.unknowns + j], exact, 5e-7);
                    }
                }
            }
        }
    }

    @Test
    void undefinedValuesAreNotANumberNotAnException() {
        ExpressionGraph graph = new ExpressionGraph();
        Variable x = graph.variable("x");
        Pattern pattern = new Pattern(
                graph, List.of(x), List.of(), List.of(graph.apply(org.turnpike.expression.UnaryFunction.SQRT, x)));
        double[] out = new double[1];
        pattern.values().evaluate(new double[] {-1}, new int[] {0}, new double[0], new double[0], out, 0, 1);
        assertTrue(Double.isNaN(out[0]));
    }

    private static void assertClose(double expected, double actual, double tolerance) {
        assertEquals(expected, actual, tolerance * (1 + Math.abs(expected)));
    }

    /** A random pattern of 5 unknowns and 2 data with random values for a few instances. */
    private static final class Instance {
        final int unknowns = 5;
        final int outputs;
        final Pattern pattern;
        final Interpreter interpreter;
        final double[] z = new double[INSTANCES * 3 + 5];
        final int[] index = new int[INSTANCES * unknowns];
        final double[] data = new double[INSTANCES * 2];
        final double[] multipliers;

        Instance(int operations, long seed, int outputs) {
            this.outputs = outputs;
            ExpressionGraph graph = new ExpressionGraph();
            List<Variable> v = new ArrayList<>();
            for (int i = 0; i < unknowns; i++) {
                v.add(graph.variable("v" + i));
            }
            List<Variable> d = List.of(graph.variable("d0"), graph.variable("d1"));
            List<Variable> all = new ArrayList<>(v);
            all.addAll(d);
            RandomExpressions random = new RandomExpressions(graph, all, seed);
            List<Expression> functions = new ArrayList<>();
            for (int r = 0; r < outputs; r++) {
                functions.add(random.next(operations));
            }
            pattern = new Pattern(graph, v, d, functions);
            interpreter = new Interpreter(functions, all);
            Random numbers = new Random(seed + 1);
            for (int i = 0; i < z.length; i++) {
                z[i] = 0.2 + 1.3 * numbers.nextDouble();
            }
            for (int e = 0; e < INSTANCES; e++) {
                for (int i = 0; i < unknowns; i++) {
                    index[e * unknowns + i] = e * 3 + i;
                }
                data[2 * e] = numbers.nextDouble();
                data[2 * e + 1] = numbers.nextDouble();
            }
            multipliers = numbers.doubles(INSTANCES * (long) outputs).toArray();
        }

        double[] input(int e, double[] at) {
            double[] input = new double[unknowns + 2];
            for (int i = 0; i < unknowns; i++) {
                input[i] = at[index[e * unknowns + i]];
            }
            input[unknowns] = data[2 * e];
            input[unknowns + 1] = data[2 * e + 1];
            return input;
        }

        double[] values(double[] at) {
            double[] out = new double[INSTANCES * outputs];
            pattern.values().evaluate(at, index, data, multipliers, out, 0, INSTANCES);
            return out;
        }

        double[] jacobian(double[] at) {
            double[] out = new double[INSTANCES * pattern.jacobianNonzeros()];
            pattern.jacobian().evaluate(at, index, data, multipliers, out, 0, INSTANCES);
            return out;
        }

        double[] hessian(double[] at) {
            double[] out = new double[INSTANCES * pattern.hessianNonzeros()];
            pattern.hessian().evaluate(at, index, data, multipliers, out, 0, INSTANCES);
            return out;
        }

        double entry(double[] jacobian, int e, int r, int i) {
            for (int q = 0; q < pattern.jacobianNonzeros(); q++) {
                if (pattern.jacobianRow(q) == r && pattern.jacobianColumn(q) == i) {
                    return jacobian[e * pattern.jacobianNonzeros() + q];
                }
            }
            return 0;
        }

        double hessianEntry(double[] hessian, int e, int i, int j) {
            for (int q = 0; q < pattern.hessianNonzeros(); q++) {
                if (pattern.hessianRow(q) == Math.max(i, j) && pattern.hessianColumn(q) == Math.min(i, j)) {
                    return hessian[e * pattern.hessianNonzeros() + q];
                }
            }
            return 0;
        }

        double[] lagrangianGradient(double[] at) {
            double[] jacobian = jacobian(at);
            double[] gradient = new double[INSTANCES * unknowns];
            for (int e = 0; e < INSTANCES; e++) {
                for (int q = 0; q < pattern.jacobianNonzeros(); q++) {
                    gradient[e * unknowns + pattern.jacobianColumn(q)] +=
                            multipliers[e * outputs + pattern.jacobianRow(q)]
                                    * jacobian[e * pattern.jacobianNonzeros() + q];
                }
            }
            return gradient;
        }

        /** Derivative with respect to unknown i of every instance, instance by instance (unknowns are shared between them). */
        double[] centralDifference(int i, java.util.function.UnaryOperator<double[]> function) {
            int width = function.apply(z).length / INSTANCES;
            double[] result = new double[INSTANCES * width];
            double step = 1e-5;
            for (int e = 0; e < INSTANCES; e++) {
                double[] up = z.clone();
                double[] down = z.clone();
                up[index[e * unknowns + i]] += step;
                down[index[e * unknowns + i]] -= step;
                double[] above = function.apply(up);
                double[] below = function.apply(down);
                for (int r = 0; r < width; r++) {
                    result[e * width + r] = (above[e * width + r] - below[e * width + r]) / (2 * step);
                }
            }
            return result;
        }
    }
}
