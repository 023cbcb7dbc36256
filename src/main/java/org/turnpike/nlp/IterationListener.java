package org.turnpike.nlp;

/** Told of each iteration; answers whether to go on. */
@FunctionalInterface
public interface IterationListener {
    /** A listener that says nothing and never stops. */
    IterationListener SILENT = iteration -> true;

    /** Returns false to stop the solver with status {@link NlpStatus#INTERRUPTED}. Must be quick and must not throw. */
    boolean iteration(Iteration iteration);

    /** Told of a trial point at which the program is undefined; {@code z} is the solver's and changes later. */
    default void undefined(double[] z) {}

    /**
     * One line of a solver's log.
     *
     * @param phase "regular" or "restoration"
     * @param infeasibility largest violation of a constraint, unscaled
     * @param dualInfeasibility largest entry of ∇L
     * @param barrier μ
     * @param step primal step length
     * @param regularization added to the Hessian; 0 for none
     */
    record Iteration(
            int number,
            String phase,
            double objective,
            double infeasibility,
            double dualInfeasibility,
            double barrier,
            double step,
            double regularization) {}
}
