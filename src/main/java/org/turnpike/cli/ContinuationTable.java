package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.CsvRows;
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
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("value", "inserted", "status", "objective", "iterations", "seconds")));
        for (Member member : members) {
            rows.add(List.of(
                    Double.toString(member.value()),
                    Boolean.toString(member.inserted()),
                    member.status().label(),
                    Double.toString(member.objective()),
                    Integer.toString(member.iterations()),
                    String.format(Locale.ROOT, "%.3f", member.seconds())));
        }
        new CsvRows(rows).write(folder, "continuation.csv");
    }
}
