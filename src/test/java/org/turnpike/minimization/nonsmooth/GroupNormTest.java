package org.turnpike.minimization.nonsmooth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proximal points and manifolds of norms, on seeded instances. */
class GroupNormTest {
    private static final int AT = 2;

    /** Norms, from groups of one to groups of five, with and without λ and M. */
    static Stream<GroupNorm> norms() {
        Random random = new Random(5);
        return Stream.of(1, 2, 5).flatMap(n -> {
            double[] weight = new double[n];
            Arrays.setAll(weight, j -> 0.5 + random.nextDouble());
            return Stream.of(0.0, 0.7).flatMap(lambda -> Stream.of(0.9, Double.POSITIVE_INFINITY)
                    .flatMap(limit -> Stream.of(
                            new EuclideanNorm(lambda, limit, weight), new EntrywiseNorm(lambda, limit, weight))));
        });
    }

    private static double[] random(Random random, int n, double scale) {
        double[] v = new double[AT + n];
        Arrays.setAll(v, j -> scale * (2 * random.nextDouble() - 1));
        return v;
    }

    /** γ(v − w) is a subgradient at w = prox(v), and w is within the bound. */
    @ParameterizedTest
    @MethodSource("norms")
    void proximalPointsAreStationary(GroupNorm norm) {
        Random random = new Random(1);
        int zeros = 0;
        int bounds = 0;
        for (int trial = 0; trial < 200; trial++) {
            double gamma = Math.exp(2 * random.nextGaussian());
            double[] v = random(random, norm.size(), 3);
            double[] w = v.clone();
            norm.prox(w, AT, gamma);
            double[] r = new double[w.length];
            Arrays.setAll(r, j -> gamma * (w[j] - v[j]));
            assertEquals(0, norm.leastSubgradient(w, r, AT), 1e-22 * (1 + gamma * gamma), "trial " + trial);
            assertTrue(norm.norm(w, AT) <= norm.limit() * (1 + 1e-15));
            zeros += norm.norm(w, AT) == 0 ? 1 : 0;
            bounds += norm.bound(w, AT) ? 1 : 0;
        }
        assertEquals(norm.factor() > 0, zeros > 0);
        assertEquals(Double.isFinite(norm.limit()), bounds > 0);
    }

    /** Of r·u + n(u) along the manifold: slope and curvature against differences. */
    @ParameterizedTest
    @MethodSource("norms")
    void slopeAndCurvatureAreThoseAlongTheManifold(GroupNorm norm) {
        Random random = new Random(2);
        for (int trial = 0; trial < 50; trial++) {
            double[] u = random(random, norm.size(), 2);
            norm.prox(u, AT, 5);
            if (norm.norm(u, AT) == 0) {
                continue;
            }
            double[] r = random(random, norm.size(), 1);
            double[] v = random(random, norm.size(), 1);
            norm.project(u, v, AT);
            double[] twice = v.clone();
            norm.project(u, twice, AT);
            for (int j = AT; j < u.length; j++) {
                assertEquals(v[j], twice[j], 1e-14);
            }
            double[] slope = r.clone();
            norm.addSlope(u, slope, AT);
            double[] curvature = new double[u.length];
            norm.addCurvature(u, r, v, curvature, AT);
            double h = 1e-4 * norm.norm(u, AT);
            double plus = along(norm, u, v, h, r);
            double minus = along(norm, u, v, -h, r);
            double here = along(norm, u, v, 0, r);
            assertEquals((plus - minus) / (2 * h), product(norm, slope, v), 1e-6);
            assertEquals(
                    (plus - 2 * here + minus) / (h * h),
                    product(norm, curvature, v),
                    1e-4 * (1 + 1 / norm.norm(u, AT)));
        }
    }

    private static double along(GroupNorm norm, double[] u, double[] v, double h, double[] r) {
        double[] step = new double[u.length];
        Arrays.setAll(step, j -> h * v[j]);
        double[] moved = u.clone();
        norm.retract(u, step, moved, AT);
        return norm.factor() * norm.norm(moved, AT) + product(norm, r, moved);
    }

    /** ⟨a, b⟩ by polarisation of the Euclidean norm with the same weights: n(e_j)² or n(e_j) is ω_j. */
    private static double product(GroupNorm norm, double[] a, double[] b) {
        double sum = 0;
        for (int j = AT; j < a.length; j++) {
            double[] unit = new double[a.length];
            unit[j] = 1;
            double size = norm.norm(unit, AT);
            sum += (norm instanceof EuclideanNorm ? size * size : size) * a[j] * b[j];
        }
        return sum;
    }
}
