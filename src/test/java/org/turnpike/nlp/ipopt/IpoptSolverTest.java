package org.turnpike.nlp.ipopt;

import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpSolverContract;

/** The contract with the Ipopt that the process would use. There must be one: a missing Ipopt fails these tests. */
class IpoptSolverTest extends NlpSolverContract {
    @Override
    protected NlpSolver solver() {
        return new IpoptSolver();
    }
}
