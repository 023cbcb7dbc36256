package org.turnpike.nlp.ipopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.UnknownOptionException;

class IpoptOptionsTest {
    private static NlpSolution solve(IpoptLibrary library, Map<String, Object> options) {
        return new IpoptSolver(library)
                .solve(
                        new Chain(10),
                        NlpStart.at(new Chain(10).start()),
                        null,
                        new NlpOptions(1e-8, 100, Double.POSITIVE_INFINITY, options),
                        IterationListener.SILENT);
    }

    private static UnknownOptionException refusal(IpoptLibrary library, String name, Object value) {
        UnknownOptionException thrown =
                assertThrows(UnknownOptionException.class, () -> solve(library, Map.of(name, value)));
        assertEquals(name, thrown.option());
        return thrown;
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void suggestsTheNearestName(IpoptLibrary library) {
        String message = refusal(library, "max_itr", 5).getMessage();
        assertTrue(message.contains("has no option max_itr; did you mean max_iter?"), message);
        message = refusal(library, "mustrategy", "adaptive").getMessage();
        assertTrue(message.contains("did you mean mu_strategy?"), message);
        message = refusal(library, "completely_unlike_anything", 1.0).getMessage();
        assertTrue(message.endsWith("has no option completely_unlike_anything"), message);
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void saysWhatAnOptionAccepts(IpoptLibrary library) {
        String message = refusal(library, "mu_strategy", "adaptve").getMessage();
        assertTrue(message.contains("does not accept adaptve"), message);
        assertTrue(message.endsWith("accepted: monotone, adaptive"), message);
        message = refusal(library, "tol", -1.0).getMessage();
        assertTrue(message.endsWith("accepted: 0 < value < +inf"), message);
        refusal(library, "max_iter", "many");
        refusal(library, "max_iter", 2.5);
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void usersOptionsWin(IpoptLibrary library) {
        assertEquals(
                NlpStatus.ITERATION_LIMIT, solve(library, Map.of("max_iter", 1)).status());
        assertEquals(
                NlpStatus.ITERATION_LIMIT,
                solve(library, Map.of("max_iter", 1.0)).status());
        // A whole number for a number option, a truth value for yes or no.
        Map<String, Object> options = Map.of("mu_max", 1, "mu_strategy", "adaptive", "warm_start_init_point", false);
        assertEquals(NlpStatus.OPTIMAL, solve(library, options).status());
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void namesALinearSolverThatIsNotThere(IpoptLibrary library) {
        String message = refusal(library, "linear_solver", "ma57").getMessage();
        assertTrue(message.contains("cannot load the linear solver ma57"), message);
        assertTrue(message.contains("mumps"), message);
    }

    /** A library to load at run time is an option from 3.14 on only; before, it must not be ignored. */
    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void takesLibrariesOfLinearSolversWhereTheVersionDoes(IpoptLibrary library) {
        if (library.version().startsWith("3.11")) {
            refusal(library, "hsllib", "/nowhere/libhsl.so");
        } else {
            assertEquals(
                    NlpStatus.OPTIMAL,
                    solve(library, Map.of("hsllib", "/nowhere/libhsl.so", "pardisolib", "/nowhere/libpardiso.so"))
                            .status());
        }
    }

    @Test
    void readsNamesRangesAndChoicesFromTheDocumentation() {
        IpoptOptionCatalogue catalogue = IpoptOptionCatalogue.parse(
                """
                ### Termination ###

                tol                                    0 <  (      1e-08) <  +inf
                   Desired convergence tolerance (relative).
                     This is epsilon_tol in Eqn. (6).

                max_iter                               0 <= (       3000) <  +inf
                   Maximum number of iterations.

                sb                            ("no")
                   Possible values:
                    - no                      [ordinary]
                    - yes                     [shows
                                               nothing]
                """);
        assertEquals(
                Map.of("tol", "0 < value < +inf", "max_iter", "0 <= value < +inf", "sb", "no, yes"),
                catalogue.accepted());
    }
}
