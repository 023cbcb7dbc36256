package org.turnpike.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line or two what is wrong with a command line. */
final class WrongArguments {
    private WrongArguments() {}

    static int report(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        List<String> commands = new ArrayList<>(command.getSubcommands().keySet());
        String first = e instanceof UnmatchedArgumentException unmatched && !commands.isEmpty()
                ? unmatched.getUnmatched().get(0)
                : "-";
        if (first.startsWith("-")) {
            err.println(e.getMessage());
            UnmatchedArgumentException.printSuggestions(e, err);
        } else {
            err.println("unknown command '" + first + "'" + hint(first, commands) + " (the commands are "
                    + String.join(", ", commands) + ")");
        }
        err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.WRONG_INPUT;
    }

    private static String hint(String word, List<String> commands) {
        String nearest = NearestName.to(word, commands);
        if (nearest != null) {
            return "; did you mean '" + nearest + "'?";
        }
        return isFile(word) ? "; did you mean 'solve " + word + "'?" : "";
    }

    private static boolean isFile(String word) {
        try {
            return Files.isRegularFile(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
