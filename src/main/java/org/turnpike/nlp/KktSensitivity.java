package org.turnpike.nlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.ejml.data.DMatrixSparseCSC;

/**
 * How the solution of a program moves with a number θ that it contains, from its first-order conditions (Fiacco, <i>Introduction to Sensitivity and Stability Analysis
 * in Nonlinear Programming</i>, 1983; Pirnay, López-Negrete, Biegler 2012): with the active set A of the solution,
 *
 * <pre>
 *   [ ∇²L  A_Jᵀ ] [ dz/dθ ]      [ ∂(∇L)/∂θ ]
 *   [ A_J   0   ] [ dλ/dθ ]  = − [ ∂c_A/∂θ  ],        dJ/dθ = ∂L/∂θ   (envelope theorem),
 * </pre>
 *
 * where limits that are reached move with their own derivatives. The system is solved as the quadratic program whose optimality conditions it is. Derivatives of
 * the program's data with respect to θ are central differences of fourth order; everything else is exact.
 *
 * @param z dz/dθ
 * @param constraints dλ/dθ, 0 where a row is not active
 * @param objective dJ/dθ
 * @param isolated whether the system has a solution; if not (singular arcs, constraints that depend on each other), z and λ are NaN, but J has its derivative
 * @param weak limits that are reached without a multiplier (no strict complementarity): with these the derivative is that of one side only
 */
public record KktSensitivity(double[] z, double[] constraints, double objective, boolean isolated, List<String> weak) {
    private static final int NAMED = 3;

    /**
     * Differentiates.
     *
     * @param solver for the quadratic program
     * @param point a solution of {@code family} at θ
     * @param family the program by θ, of one structure
     * @param step of the differences, small against the scale on which the program changes with θ
     */
    public static KktSensitivity of(
            NlpSolver solver, NlpSolution point, DoubleFunction<NonlinearProgram> family, double theta, double step) {
        NonlinearProgram program = family.apply(theta);
        double[] z = point.z();
        Multipliers multipliers = point.multipliers();
        ActiveSet active = new ActiveSet(program, z, multipliers, false);
        Data derivative = Data.derivative(family, theta, step, z, multipliers.constraints());
        double[] known = new double[z.length];
        double[] lower = program.variableLower();
        double[] upper = program.variableUpper();
        for (int j = 0; j < z.length; j++) {
            boolean atLower = lower[j] == upper[j]
                    || multipliers.lower()[j] >= multipliers.upper()[j];
            known[j] = atLower ? derivative.lower[j] : derivative.upper[j];
        }
        double[] rowLower = program.constraintLower();
        double[] rowUpper = program.constraintUpper();
        double[] limit = new double[rowLower.length];
        for (int i = 0; i < limit.length; i++) {
            boolean atUpper = rowLower[i] != rowUpper[i] && multipliers.constraints()[i] > 0;
            limit[i] = atUpper ? derivative.rowUpper[i] : derivative.rowLower[i];
        }
        TangentProgram tangent = new TangentProgram(
                program,
                z,
                multipliers.constraints(),
                active,
                known,
                derivative.gradient,
                difference(limit, derivative.c));
        NlpSolution solved = solver.solve(
                tangent,
                NlpStart.at(new double[tangent.variables()]),
                null,
                new NlpOptions(1e-10, 100, Double.POSITIVE_INFINITY, java.util.Map.of()),
                IterationListener.SILENT);
        boolean isolated = solved.status().solved();
        double[] d = solved.z();
        double[] nu = solved.multipliers().constraints();
        if (!isolated) {
            d = new double[d.length];
            nu = new double[nu.length];
            Arrays.fill(d, Double.NaN);
            Arrays.fill(nu, Double.NaN);
        }
        double[] reduced = Data.at(program, z, multipliers.constraints()).gradient;
        return new KktSensitivity(
                tangent.all(d, known),
                tangent.rows(nu, limit.length),
                derivative.objective(multipliers, limit, known, held(active, z.length), reduced),
                isolated,
                weak(program, z, multipliers, active));
    }

    private static boolean[] held(ActiveSet active, int count) {
        boolean[] held = new boolean[count];
        Arrays.fill(held, true);
        for (int column : active.keptColumns()) {
            held[column] = false;
        }
        return held;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }

    private static List<String> weak(NonlinearProgram program, double[] z, Multipliers multipliers, ActiveSet strong) {
        ActiveSet withWeak = new ActiveSet(program, z, multipliers, true);
        List<String> names = new ArrayList<>();
        boolean[] held = new boolean[program.constraints()];
        for (int row : strong.keptRows()) {
            held[row] = true;
        }
        for (int row : withWeak.keptRows()) {
            if (!held[row] && names.size() < NAMED) {
                names.add(program.constraintName(row));
            }
        }
        boolean[] moves = new boolean[z.length];
        for (int column : withWeak.keptColumns()) {
            moves[column] = true;
        }
        for (int column : strong.keptColumns()) {
            if (!moves[column] && names.size() < NAMED) {
                names.add(program.variableName(column));
            }
        }
        return List.copyOf(names);
    }

    /** What a program's functions and limits are at fixed z and λ, or how they change with θ. */
    private record Data(
            double f,
            double[] gradient,
            double[] c,
            double[] lower,
            double[] upper,
            double[] rowLower,
            double[] rowUpper) {
        static Data at(NonlinearProgram program, double[] z, double[] lambda) {
            double[] gradient = new double[z.length];
            program.gradient(z, gradient);
            DMatrixSparseCSC jacobian = program.newJacobian();
            program.jacobian(z, jacobian);
            for (int j = 0; j < z.length; j++) {
                for (int at = jacobian.col_idx[j]; at < jacobian.col_idx[j + 1]; at++) {
                    gradient[j] += jacobian.nz_values[at] * lambda[jacobian.nz_rows[at]];
                }
            }
            double[] c = new double[program.constraints()];
            program.constraints(z, c);
            return new Data(
                    program.objective(z),
                    gradient,
                    c,
                    program.variableLower(),
                    program.variableUpper(),
                    program.constraintLower(),
                    program.constraintUpper());
        }

        static Data derivative(
                DoubleFunction<NonlinearProgram> family, double theta, double h, double[] z, double[] lambda) {
            Data a = at(family.apply(theta + h), z, lambda);
            Data b = at(family.apply(theta - h), z, lambda);
            Data a2 = at(family.apply(theta + 2 * h), z, lambda);
            Data b2 = at(family.apply(theta - 2 * h), z, lambda);
            return new Data(
                    difference(a.f, b.f, a2.f, b2.f, h),
                    difference(a.gradient, b.gradient, a2.gradient, b2.gradient, h),
                    difference(a.c, b.c, a2.c, b2.c, h),
                    difference(a.lower, b.lower, a2.lower, b2.lower, h),
                    difference(a.upper, b.upper, a2.upper, b2.upper, h),
                    difference(a.rowLower, b.rowLower, a2.rowLower, b2.rowLower, h),
                    difference(a.rowUpper, b.rowUpper, a2.rowUpper, b2.rowUpper, h));
        }

        private static double difference(double a, double b, double a2, double b2, double h) {
            // A limit that is infinite stays.
            return Double.isInfinite(a) ? 0 : (8 * (a - b) - (a2 - b2)) / (12 * h);
        }

        private static double[] difference(double[] a, double[] b, double[] a2, double[] b2, double h) {
            double[] result = new double[a.length];
            for (int i = 0; i < a.length; i++) {
                result[i] = difference(a[i], b[i], a2[i], b2[i], h);
            }
            return result;
        }

        /** ∂f/∂θ + λᵀ(∂c/∂θ − dlimit/dθ) + Σ (∇f + Jᵀλ)_j dz_j/dθ over the unknowns at a limit, whose multiplier that is. */
        double objective(Multipliers multipliers, double[] limit, double[] known, boolean[] held, double[] reduced) {
            double sum = f;
            for (int i = 0; i < limit.length; i++) {
                sum += multipliers.constraints()[i] * (c[i] - limit[i]);
            }
            for (int j = 0; j < held.length; j++) {
                sum += held[j] ? reduced[j] * known[j] : 0;
            }
            return sum;
        }
    }
}
