package org.turnpike.expression;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes that some expressions need, each once, operands before users. */
public final class Tape {
    private final Expression[] nodes;
    private final Map<Expression, Integer> positions;

    private Tape(Expression[] nodes) {
        this.nodes = nodes;
        this.positions = new HashMap<>(nodes.length * 2);
        for (int i = 0; i < nodes.length; i++) {
            positions.put(nodes[i], i);
        }
    }

    /** All nodes that {@code roots} reach. Iterative: expressions may be deeper than the stack. */
    public static Tape of(Collection<? extends Expression> roots) {
        Map<Expression, Boolean> seen = new HashMap<>();
        ArrayDeque<Expression> pending = new ArrayDeque<>(roots);
        while (!pending.isEmpty()) {
            Expression e = pending.pop();
            if (seen.put(e, Boolean.TRUE) == null) {
                if (e instanceof Unary u) {
                    pending.push(u.operand());
                } else if (e instanceof Binary b) {
                    pending.push(b.left());
                    pending.push(b.right());
                }
            }
        }
        Expression[] order = seen.keySet().toArray(new Expression[0]);
        Arrays.sort(order, Comparator.comparingInt(Expression::id));
        return new Tape(order);
    }

    /** The number of nodes. */
    public int size() {
        return nodes.length;
    }

    /** The node at a position. */
    public Expression node(int position) {
        return nodes[position];
    }

    /** The nodes in evaluation order. */
    public List<Expression> nodes() {
        return List.of(nodes);
    }

    /** Where a node stands; it must be on the tape. */
    public int position(Expression node) {
        Integer position = positions.get(node);
        if (position == null) {
            throw new IllegalArgumentException("not on the tape: " + node);
        }
        return position;
    }

    /** Whether a node is on the tape. */
    public boolean contains(Expression node) {
        return positions.containsKey(node);
    }
}
