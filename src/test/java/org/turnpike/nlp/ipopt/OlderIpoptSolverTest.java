package org.turnpike.nlp.ipopt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpSolverContract;

/**
 * The contract with Debian's Ipopt 3.11, if {@code native/fetch-ipopt.sh --source debian} has been run. Both Ipopts are then
 * in one process, which ends it unless their symbols are kept apart.
 */
class OlderIpoptSolverTest extends NlpSolverContract {
    static List<Path> copies() {
        return IpoptLibrary.copiesIn(IpoptLibrary.folder().resolve("debian"));
    }

    @BeforeAll
    static void isHere() {
        assumeTrue(!copies().isEmpty(), "Debian's Ipopt is not in " + IpoptLibrary.folder());
    }

    @Override
    protected NlpSolver solver() {
        return new IpoptSolver(IpoptLibrary.load(copies().get(0).toString()));
    }
}
