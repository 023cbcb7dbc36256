package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.turnpike.expression.NearestName;
import org.turnpike.io.SensitivityWriter;
import org.turnpike.problem.InputException;
import org.turnpike.problem.ProblemFile;
import org.turnpike.solution.Sensitivity;
import org.turnpike.solve.RefinedMethod;

/** {@code --sensitivity NAME}: derivatives of the optimum with respect to constants of the file. */
final class Sensitivities {
    private final ProblemArguments arguments;
    private final List<String> names;

    Sensitivities(ProblemArguments arguments, List<String> names) {
        this.arguments = arguments;
        this.names = names;
    }

    /** @throws InputException if a name is none of the problem's constants */
    void check(ProblemFile file) {
        Map<String, Double> constants = file.problem().constants();
        for (String name : names) {
            if (!constants.containsKey(name)) {
                List<String> known = constants.keySet().stream().sorted().toList();
                throw new InputException(
                        arguments.file() + ": --sensitivity " + name + ": there is no constant '" + name + "'"
                                + NearestName.hint(name, known)
                                + (known.isEmpty()
                                        ? "; the file has no constants"
                                        : "; constants are " + String.join(", ", known)));
            }
        }
        if (!names.isEmpty() && file.phases() != null) {
            throw new InputException(arguments.file() + ": --sensitivity is for problems of one phase in this version");
        }
    }

    /** Computes, prints and writes them beside the solution. */
    void write(ProblemFile file, RefinedMethod method, Path folder, PrintWriter out) throws IOException {
        List<Sensitivity> found = new ArrayList<>();
        for (String name : names) {
            double value = file.problem().constants().getOrDefault(name, Double.NaN);
            Sensitivity one = method.sensitivity(
                    constant -> arguments.readWith("constants." + name + "=" + constant), name, value);
            if (one == null) {
                out.printf("  no sensitivity to %s: the problem is not solved%n", name);
                continue;
            }
            if (one.isolated()) {
                found.add(one);
            }
            out.printf(Locale.ROOT, "  d objective / d %s = %.8g", name, one.objective());
            if (!one.isolated()) {
                out.print(" (states and controls: none, the solution is not isolated on this mesh, as on singular arcs,"
                        + " or its constraints depend on each other)");
            } else if (!file.problem().horizon().end().isFixed()) {
                out.printf(Locale.ROOT, ", d final time / d %s = %.8g", name, one.finalTime());
            }
            out.println();
            if (!one.weak().isEmpty()) {
                out.println(
                        "    from one side only: reached without a multiplier are " + String.join(", ", one.weak()));
            }
        }
        if (!found.isEmpty()) {
            SensitivityWriter.write(folder, file.problem(), found);
        }
        out.flush();
    }
}
