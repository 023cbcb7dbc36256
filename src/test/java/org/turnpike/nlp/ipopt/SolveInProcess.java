package org.turnpike.nlp.ipopt;

import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStart;

/** One solve of a chain, for tests that need a process of their own. */
final class SolveInProcess {
    private SolveInProcess() {}

    public static void main(String[] arguments) {
        try {
            Chain chain = new Chain(10);
            NlpSolution solution = new IpoptSolver()
                    .solve(chain, NlpStart.at(chain.start()), null, NlpOptions.defaults(), IterationListener.SILENT);
            System.out.println(solution.solver().version() + " " + solution.iterations() + " " + solution.status());
        } catch (MissingIpoptException missing) {
            System.out.println(missing.getMessage());
        }
    }
}
