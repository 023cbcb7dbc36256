package org.turnpike.comparison.variation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.NumericFunction;
import org.turnpike.expression.Variable;
import org.turnpike.linalg.Matrix;
import org.turnpike.problem.Horizon;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.State;
import org.turnpike.verification.FunctionFactory;

/**
 * A, B, Q, S, R of a problem as functions of a point (x, u, p, τ), over y = (x, q) with q the parameters, then t₀ and t_f if they are
 * free.
 *
 * <p>Time is t = t₀ + τ T, τ in [0, 1]: f and ℓ are multiplied by T = t_f − t₀, so that free times are parameters like others and
 * H is that of τ. p is the same for both times.
 */
public final class SecondVariation {
    private final OptimalControlProblem problem;
    private final List<Variable> shared = new ArrayList<>();
    private final Variable tau;
    private final List<Variable> inputs = new ArrayList<>();
    private final NumericFunction function;
    private final double[] output;
    private final double[] input;
    private final int nx;
    private final int nu;
    private final int ny;

    public SecondVariation(OptimalControlProblem problem, FunctionFactory factory) {
        this.problem = problem;
        ExpressionGraph graph = problem.graph();
        Derivatives derivatives = new Derivatives(graph);
        nx = problem.states().size();
        nu = problem.controls().size();
        Horizon horizon = problem.horizon();
        shared.addAll(problem.parameterVariables());
        Map<Variable, Expression> replaced = new HashMap<>();
        for (Variable end : List.of(horizon.startTime(), horizon.endTime())) {
            double fixed = end == horizon.startTime()
                    ? horizon.start().lower()
                    : horizon.end().lower();
            boolean free = end == horizon.startTime()
                    ? !horizon.start().isFixed()
                    : !horizon.end().isFixed();
            if (free) {
                shared.add(end);
            } else {
                replaced.put(end, graph.constant(fixed));
            }
        }
        ny = nx + shared.size();
        tau = graph.variable("#tau of the second variation");
        Expression start = replaced.getOrDefault(horizon.startTime(), horizon.startTime());
        Expression length = graph.subtract(replaced.getOrDefault(horizon.endTime(), horizon.endTime()), start);
        replaced.put(horizon.time(), graph.add(start, graph.multiply(tau, length)));

        List<Expression> rates = new ArrayList<>(problem.dynamics());
        Expression running = problem.objective().running();
        rates.add(problem.objective().maximize() ? graph.negate(running) : running);
        List<Expression> scaled = new ArrayList<>();
        for (Expression rate : derivatives.substitute(rates, replaced)) {
            scaled.add(graph.multiply(length, rate));
        }
        List<Expression> terms = new ArrayList<>(List.of(scaled.get(nx)));
        inputs.addAll(problem.stateVariables());
        inputs.addAll(problem.controlVariables());
        inputs.addAll(shared);
        inputs.add(tau);
        for (int i = 0; i < nx; i++) {
            Variable costate = graph.variable("#costate " + i);
            inputs.add(costate);
            terms.add(graph.multiply(costate, scaled.get(i)));
        }
        Expression h = graph.sum(terms);

        List<Variable> y = new ArrayList<>(problem.stateVariables());
        y.addAll(shared);
        List<Expression> all = new ArrayList<>();
        List<Expression> hu = derivatives.gradient(h, problem.controlVariables());
        List<Expression> hy = derivatives.gradient(h, y);
        for (Variable v : y) {
            all.addAll(derivatives.tangent(scaled.subList(0, nx), v));
            all.addAll(derivatives.tangent(hy, v));
            all.addAll(derivatives.tangent(hu, v));
        }
        for (Variable v : problem.controlVariables()) {
            all.addAll(derivatives.tangent(scaled.subList(0, nx), v));
            all.addAll(derivatives.tangent(hu, v));
        }
        function = factory.function(all, inputs);
        output = new double[all.size()];
        input = new double[inputs.size()];
    }

    /**
     * The matrices at one point.
     *
     * @param a ny × ny
     * @param b ny × nu
     * @param q ny × ny
     * @param s nu × ny
     * @param r nu × nu
     */
    public record Coefficients(Matrix a, Matrix b, Matrix q, Matrix s, Matrix r) {
        /** The same for the controls {@code free} alone: the others do not move. */
        public Coefficients withControls(int[] free) {
            int[] all = range(a.rows());
            return new Coefficients(a, b.select(all, free), q, s.select(free, all), r.select(free, free));
        }

        private static int[] range(int n) {
            return IntStream.range(0, n).toArray();
        }

        /**
         * The Hamiltonian matrix M of (δy, δp)′ = M (δy, δp) with δu = −R⁻¹(S δy + Bᵀ δp), or null if R is singular:
         * [A − B R⁻¹ S, −B R⁻¹ Bᵀ; −Q + Sᵀ R⁻¹ S, −(A − B R⁻¹ S)ᵀ].
         */
        public @Nullable Matrix hamiltonianMatrix() {
            Matrix feedback = r.solve(s);
            Matrix input = r.solve(b.transpose());
            if (feedback == null || input == null) {
                return null;
            }
            Matrix closed = a.minus(b.times(feedback));
            return Matrix.blocks(
                    closed,
                    b.times(input).times(-1),
                    s.transpose().times(feedback).minus(q),
                    closed.transpose().times(-1));
        }
    }

    /** At x, u, q (see the class), τ and p. */
    public Coefficients at(double[] x, double[] u, double[] q, double tauValue, double[] p) {
        System.arraycopy(x, 0, input, 0, nx);
        System.arraycopy(u, 0, input, nx, nu);
        System.arraycopy(q, 0, input, nx + nu, shared.size());
        input[nx + nu + shared.size()] = tauValue;
        System.arraycopy(p, 0, input, nx + nu + shared.size() + 1, nx);
        function.evaluate(input, output);
        double[] a = new double[ny * ny];
        double[] qq = new double[ny * ny];
        double[] s = new double[nu * ny];
        double[] b = new double[ny * nu];
        double[] r = new double[nu * nu];
        int at = 0;
        for (int j = 0; j < ny; j++) {
            at = column(at, a, nx, ny, j);
            at = column(at, qq, ny, ny, j);
            at = column(at, s, nu, ny, j);
        }
        for (int j = 0; j < nu; j++) {
            at = column(at, b, nx, nu, j);
            at = column(at, r, nu, nu, j);
        }
        return new Coefficients(
                Matrix.of(ny, ny, a),
                Matrix.of(ny, nu, b),
                Matrix.of(ny, ny, qq).symmetricPart(),
                Matrix.of(nu, ny, s),
                Matrix.of(nu, nu, r).symmetricPart());
    }

    private int column(int from, double[] matrix, int rows, int columns, int j) {
        for (int i = 0; i < rows; i++) {
            matrix[i * columns + j] = output[from + i];
        }
        return from + rows;
    }

    /** The values of q in a solution with these parameters and times. */
    public double[] shared(double[] parameters, double startTime, double endTime) {
        double[] q = new double[shared.size()];
        for (int i = 0; i < q.length; i++) {
            Variable v = shared.get(i);
            q[i] = v == problem.horizon().startTime()
                    ? startTime
                    : v == problem.horizon().endTime() ? endTime : parameters[i];
        }
        return q;
    }

    /** ny: states and shared unknowns. */
    public int dimension() {
        return ny;
    }

    /** The Hessian of the minimised end cost over (x(start), x(end), q), 2 nx + nq. */
    Matrix endCost(double[] xStart, double[] xEnd, double[] q, double startTime, double endTime) {
        ExpressionGraph graph = problem.graph();
        Derivatives derivatives = new Derivatives(graph);
        List<Variable> variables = new ArrayList<>();
        problem.states().stream().map(State::atStart).forEach(variables::add);
        problem.states().stream().map(State::atEnd).forEach(variables::add);
        variables.addAll(shared);
        Expression cost = problem.objective().endpoint();
        List<Expression> gradient =
                derivatives.gradient(problem.objective().maximize() ? graph.negate(cost) : cost, variables);
        List<Expression> second = new ArrayList<>();
        for (Variable v : variables) {
            second.addAll(derivatives.tangent(gradient, v));
        }
        int n = variables.size();
        List<Variable> all = new ArrayList<>(variables);
        List<Double> values = new ArrayList<>();
        for (double v : xStart) {
            values.add(v);
        }
        for (double v : xEnd) {
            values.add(v);
        }
        for (double v : q) {
            values.add(v);
        }
        Horizon horizon = problem.horizon();
        if (!all.contains(horizon.startTime())) {
            all.add(horizon.startTime());
            values.add(startTime);
        }
        if (!all.contains(horizon.endTime())) {
            all.add(horizon.endTime());
            values.add(endTime);
        }
        double[] hessian = new double[n * n];
        FunctionFactory.INTERPRETED
                .function(second, all)
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray(), hessian);
        return Matrix.of(n, n, hessian).symmetricPart();
    }
}
