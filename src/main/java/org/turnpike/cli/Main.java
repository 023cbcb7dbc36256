package org.turnpike.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point. */
@Command(
        name = "turnpike",
        description = "Optimal control from text files, by direct transcription, with answers that are checked.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SolveCommand.class,
            ShootCommand.class,
            CompareCommand.class,
            CheckCommand.class,
            SweepCommand.class,
            PredictCommand.class,
            RobustnessCommand.class,
            ReportCommand.class,
            BenchmarkCommand.class,
            DoctorCommand.class
        })
public final class Main {
    static final String VERSION = "Turnpike 0.1.0";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs a command line and returns the exit status. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        boolean trace = System.getenv(Failure.DEBUG) != null;
        CommandLine line = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                // A file name may begin with @.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(WrongArguments::report)
                .setExecutionExceptionHandler((e, command, result) -> Failure.report(e, err, trace));
        int status = ExitStatus.WRONG_INPUT;
        if (arguments.length == 0) {
            line.usage(err);
        } else {
            try {
                status = line.execute(arguments);
            } catch (OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
                status = Failure.report(e, err, trace);
            }
        }
        out.flush();
        err.flush();
        return status;
    }
}
