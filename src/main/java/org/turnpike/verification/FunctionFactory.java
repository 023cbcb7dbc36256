package org.turnpike.verification;

import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Interpreter;
import org.turnpike.expression.NumericFunction;
import org.turnpike.expression.Variable;

/** Turns expressions into something that evaluates them. */
@FunctionalInterface
public interface FunctionFactory {
    /** Evaluates node by node; needs no compilation. */
    FunctionFactory INTERPRETED = Interpreter::new;

    /** ℝⁿ → ℝᵐ: n the number of {@code inputs}, in their order; m the number of {@code functions}. */
    NumericFunction function(List<? extends Expression> functions, List<Variable> inputs);
}
