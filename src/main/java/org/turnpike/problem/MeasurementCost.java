package org.turnpike.problem;

import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Variable;

/**
 * A cost on states at given times inside the horizon: Σ_i ψ(x(t_i), p; d_i), the sum of squares of parameter estimation. The costates jump at
 * t_i by −∂ψ/∂x.
 *
 * @param term ψ over states, parameters and data
 * @param data the variables d
 * @param times t_i, ascending; the horizon is fixed
 * @param values by time: the values of d
 */
public record MeasurementCost(Expression term, List<Variable> data, double[] times, double[][] values) {
    public MeasurementCost {
        data = List.copyOf(data);
    }
}
