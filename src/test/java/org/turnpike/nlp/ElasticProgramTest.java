package org.turnpike.nlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.turnpike.nlp.ipopt.IpoptSolver;

/** The least relaxation of contradictory programs whose answer is known. */
class ElasticProgramTest {
    private static final int[] STAY = {-1, -1};

    /** x₁² + x₂ ≥ 3 and 0 ≤ x₁x₂ ≤ 0.2 in the unit square. */
    private static DenseProgram contradictory() {
        return DenseProgram.minimise("contradictory", new double[] {0.4, 0.6}, x -> x[0].times(x[1]))
                .bounds(0, 1)
                .subject(3, x -> x[0].times(x[0]).plus(x[1]), Double.POSITIVE_INFINITY)
                .subject(0, x -> x[0].times(x[1]), 0.2);
    }

    private static NlpSolution solve(ElasticProgram elastic, double[] start) {
        return new IpoptSolver()
                .solve(
                        elastic,
                        NlpStart.at(elastic.start(start, 0.1)),
                        null,
                        NlpOptions.defaults(),
                        IterationListener.SILENT);
    }

    @Test
    void derivativesAreExact() {
        ElasticProgram elastic =
                new ElasticProgram(contradictory(), new int[] {0, 1}, new int[] {-1, 2}, new double[] {1, 2, 3});
        SplittableRandom random = new SplittableRandom(5);
        double[] z = random.doubles(elastic.variables(), 0.1, 0.9).toArray();
        double[] multipliers = random.doubles(elastic.constraints(), -1, 1).toArray();
        DerivativeCheck check = DerivativeCheck.at(elastic, z, multipliers);
        assertTrue(check.worst().error() < 1e-6, check::toString);
    }

    /** Only the first row gives way: with the second one exact, max x₁² + x₂ on x₁x₂ ≤ 0.2 is 1.04 at (0.2, 1) and 1.2 at (1, 0.2). */
    @Test
    void aRowGivesWayByAsMuchAsTheOthersDemand() {
        ElasticProgram elastic = new ElasticProgram(contradictory(), new int[] {0, -1}, STAY, new double[] {1});
        NlpSolution solution = solve(elastic, new double[] {0.9, 0.1});
        assertEquals(NlpStatus.OPTIMAL, solution.status());
        assertEquals(1.8, elastic.relaxation(solution.z())[0], 1e-6);
        assertArrayEquals(new double[] {1, 0.2}, elastic.unknowns(solution.z()), 1e-6);
        assertEquals(0, elastic.tightest(0, solution.multipliers().constraints()));
    }

    /** x₁² + x₂ = 3 needs x₂ = 2 at x₁ = 1, one above its bound, if the bound of x₂ alone gives way and the product is free. */
    @Test
    void aBoundGivesWay() {
        DenseProgram program = DenseProgram.minimise("bound", new double[] {0.5, 0.5}, x -> x[0])
                .bounds(0, 1)
                .subject(3, x -> x[0].times(x[0]).plus(x[1]), Double.POSITIVE_INFINITY);
        ElasticProgram elastic = new ElasticProgram(program, new int[] {-1}, new int[] {-1, 0}, new double[] {1});
        NlpSolution solution = solve(elastic, new double[] {0.5, 0.5});
        assertEquals(1, elastic.relaxation(solution.z())[0], 1e-6);
        assertEquals(
                "x2",
                elastic.constraintName(
                        elastic.tightest(0, solution.multipliers().constraints())));
    }

    @Test
    void nothingGivesWayWhereAllCanBeMet() {
        DenseProgram program = DenseProgram.minimise("feasible", new double[] {0.5, 0.5}, x -> x[0])
                .bounds(0, 1)
                .subject(1.5, x -> x[0].times(x[0]).plus(x[1]), Double.POSITIVE_INFINITY);
        ElasticProgram elastic = new ElasticProgram(program, new int[] {0}, new int[] {1, 2}, new double[] {1, 1, 1});
        NlpSolution solution = solve(elastic, new double[] {0.5, 0.5});
        assertArrayEquals(new double[3], elastic.relaxation(solution.z()), 1e-6);
    }
}
