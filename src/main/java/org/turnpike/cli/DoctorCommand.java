package org.turnpike.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.SelfTest;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.nlp.ipopt.IpoptLibrary;
import org.turnpike.nlp.ipopt.IpoptSolver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code turnpike doctor}: what is installed, and a self-test. */
@Command(
        name = "doctor",
        description = "Say what is installed, which Ipopt and linear solver is used, and test it.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION)
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Java          " + System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        out.println("system        " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        out.println("processors    " + Runtime.getRuntime().availableProcessors());
        out.println("memory        " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB for Java");
        IpoptLibrary library = IpoptLibrary.find();
        IpoptSolver solver = new IpoptSolver(library);
        SolverIdentity identity = solver.identity();
        out.println("Ipopt         " + identity.version() + ", linear solver " + identity.linearSolver());
        out.println("library       " + library.location());
        String blas = library.blas();
        out.println("BLAS          "
                + (blas == null ? "not OpenBLAS; the reference BLAS or another one that does not tell" : blas));
        String fault = library.faultOfBlas();
        out.println("BLAS test     " + verdict(library, fault));
        SelfTest test = SelfTest.run(solver);
        out.println("self-test     " + test.text());
        return test.passed() && fault == null ? ExitStatus.SOLVED : ExitStatus.NOT_SOLVED;
    }

    private static String verdict(IpoptLibrary library, @Nullable String fault) {
        if (fault != null) {
            return "FAILED: " + fault;
        }
        return library.blasIsVisible()
                ? "passed: products, rank-k update, triangular solve, factorization"
                : "not possible: its routines cannot be seen";
    }
}
