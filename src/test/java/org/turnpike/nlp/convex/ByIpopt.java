package org.turnpike.nlp.convex;

import java.util.Map;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.ipopt.IpoptSolver;

/** The oracle for convex programs. */
public final class ByIpopt {
    private ByIpopt() {}

    /** What Ipopt says, from a start. */
    public static NlpSolution solve(ConvexForm form, double[] start) {
        NlpOptions options = new NlpOptions(1e-10, 3000, Double.POSITIVE_INFINITY, Map.of());
        return new IpoptSolver()
                .solve(new ConvexFormProgram(form), NlpStart.at(start), null, options, IterationListener.SILENT);
    }
}
