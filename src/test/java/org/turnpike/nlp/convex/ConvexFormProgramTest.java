package org.turnpike.nlp.convex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.turnpike.nlp.DerivativeCheck;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;

/** Convex forms as nonlinear programs, and solved as such. */
class ConvexFormProgramTest {
    private static final NonlinearConvexMethod IPOPT =
            new NonlinearConvexMethod(new IpoptSolver(), NlpOptions.defaults(), IterationListener.SILENT);

    private static LinearConstraints constraints() {
        return LinearConstraints.none(3)
                .withInequalities(new double[][] {{1, 0, 2}, {0, -1, 0}}, new double[] {4, 3})
                .withEqualities(new double[][] {{1, 1, 0}}, new double[] {1})
                .withBounds(new double[] {-5, -5, -5}, new double[] {5, 5, 5});
    }

    private static List<ConvexForm> forms() {
        double[][] p = {{2, 0, 1}, {0, 0, 0}, {1, 0, 2}};
        Cone cone =
                new Cone(new double[][] {{1, 0, 0}, {0, 2, 0}}, new double[] {0.1, -0.2}, new double[] {0, 0, 1}, 2);
        return List.of(
                new LinearProgram(new double[] {1, -2, 1}, constraints()),
                new QuadraticProgram(p, new double[] {1, 2, 3}, constraints()),
                new SecondOrderConeProgram(new double[] {1, 0, 1}, List.of(cone), constraints()));
    }

    @Test
    void derivativesAreThoseOfTheForm() {
        Random random = new Random(3);
        for (ConvexForm form : forms()) {
            ConvexFormProgram program = new ConvexFormProgram(form);
            double[] z = random.doubles(3, -1, 1).toArray();
            double[] multipliers = random.doubles(program.constraints(), -1, 1).toArray();
            DerivativeCheck check = DerivativeCheck.at(program, z, multipliers);
            assertTrue(check.worst().error() < 1e-7, form + ": " + check.worst());
        }
        assertEquals(5, new ConvexFormProgram(forms().get(0)).jacobianNonzeros(), "zeros of G and A are left out");
        assertEquals(0, new ConvexFormProgram(forms().get(0)).hessianNonzeros());
        assertEquals(3, new ConvexFormProgram(forms().get(1)).hessianNonzeros());
    }

    @Test
    void bothMethodsGiveTheSamePointAndMultipliers() {
        for (ConvexForm form : forms()) {
            ConvexSolution ours = new ConvexSolver().solve(form);
            ConvexSolution theirs = IPOPT.solve(form);
            assertEquals(NlpStatus.OPTIMAL, ours.status(), ours.reason());
            assertEquals(NlpStatus.OPTIMAL, theirs.status(), theirs.reason());
            assertArrayEquals(ours.x(), theirs.x(), 1e-6);
            assertArrayEquals(
                    ours.multipliers().inequalities(), theirs.multipliers().inequalities(), 1e-6);
            assertArrayEquals(
                    ours.multipliers().equalities(), theirs.multipliers().equalities(), 1e-6);
            for (int k = 0; k < form.cones().size(); k++) {
                assertArrayEquals(
                        ours.multipliers().cones().get(k),
                        theirs.multipliers().cones().get(k),
                        1e-6);
            }
        }
    }

    @Test
    void contradictionsAreInfeasible() {
        LinearConstraints none =
                LinearConstraints.none(1).withInequalities(new double[][] {{1}, {-1}}, new double[] {-1, -1});
        assertEquals(
                NlpStatus.INFEASIBLE,
                IPOPT.solve(new LinearProgram(new double[] {1}, none)).status());
    }

    /** Columns that come and go: the solution stays that of the normal equations, and dependent columns are refused. */
    @Test
    void factorisationsFollowTheirColumns() {
        Random random = new Random(9);
        double[][] columns = new double[30][12];
        for (double[] column : columns) {
            Arrays.setAll(column, j -> random.nextGaussian());
        }
        columns[29] = columns[3].clone();
        double[] y = random.doubles(12, -1, 1).toArray();
        ColumnFactorization factors = new ColumnFactorization(12, 12);
        for (int step = 0; step < 400; step++) {
            boolean full = factors.count() == 12;
            if (full || factors.count() > 0 && random.nextInt(5) < 2) {
                factors.remove(random.nextInt(factors.count()));
            } else {
                int number = random.nextInt(29);
                boolean there = false;
                for (int k = 0; k < factors.count(); k++) {
                    there |= factors.member(k) == number;
                }
                assertEquals(!there, factors.add(number, columns[number]));
                if (number == 3) {
                    assertTrue(!factors.add(29, columns[29]), "dependent");
                }
            }
            double[] residual = y.clone();
            double[] x = factors.leastSquares(y);
            for (int k = 0; k < x.length; k++) {
                for (int j = 0; j < 12; j++) {
                    residual[j] -= x[k] * columns[factors.member(k)][j];
                }
            }
            for (int k = 0; k < x.length; k++) {
                assertEquals(0, Dense.dot(columns[factors.member(k)], residual), 1e-9, "step " + step);
            }
        }
    }
}
