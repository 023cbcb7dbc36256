package org.turnpike.expression.compile;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Derivatives;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Variable;

/**
 * A function G(v, d): ℝⁿ → ℝᵐ with its exact first and second derivatives, ready to be evaluated over an index set.
 *
 * <p>The Jacobian's nonzeros are numbered row by row ({@link #jacobianRow}, {@link #jacobianColumn}); the Hessian's, of the
 * lower triangle of ∇²(μᵀG), by {@link #hessianRow} ≥ {@link #hessianColumn}. Both structures are those of the simplified
 * symbolic derivatives.
 */
public final class Pattern {
    private final List<Variable> unknowns;
    private final List<Variable> data;
    private final int outputs;
    private final int[] jacobianRow;
    private final int[] jacobianColumn;
    private final int[] hessianRow;
    private final int[] hessianColumn;
    private final Kernel values;
    private final Kernel jacobian;
    private final Kernel hessian;

    /**
     * @param unknowns v, with respect to which derivatives are taken
     * @param data d
     * @param functions G; every variable is in v or d
     */
    public Pattern(ExpressionGraph graph, List<Variable> unknowns, List<Variable> data, List<Expression> functions) {
        this.unknowns = List.copyOf(unknowns);
        this.data = List.copyOf(data);
        this.outputs = functions.size();
        Derivatives derivatives = new Derivatives(graph);

        List<Expression> first = new ArrayList<>();
        List<int[]> firstAt = new ArrayList<>();
        for (int r = 0; r < outputs; r++) {
            List<Expression> row = derivatives.gradient(functions.get(r), unknowns);
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).is(0)) {
                    first.add(row.get(i));
                    firstAt.add(new int[] {r, i});
                }
            }
        }
        jacobianRow = firstAt.stream().mapToInt(a -> a[0]).toArray();
        jacobianColumn = firstAt.stream().mapToInt(a -> a[1]).toArray();

        List<Variable> multipliers = new ArrayList<>();
        Expression lagrangian = graph.constant(0);
        for (int r = 0; r < outputs; r++) {
            Variable mu = graph.variable("#multiplier" + r);
            multipliers.add(mu);
            lagrangian = graph.add(lagrangian, graph.multiply(mu, functions.get(r)));
        }
        List<Expression> gradient = derivatives.gradient(lagrangian, unknowns);
        List<Expression> second = new ArrayList<>();
        List<int[]> secondAt = new ArrayList<>();
        for (int j = 0; j < unknowns.size(); j++) {
            List<Expression> lower = gradient.subList(j, gradient.size());
            List<Expression> column = derivatives.tangent(lower, unknowns.get(j));
            for (int i = 0; i < column.size(); i++) {
                if (!column.get(i).is(0)) {
                    second.add(column.get(i));
                    secondAt.add(new int[] {j + i, j});
                }
            }
        }
        hessianRow = secondAt.stream().mapToInt(a -> a[0]).toArray();
        hessianColumn = secondAt.stream().mapToInt(a -> a[1]).toArray();

        KernelCompiler compiler = new KernelCompiler(this.unknowns, this.data, multipliers);
        values = compiler.compile(functions);
        jacobian = compiler.compile(first);
        hessian = compiler.compile(second);
    }

    /** n. */
    public int unknowns() {
        return unknowns.size();
    }

    /** The number of data of an instance. */
    public int data() {
        return data.size();
    }

    /** m. */
    public int outputs() {
        return outputs;
    }

    public int jacobianNonzeros() {
        return jacobianRow.length;
    }

    /** The output of Jacobian nonzero q. */
    public int jacobianRow(int q) {
        return jacobianRow[q];
    }

    /** The unknown of Jacobian nonzero q. */
    public int jacobianColumn(int q) {
        return jacobianColumn[q];
    }

    public int hessianNonzeros() {
        return hessianRow.length;
    }

    /** The larger unknown of Hessian nonzero q. */
    public int hessianRow(int q) {
        return hessianRow[q];
    }

    /** The smaller unknown of Hessian nonzero q. */
    public int hessianColumn(int q) {
        return hessianColumn[q];
    }

    /** Writes m outputs an instance. */
    public Kernel values() {
        return values;
    }

    /** Writes the Jacobian's nonzeros, jacobianNonzeros() an instance. */
    public Kernel jacobian() {
        return jacobian;
    }

    /** Writes the nonzeros of the lower triangle of ∇²(μᵀG), hessianNonzeros() an instance. */
    public Kernel hessian() {
        return hessian;
    }
}
