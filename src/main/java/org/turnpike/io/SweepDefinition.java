package org.turnpike.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.turnpike.problem.InputException;
import org.turnpike.sweep.Axis;
import org.turnpike.sweep.Grid;

/**
 * {@code sweep.json}: what a folder's points belong to, so that a sweep that is called again goes on only with its own.
 *
 * @param text of the problem file
 * @param overrides for all points
 * @param start where points start
 */
public record SweepDefinition(String text, List<String> overrides, Grid grid, String start) {
    private static final String FILE = "sweep.json";

    /** Reads the file's text. */
    public static SweepDefinition of(Path file, List<String> overrides, Grid grid, String start) {
        return new SweepDefinition(TextFile.read(file, 16), List.copyOf(overrides), grid, start);
    }

    /**
     * Makes a folder this sweep's.
     *
     * @throws InputException if it holds another
     */
    public void claim(Path folder) throws IOException {
        Path json = folder.resolve(FILE);
        if (Files.exists(json)) {
            if (!equals(read(json))) {
                throw new InputException(folder + ": this folder holds another sweep (its " + FILE
                        + " has another problem file, keys or overrides); choose another with --out, or delete it");
            }
            return;
        }
        try (AtomicFolder out = AtomicFolder.open(folder)) {
            out.write(FILE, this::writeTo);
            out.commit();
        }
    }

    private void writeTo(OutputStream stream) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(stream)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("file", text);
            strings(json, "set", overrides);
            json.writeArrayFieldStart("over");
            for (Axis axis : grid.axes()) {
                json.writeStartObject();
                json.writeStringField("key", axis.key());
                strings(json, "values", axis.values());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("start", start);
            json.writeEndObject();
        }
    }

    private static void strings(JsonGenerator json, String key, List<String> values) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static SweepDefinition read(Path path) {
        JsonTree json = JsonTree.read(path);
        List<Axis> axes = json.objects("over").stream()
                .map(axis -> new Axis(axis.text("key"), axis.texts("values")))
                .toList();
        return new SweepDefinition(json.text("file"), json.texts("set"), new Grid(axes), json.text("start"));
    }
}
