package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A command line that ran inside the test: its exit status and what it printed. */
record Run(int status, String out, String err) {

    /** Rest to rest in unit time with least ∫u²: the optimum is 12, u = 6 − 12 t. */
    static final String REST_TO_REST =
            """
            turnpike: 1
            name: rest to rest
            reference: {objective: 12, tolerance: 1e-6, source: "u = 6 - 12 t"}
            constants: {umax: 20}
            time: {start: 0, end: 1}
            states:
              x: {start: 0, end: 1}
              v: {start: 0, end: 0}
            controls:
              u: {lower: -umax, upper: umax}
            let:
              power: u^2
            dynamics:
              x: v
              v: u
            minimize: {integral: power}
            transcription: {scheme: hermite-simpson, intervals: 10}
            """;

    static Run of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new Run(status, out.toString(), err.toString());
    }

    /** Writes a problem file. */
    static Path file(Path folder, String text) {
        try {
            return Files.writeString(folder.resolve("problem.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code solution.json} of a folder. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> json(Path folder) throws IOException {
        // YAML 1.2 contains JSON.
        String text = Files.readString(folder.resolve("solution.json"));
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}
