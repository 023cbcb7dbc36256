package org.turnpike.nlp.ipopt;

import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.Multipliers;

/**
 * A problem to try options on. Ipopt writes its complaints about a refused option to standard output, where results belong,
 * until a solve has begun with its print level at zero; here one has.
 */
final class IpoptRehearsal implements AutoCloseable {
    private final IpoptProblem problem;

    IpoptRehearsal(IpoptLibrary library) {
        Parabola parabola = new Parabola();
        problem = new IpoptProblem(
                library, parabola, new IpoptEvaluation(parabola, IterationListener.SILENT, Long.MAX_VALUE));
        problem.set("print_level", 0);
        problem.set("sb", "yes");
        problem.set("option_file_name", "");
        solve();
    }

    void solve() {
        problem.solve(new double[] {1}, new Multipliers(new double[0], new double[1], new double[1]));
    }

    /**
     * Sets an option, and answers the value as the String, Integer or Double that Ipopt wants for it; null if it is refused.
     * A Boolean is Ipopt's yes or no. A whole number may be meant for a number option (tol: 1), and 3.0 for an integer one.
     */
    @Nullable
    Object accepted(String name, Object value) {
        if (value instanceof Boolean flag) {
            return accepted(name, flag ? "yes" : "no");
        }
        if (value instanceof Number number) {
            double real = number.doubleValue();
            if (real == (int) real && problem.set(name, (int) real)) {
                return (int) real;
            }
            return problem.set(name, real) ? real : null;
        }
        String text = String.valueOf(value);
        return problem.set(name, text) ? text : null;
    }

    @Override
    public void close() {
        problem.close();
    }
}
