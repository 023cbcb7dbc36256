package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.AtomicFolder;
import org.turnpike.solve.Continuation.Member;

/** The members of a chain of problems, one a line. */
final class ContinuationTable implements Consumer<Member> {
    private final String key;
    private final @Nullable PrintWriter out;

    /** @param out where to print, or null for silence */
    ContinuationTable(String key, @Nullable PrintWriter out) {
        this.key = key;
        this.out = out;
    }

    @Override
    public void accept(Member member) {
        if (out != null) {
            out.printf(
                    Locale.ROOT,
                    "  %s = %.8g%s: %s, objective %.9g, %d iterations, %.2f s%n",
                    key,
                    member.value(),
                    member.inserted() ? " (halfway)" : "",
                    member.status().label(),
                    member.objective(),
                    member.iterations(),
                    member.seconds());
            out.flush();
        }
    }

    /** {@code continuation.csv} beside the solution. */
    static void write(Path folder, List<Member> members) throws IOException {
        StringBuilder csv = new StringBuilder("value,inserted,status,objective,iterations,seconds\n");
        for (Member member : members) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%b,%s,%s,%d,%.3f%n",
                    member.value(),
                    member.inserted(),
                    member.status().label(),
                    member.objective(),
                    member.iterations(),
                    member.seconds()));
        }
        try (AtomicFolder file = AtomicFolder.open(folder)) {
            file.write("continuation.csv", csv.toString());
            file.commit();
        }
    }
}
