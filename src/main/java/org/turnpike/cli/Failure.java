package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.turnpike.nlp.UnknownOptionException;
import org.turnpike.nlp.ipopt.MissingIpoptException;
import org.turnpike.problem.InputException;
import org.turnpike.training.ClusterException;
import org.turnpike.training.MissingClusterException;

/** What could not be done, as one message for the user and an exit status; never a stack trace unless it is asked for. */
final class Failure {
    /** Environment variable: if set, errors of the program itself are shown with their stack trace. */
    static final String DEBUG = "TURNPIKE_DEBUG";

    private Failure() {}

    /**
     * Tells the user and returns the exit status.
     *
     * @param trace whether to print the stack trace of what nobody expected
     */
    static int report(Throwable e, PrintWriter err, boolean trace) {
        if (e instanceof MissingIpoptException || e instanceof MissingClusterException) {
            err.println(e.getMessage());
            return ExitStatus.MISSING_COMPONENT;
        }
        if (e instanceof InputException || e instanceof UnknownOptionException) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        if (e instanceof ClusterException) {
            err.println(e.getMessage());
            return ExitStatus.NOT_SOLVED;
        }
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        if (cause instanceof IOException io) {
            err.println("cannot read or write " + reason(io));
        } else if (e instanceof OutOfMemoryError) {
            err.println("out of memory: " + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MiB for Java are not enough; a coarser mesh needs less (--set transcription.intervals=…), and"
                    + " TURNPIKE_JAVA_OPTIONS=-Xmx8g gives more");
        } else {
            String[] lines = String.valueOf(e.getMessage()).split("\\R", 2);
            err.println("internal error: " + e.getClass().getSimpleName() + ": " + lines[0]
                    + "; please report it with the problem file"
                    + (trace ? "" : " (" + DEBUG + "=1 shows where it arose)"));
        }
        if (trace) {
            e.printStackTrace(err);
        }
        return ExitStatus.NOT_SOLVED;
    }

    /** The file and, in words, what is wrong with it: the messages of these exceptions are often the path alone. */
    private static String reason(IOException e) {
        if (!(e instanceof FileSystemException f) || f.getFile() == null) {
            return "a file: " + e.getMessage();
        }
        String reason = f.getReason();
        if (e instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (e instanceof FileAlreadyExistsException) {
            reason = "a file of this name is in the way";
        } else if (e instanceof NoSuchFileException) {
            reason = "no such file or folder";
        }
        return f.getFile() + ": " + (reason == null ? "the system refuses" : reason);
    }
}
