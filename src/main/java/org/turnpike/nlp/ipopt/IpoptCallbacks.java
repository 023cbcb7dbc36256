package org.turnpike.nlp.ipopt;

import com.sun.jna.Pointer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The six functions that Ipopt calls. Ipopt keeps raw pointers to them, which the collector does not see: made for each solve
 * they would be freed under it. So there is one set for the process, and it is never freed; which solve a call belongs to
 * is told by its user data, a ticket.
 */
final class IpoptCallbacks {
    /** The set. */
    static final IpoptCallbacks INSTANCE = new IpoptCallbacks();

    private static final AtomicLong TICKETS = new AtomicLong();

    private final Map<Pointer, IpoptEvaluation> solves = new ConcurrentHashMap<>();

    final IpoptInterface.Objective objective =
            (n, x, newX, value, ticket) -> evaluation(ticket).objective(x, value);
    final IpoptInterface.Constraints constraints =
            (n, x, newX, m, values, ticket) -> evaluation(ticket).constraints(x, values);
    final IpoptInterface.Gradient gradient =
            (n, x, newX, gradient, ticket) -> evaluation(ticket).gradient(x, gradient);
    final IpoptInterface.Jacobian jacobian =
            (n, x, newX, m, nonzeros, rows, columns, values, ticket) -> x == null || values == null
                    ? evaluation(ticket).jacobianStructure(rows, columns)
                    : evaluation(ticket).jacobian(x, values);
    final IpoptInterface.Hessian hessian =
            (n, x, newX, factor, m, multipliers, newMultipliers, nonzeros, rows, columns, values, ticket) ->
                    x == null || values == null
                            ? evaluation(ticket).hessianStructure(rows, columns)
                            : evaluation(ticket).hessian(x, factor, multipliers, values);
    final IpoptInterface.Intermediate intermediate =
            (mode, number, objective, primal, dual, barrier, norm, regularization, dualStep, step, trials, ticket) ->
                    evaluation(ticket).iteration(mode, number, objective, primal, dual, barrier, step, regularization);

    private IpoptCallbacks() {}

    /** Opens a solve; its ticket is the user data of {@code IpoptSolve}. */
    Pointer open(IpoptEvaluation evaluation) {
        Pointer ticket = new Pointer(TICKETS.incrementAndGet());
        solves.put(ticket, evaluation);
        return ticket;
    }

    void close(Pointer ticket) {
        solves.remove(ticket);
    }

    /** How many solves are under way. */
    int size() {
        return solves.size();
    }

    private IpoptEvaluation evaluation(Pointer ticket) {
        IpoptEvaluation evaluation = solves.get(ticket);
        if (evaluation == null) {
            throw new IllegalStateException("Ipopt calls for a solve that is over");
        }
        return evaluation;
    }
}
