package org.turnpike.solve;

/**
 * What one solution of a problem took and gave.
 *
 * @param method how it was solved
 * @param setUpSeconds from the problem as read to the first evaluation
 * @param solveSeconds of the solver alone, without reports or checks of the answer
 * @param evaluations of the cost in the reduced space, with or without its derivative; −1 if unknown
 * @param products with its second derivative; −1 if unknown
 * @param newtonSteps conjugate-gradient steps of each of Newton's steps that was solved to its accuracy, neither at the boundary of the
 *     trust region nor along negative curvature; empty with other methods
 * @param gradientNorm in the norm of the controls' space, L²(0, T) with the L2 penalty; in the full space the scaled KKT residual
 */
public record Measurement(
        String method,
        boolean solved,
        String reason,
        double setUpSeconds,
        double solveSeconds,
        int iterations,
        long evaluations,
        long products,
        int[] newtonSteps,
        double objective,
        double gradientNorm) {}
