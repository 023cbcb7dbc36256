package org.turnpike.nlp.ipopt;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The C functions of {@code IpStdCInterface.h}, by their own names. {@code Bool} is mapped so that libraries before and after
 * 3.14 both work: results and arguments as byte (the lowest byte of an int on every platform that Ipopt runs on is where a
 * bool is), callback results as int.
 */
interface IpoptInterface extends Library {
    /** f(x) into {@code objective}. */
    interface Objective extends Callback {
        int evaluate(int n, Pointer x, byte newX, Pointer objective, Pointer userData);
    }

    /** c(x) into {@code values}. */
    interface Constraints extends Callback {
        int evaluate(int n, Pointer x, byte newX, int m, Pointer values, Pointer userData);
    }

    /** ∇f(x) into {@code gradient}. */
    interface Gradient extends Callback {
        int evaluate(int n, Pointer x, byte newX, Pointer gradient, Pointer userData);
    }

    /** The structure of ∂c/∂x if {@code values} is null, its values otherwise. */
    interface Jacobian extends Callback {
        int evaluate(
                int n,
                @Nullable Pointer x,
                byte newX,
                int m,
                int nonzeros,
                Pointer rows,
                Pointer columns,
                @Nullable Pointer values,
                Pointer userData);
    }

    /** The structure of the lower triangle of ∇²L if {@code values} is null, its values otherwise. */
    interface Hessian extends Callback {
        int evaluate(
                int n,
                @Nullable Pointer x,
                byte newX,
                double objectiveFactor,
                int m,
                @Nullable Pointer multipliers,
                byte newMultipliers,
                int nonzeros,
                Pointer rows,
                Pointer columns,
                @Nullable Pointer values,
                Pointer userData);
    }

    /** One line of the iteration log; 0 stops. */
    interface Intermediate extends Callback {
        int iteration(
                int mode,
                int number,
                double objective,
                double infeasibility,
                double dualInfeasibility,
                double barrier,
                double stepNorm,
                double regularization,
                double dualStep,
                double primalStep,
                int lineSearchTrials,
                Pointer userData);
    }

    @Nullable
    Pointer CreateIpoptProblem(
            int n,
            @Nullable Pointer xLower,
            @Nullable Pointer xUpper,
            int m,
            @Nullable Pointer cLower,
            @Nullable Pointer cUpper,
            int jacobianNonzeros,
            int hessianNonzeros,
            int indexStyle,
            Objective objective,
            Constraints constraints,
            Gradient gradient,
            Jacobian jacobian,
            Hessian hessian);

    void FreeIpoptProblem(Pointer problem);

    byte AddIpoptStrOption(Pointer problem, String name, String value);

    byte AddIpoptNumOption(Pointer problem, String name, double value);

    byte AddIpoptIntOption(Pointer problem, String name, int value);

    byte SetIpoptProblemScaling(
            Pointer problem, double objective, @Nullable Pointer variables, @Nullable Pointer constraints);

    byte SetIntermediateCallback(Pointer problem, Intermediate callback);

    int IpoptSolve(
            Pointer problem,
            Pointer x,
            @Nullable Pointer constraintValues,
            Pointer objective,
            @Nullable Pointer constraintMultipliers,
            Pointer lowerMultipliers,
            Pointer upperMultipliers,
            Pointer userData);

    /** Only in the newest versions; {@link UnsatisfiedLinkError} elsewhere. */
    void GetIpoptVersion(Pointer major, Pointer minor, Pointer release);
}
