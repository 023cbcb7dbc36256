package org.turnpike.pmp;

import java.util.List;
import org.turnpike.expression.Binary;
import org.turnpike.expression.Expression;
import org.turnpike.expression.ExpressionGraph;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;

/** Replaces one node of an expression, wherever it occurs, by another. */
record Replacement(ExpressionGraph graph, Expression node, Expression by) {
    Expression of(Expression f) {
        Tape tape = Tape.of(List.of(f));
        Expression[] image = new Expression[tape.size()];
        for (int i = 0; i < tape.size(); i++) {
            Expression e = tape.node(i);
            if (e == node) {
                image[i] = by;
            } else if (e instanceof Unary u) {
                image[i] = graph.again(u, image[tape.position(u.operand())]);
            } else if (e instanceof Binary b) {
                image[i] = graph.apply(b.function(), image[tape.position(b.left())], image[tape.position(b.right())]);
            } else {
                image[i] = e;
            }
        }
        return image[tape.position(f)];
    }
}
