package org.turnpike.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.turnpike.problem.InputException;

/** A folder for results, looked at before the work that fills it; it is made only when there is something to write. */
final class OutputFolder {
    private OutputFolder() {}

    /**
     * Checks that the folder exists, or could be made, and can be written.
     *
     * @throws InputException if not
     */
    static void check(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            throw new InputException(folder + ": no such folder can be made");
        }
        if (!Files.isDirectory(existing)) {
            throw new InputException(folder + ": the solution cannot be written here: " + existing
                    + " is a file, not a folder; another place is given by --out");
        }
        if (!Files.isWritable(existing)) {
            throw new InputException(folder + ": the solution cannot be written here: no permission to write in "
                    + existing + "; another place is given by --out");
        }
    }
}
