package org.turnpike.learning.model;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;

/** w v + b with u = (w row by row, b); either part may be frozen at 0. */
record AffineLayer(int inputs, int outputs, boolean weights, boolean bias) {

    int controls() {
        return (weights ? inputs * outputs : 0) + (bias ? outputs : 0);
    }

    List<Expression> of(ExpressionGraph graph, List<? extends Expression> v, List<? extends Expression> u) {
        List<Expression> result = new ArrayList<>();
        for (int r = 0; r < outputs; r++) {
            Expression sum = bias ? u.get(controls() - outputs + r) : graph.constant(0);
            for (int c = 0; weights && c < inputs; c++) {
                sum = graph.add(sum, graph.multiply(u.get(r * inputs + c), v.get(c)));
            }
            result.add(sum);
        }
        return result;
    }

    String name(int j) {
        if (weights && j < inputs * outputs) {
            return "w[" + (j / inputs + 1) + "," + (j % inputs + 1) + "]";
        }
        return "b[" + (j - (weights ? inputs * outputs : 0) + 1) + "]";
    }
}
