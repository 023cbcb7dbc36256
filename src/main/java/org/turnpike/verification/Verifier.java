package org.turnpike.verification;

import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Trajectory;
import org.turnpike.solution.Verification;

/**
 * Checks a trajectory against the problem as the user wrote it.
 *
 * <p>The trajectory's mesh says t₀ and t_f. Its controls may have more components than the problem (those of reformulated
 * nonsmooth terms); the problem's controls come first. A check that cannot be completed, such as an integration into an undefined
 * value, gives an infinite error; one that does not apply gives NaN. A Verifier keeps work space and belongs to one thread.
 */
public final class Verifier {
    private final Hamiltonian hamiltonian;
    private final DynamicsCheck dynamics;
    private final ConstraintCheck constraints;
    private final MinimumCheck minimum;

    public Verifier(OptimalControlProblem problem) {
        this(problem, FunctionFactory.INTERPRETED);
    }

    /** @param factory how expressions are evaluated */
    public Verifier(OptimalControlProblem problem, FunctionFactory factory) {
        hamiltonian = new Hamiltonian(problem, factory);
        dynamics = new DynamicsCheck(problem, factory);
        constraints = new ConstraintCheck(problem, factory);
        minimum = new MinimumCheck(problem, hamiltonian, factory);
    }

    /**
     * All checks.
     *
     * @param parameters the problem's parameters in order
     * @param kktResidual of the nonlinear program, passed on; NaN if there was none
     */
    public Verification verify(Trajectory trajectory, double[] parameters, double kktResidual) {
        DynamicsCheck.Errors errors = dynamics.errors(trajectory, parameters);
        return new Verification(
                errors.interval(),
                errors.horizon(),
                constraints.worst(trajectory, parameters),
                kktResidual,
                drift(trajectory, parameters),
                minimum.residual(trajectory, parameters));
    }

    private double drift(Trajectory trajectory, double[] parameters) {
        if (!hamiltonian.mustBeConstant() || anyNaN(trajectory.costates()) || anyNaN(trajectory.stageCostates())) {
            return Double.NaN;
        }
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : hamiltonian.along(trajectory, parameters).values()) {
            if (!Double.isFinite(value)) {
                return Double.POSITIVE_INFINITY;
            }
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return (most - least) / (1 + Math.max(Math.abs(least), Math.abs(most)));
    }

    private static boolean anyNaN(double[] values) {
        for (double value : values) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }
}
