package org.turnpike.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * A function of one or two numbers given by a table: a {@link CubicSpline}, or the tensor product of cubic splines,
 *
 * <pre>
 *   S(x, y) = Σ_j s_j(x) b_j(y),
 * </pre>
 *
 * s_j the spline through the table's values at y_j and b_j the cardinal spline, which is 1 at y_j and 0 at the other knots. S is twice
 * continuously differentiable, goes through all points, and does not depend on which of x and y comes first.
 *
 * @see <a href="https://doi.org/10.1007/978-1-4612-6333-3">de Boor: A Practical Guide to Splines, chapter XVII</a>
 */
public final class TabulatedFunction {
    private final String name;
    private final List<CubicSpline> ofFirst;
    private final List<CubicSpline> cardinal;

    private TabulatedFunction(String name, List<CubicSpline> ofFirst, List<CubicSpline> cardinal) {
        this.name = name;
        this.ofFirst = List.copyOf(ofFirst);
        this.cardinal = List.copyOf(cardinal);
    }

    /** A function of one number. */
    public static TabulatedFunction of(CubicSpline spline) {
        return new TabulatedFunction(spline.name(), List.of(spline), List.of());
    }

    /**
     * A function of two numbers.
     *
     * @param z values by x, then y: z[i][j] at (x[i], y[j])
     */
    public static TabulatedFunction of(
            String name, double[] x, double[] y, double[][] z, CubicSpline.Ends ends, boolean continued) {
        List<CubicSpline> ofFirst = new ArrayList<>();
        List<CubicSpline> cardinal = new ArrayList<>();
        for (int j = 0; j < y.length; j++) {
            double[] column = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                column[i] = z[i][j];
            }
            double[] unit = new double[y.length];
            unit[j] = 1;
            ofFirst.add(new CubicSpline(name + "@" + y[j], x, column, ends, continued));
            cardinal.add(new CubicSpline("share@" + y[j], y, unit, ends, continued));
        }
        return new TabulatedFunction(name, ofFirst, cardinal);
    }

    public String name() {
        return name;
    }

    /** 1 or 2. */
    public int arity() {
        return cardinal.isEmpty() ? 1 : 2;
    }

    /** Its value as an expression. */
    Expression apply(ExpressionGraph graph, List<Expression> arguments) {
        if (cardinal.isEmpty()) {
            return graph.apply(ofFirst.get(0), 0, arguments.get(0));
        }
        List<Expression> terms = new ArrayList<>();
        for (int j = 0; j < cardinal.size(); j++) {
            terms.add(graph.multiply(
                    graph.apply(ofFirst.get(j), 0, arguments.get(0)),
                    graph.apply(cardinal.get(j), 0, arguments.get(1))));
        }
        return graph.sum(terms);
    }
}
