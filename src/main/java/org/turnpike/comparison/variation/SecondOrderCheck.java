package org.turnpike.comparison.variation;

import org.turnpike.comparison.variation.SecondOrderResult.Kind;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.ReducedHessian;
import org.turnpike.solution.Solution;
import org.turnpike.verification.FunctionFactory;

/** The Riccati test, and where it says nothing, the reduced Hessian of the nonlinear program. */
public final class SecondOrderCheck {
    private SecondOrderCheck() {}

    /** The Riccati test alone, of any solution. */
    public static SecondOrderResult of(Solution solution, FunctionFactory factory) {
        return solution.status().solved()
                ? RiccatiTest.of(solution, factory)
                : new SecondOrderResult(
                        Kind.UNDECIDED, "none", "There is no solution to look at.", Double.NaN, Double.NaN, Double.NaN);
    }

    /** Of a direct solution with its program and point. */
    public static SecondOrderResult of(
            Solution solution, NonlinearProgram program, NlpSolution point, FunctionFactory factory) {
        SecondOrderResult riccati = of(solution, factory);
        if (riccati.kind() != Kind.UNDECIDED || !solution.status().solved()) {
            return riccati;
        }
        ReducedHessian reduced = ReducedHessian.of(program, point.z(), point.multipliers());
        Kind kind =
                switch (reduced.kind()) {
                    case MINIMUM -> Kind.MINIMUM;
                    case SADDLE -> Kind.SADDLE;
                    case UNDECIDED -> Kind.UNDECIDED;
                };
        return new SecondOrderResult(
                kind,
                "reduced Hessian",
                reduced.reason(),
                riccati.legendreClebsch(),
                riccati.legendreTime(),
                riccati.conjugateTime());
    }
}
