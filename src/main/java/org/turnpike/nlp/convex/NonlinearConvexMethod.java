package org.turnpike.nlp.convex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.KktResidual;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.SolverIdentity;

/**
 * Solves convex programs with a solver of nonlinear ones, started at the point of the bounds' box nearest to 0. A local optimum is
 * a global one, and a point of least violation proves infeasibility, because the program is convex; certificates are not given.
 */
public record NonlinearConvexMethod(NlpSolver solver, NlpOptions options, IterationListener listener)
        implements ConvexMethod {
    @Override
    public SolverIdentity identity() {
        return solver.identity();
    }

    @Override
    public ConvexSolution solve(ConvexForm form) {
        ConvexFormProgram program = new ConvexFormProgram(form);
        double[] start = new double[program.variables()];
        double[] lower = program.variableLower();
        double[] upper = program.variableUpper();
        Arrays.setAll(start, j -> Math.max(lower[j], Math.min(0, upper[j])));
        NlpSolution point = solver.solve(program, NlpStart.at(start), null, options, listener);
        return new ConvexSolution(
                point.status(),
                point.reason(),
                point.z(),
                point.objective(),
                multipliers(form, point),
                KktResidual.of(program, point),
                new double[0],
                0,
                point.iterations(),
                point.seconds());
    }

    /** With μ the multiplier of |A x + b| − cᵀx − d ≤ 0: σ = μ, u = −μ (A x + b)/|A x + b|. */
    private static ConvexMultipliers multipliers(ConvexForm form, NlpSolution point) {
        double[] all = point.multipliers().constraints();
        int inequalities = form.constraints().h().length;
        int rows = inequalities + form.constraints().b().length;
        List<double[]> duals = new ArrayList<>();
        for (int k = 0; k < form.cones().size(); k++) {
            double[] axis = form.cones().get(k).axis(point.z());
            double mu = all[rows + k];
            double[] dual = Dense.plus(
                    new double[axis.length + 1], -mu / Dense.norm(axis), Arrays.copyOf(axis, axis.length + 1));
            dual[axis.length] = mu;
            duals.add(dual);
        }
        return new ConvexMultipliers(
                Arrays.copyOf(all, inequalities),
                Arrays.copyOfRange(all, inequalities, rows),
                point.multipliers().lower(),
                point.multipliers().upper(),
                duals);
    }
}
