package org.turnpike.solution;

import java.util.List;

/**
 * Derivatives of an optimum with respect to a constant of the file, on the mesh where it was found. Curves are differentiated at a fixed
 * share τ of the horizon: at a fixed time t they are dx/dθ − x′ dt/dθ.
 *
 * @param name of the constant
 * @param value θ
 * @param objective dJ/dθ in the user's sense
 * @param finalTime dt_f/dθ
 * @param parameters one a parameter
 * @param times t of the nodes
 * @param timeChange dt/dθ of the nodes
 * @param states (K+1) × nx: dx/dθ at the nodes
 * @param controls K × nu: du/dθ at the first point of each interval
 * @param costates (K+1) × nx: dp/dθ at the nodes
 * @param isolated whether the solution has derivatives; if not (singular arcs), only the objective's is known, and all others are NaN
 * @param weak limits that are reached without a multiplier, where only one-sided derivatives exist
 */
public record Sensitivity(
        String name,
        double value,
        double objective,
        double finalTime,
        double[] parameters,
        double[] times,
        double[] timeChange,
        double[] states,
        double[] controls,
        double[] costates,
        boolean isolated,
        List<String> weak) {}
