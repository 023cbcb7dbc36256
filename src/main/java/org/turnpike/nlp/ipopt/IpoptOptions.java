package org.turnpike.nlp.ipopt;

import java.util.LinkedHashMap;
import java.util.Map;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.UnknownOptionException;

/**
 * Ipopt's options of one solve: ours first, the user's over them. Values are String, Integer or Double; a Boolean is Ipopt's
 * yes or no. Any option of the library at hand may be used. One that it refuses is an {@link UnknownOptionException}, since
 * Ipopt itself would go on with the default and say nothing.
 */
final class IpoptOptions {
    private final Map<String, Object> own = new LinkedHashMap<>();
    private final Map<String, Object> users;

    IpoptOptions(NlpOptions options, boolean scaled, boolean warm) {
        users = options.solverOptions();
        own.put("tol", options.tolerance());
        own.put("compl_inf_tol", options.complementarity());
        own.put("max_iter", options.iterationLimit());
        own.put("print_level", 0);
        // No banner: standard output belongs to results.
        own.put("sb", "yes");
        // A file ipopt.opt that happens to lie in the working folder must not change the answer.
        own.put("option_file_name", "");
        // Ipopt moves bounds outwards by 1e-8 while it works; the answer respects the real ones (the default before
        // 3.14).
        own.put("honor_original_bounds", "yes");
        if (scaled) {
            own.put("nlp_scaling_method", "user-scaling");
        }
        if (warm) {
            // Stay near the given point: the default pushes of 1e-2 and the default μ of 0.1 would throw it away.
            own.put("warm_start_init_point", "yes");
            own.put("warm_start_bound_push", 1e-9);
            own.put("warm_start_bound_frac", 1e-9);
            own.put("warm_start_slack_bound_push", 1e-9);
            own.put("warm_start_slack_bound_frac", 1e-9);
            own.put("warm_start_mult_bound_push", 1e-9);
            own.put("mu_init", 1e-6);
        }
    }

    /** The value that will hold for an option, as text, or a default. */
    String get(String name, String otherwise) {
        return String.valueOf(users.getOrDefault(name, own.getOrDefault(name, otherwise)));
    }

    void apply(IpoptProblem problem, IpoptLibrary library) {
        Map<String, Object> all = new LinkedHashMap<>(own);
        if (!users.isEmpty()) {
            try (IpoptRehearsal rehearsal = new IpoptRehearsal(library)) {
                users.forEach((name, value) -> {
                    Object accepted = rehearsal.accepted(name, value);
                    if (accepted == null) {
                        throw refused(library, name, value);
                    }
                    all.put(name, accepted);
                });
            }
        }
        all.forEach((name, value) -> {
            if (!set(problem, name, value)) {
                throw refused(library, name, value);
            }
        });
    }

    private static boolean set(IpoptProblem problem, String name, Object value) {
        if (value instanceof Integer whole) {
            return problem.set(name, whole.intValue());
        }
        return value instanceof Double real ? problem.set(name, real.doubleValue()) : problem.set(name, (String) value);
    }

    private static UnknownOptionException refused(IpoptLibrary library, String name, Object value) {
        IpoptOptionCatalogue catalogue = IpoptOptionCatalogue.of(library);
        String solver = "Ipopt " + library.version();
        if (catalogue.contains(name)) {
            return new UnknownOptionException(
                    name,
                    solver + " does not accept " + value + " for its option " + name + "; accepted: "
                            + catalogue.accepted().get(name));
        }
        String nearest = catalogue.nearest(name);
        return new UnknownOptionException(
                name, solver + " has no option " + name + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }

    /** Ipopt found out only when it started that the options do not work together, or that a linear solver is not there. */
    UnknownOptionException unusable(IpoptLibrary library) {
        String solver = "Ipopt " + library.version();
        if (users.containsKey("linear_solver")) {
            return new UnknownOptionException(
                    "linear_solver",
                    solver + " cannot load the linear solver " + users.get("linear_solver")
                            + "; the one it brings is " + library.linearSolver()
                            + " (from 3.14 on, options hsllib and pardisolib name a library to load)");
        }
        String names = String.join(", ", users.keySet());
        return new UnknownOptionException(names, solver + " cannot work with this combination of options: " + names);
    }
}
