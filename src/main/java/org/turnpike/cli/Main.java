package org.turnpike.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.turnpike.nlp.UnknownOptionException;
import org.turnpike.nlp.ipopt.MissingIpoptException;
import org.turnpike.problem.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point. */
@Command(
        name = "turnpike",
        description = "Optimal control from text files, by direct transcription, with answers that are checked.",
        mixinStandardHelpOptions = true,
        version = "Turnpike 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SolveCommand.class, CheckCommand.class, DoctorCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs a command line and returns the exit status. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((e, command, result) -> exitStatus(e, command.getErr()));
        if (arguments.length == 0) {
            line.usage(err);
            return ExitStatus.WRONG_INPUT;
        }
        int status = line.execute(arguments);
        out.flush();
        err.flush();
        return status;
    }

    private static int exitStatus(Exception e, PrintWriter err) throws Exception {
        if (e instanceof MissingIpoptException) {
            err.println(e.getMessage());
            return ExitStatus.MISSING_COMPONENT;
        }
        if (e instanceof InputException || e instanceof UnknownOptionException) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        if (e instanceof java.io.IOException || e instanceof java.io.UncheckedIOException) {
            err.println("cannot read or write: " + e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        throw e;
    }
}
