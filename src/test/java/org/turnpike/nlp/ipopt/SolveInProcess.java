package org.turnpike.nlp.ipopt;

import java.util.LinkedHashMap;
import java.util.Map;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.UnknownOptionException;

/** One solve of a chain with options name=value, for tests that need a process of their own. */
final class SolveInProcess {
    private SolveInProcess() {}

    public static void main(String[] arguments) {
        try {
            Map<String, Object> options = new LinkedHashMap<>();
            for (String argument : arguments) {
                String value = argument.substring(argument.indexOf('=') + 1);
                boolean number = value.matches("-?[0-9.]+");
                options.put(argument.substring(0, argument.indexOf('=')), number ? Double.valueOf(value) : value);
            }
            Chain chain = new Chain(10);
            NlpSolution solution = new IpoptSolver()
                    .solve(
                            chain,
                            NlpStart.at(chain.start()),
                            null,
                            new NlpOptions(1e-8, 100, Double.POSITIVE_INFINITY, options),
                            IterationListener.SILENT);
            System.out.println(solution.solver().version() + " " + solution.iterations() + " " + solution.status());
        } catch (MissingIpoptException | UnknownOptionException wrong) {
            System.out.println(wrong.getMessage());
        }
    }
}
