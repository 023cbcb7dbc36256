package org.turnpike.io;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A small table of texts as comma-separated values, quoted where needed; the first row is the head. */
public record CsvRows(List<List<String>> rows) {
    /** Writes the table as a file of a folder, whole or not at all. */
    public void write(Path folder, String name) throws IOException {
        try (AtomicFolder out = AtomicFolder.open(folder)) {
            out.write(name, this::writeTo);
            out.commit();
        }
    }

    void writeTo(OutputStream stream) throws IOException {
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        rows.forEach(csv::writeRecord);
        csv.flush();
    }
}
