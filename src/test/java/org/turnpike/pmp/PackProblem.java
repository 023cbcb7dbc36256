package org.turnpike.pmp;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.turnpike.io.ProblemReader;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Solution;
import org.turnpike.solve.DirectMethod;
import org.turnpike.transcription.Schemes;

/** Problems of the pack, and their direct solutions. */
final class PackProblem {
    private PackProblem() {}

    static ProblemFile file(String name, String... overrides) {
        Path path = Path.of(System.getProperty("turnpike.home", "."), "problems", name + ".yaml");
        return Objects.requireNonNull(new ProblemReader(Schemes.names())
                .readAny(path, Arrays.asList(overrides))
                .classical());
    }

    static Solution direct(ProblemFile file) {
        return new DirectMethod(new IpoptSolver()).solve(file, 0, iteration -> true);
    }

    /** Times at which the control's arcs change, ends left out. */
    static double[] switches(List<Solution.Arc> arcs, double start) {
        return arcs.stream()
                .filter(arc -> arc.from() > start)
                .mapToDouble(Solution.Arc::from)
                .toArray();
    }

    static List<String> kinds(List<Solution.Arc> arcs) {
        return arcs.stream().map(Solution.Arc::kind).toList();
    }
}
