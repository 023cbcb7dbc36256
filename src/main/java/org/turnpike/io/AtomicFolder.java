package org.turnpike.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes several files of one folder so that no reader ever sees a half-written one: each goes into a temporary file beside its
 * place, and only when all are complete are they moved, each atomically, the one named last at the end.
 *
 * <pre>
 *   try (AtomicFolder folder = AtomicFolder.open(directory)) {
 *       folder.write("trajectory.csv", out -&gt; …);
 *       folder.write("solution.json", out -&gt; …);
 *       folder.commit();
 *   }
 * </pre>
 *
 * Closing without {@link #commit()} leaves the folder as it was.
 */
public final class AtomicFolder implements AutoCloseable {
    private final Path directory;
    private final Map<Path, Path> pending = new LinkedHashMap<>();

    private AtomicFolder(Path directory) {
        this.directory = directory;
    }

    /** What goes into a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is buffered and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Creates the folder if it does not exist. */
    public static AtomicFolder open(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new AtomicFolder(directory);
    }

    /** Writes a file under a temporary name. */
    public void write(String name, Content content) throws IOException {
        Path temporary = Files.createTempFile(directory, "." + name + ".", ".tmp");
        pending.put(temporary, directory.resolve(name));
        try (OutputStream file = Files.newOutputStream(temporary, StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = new java.io.BufferedOutputStream(file, 1 << 16)) {
            content.writeTo(out);
        }
        makeReadable(temporary);
    }

    /** Writes a text in UTF-8 under a temporary name. */
    public void write(String name, String text) throws IOException {
        write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Moves all files to their places. */
    public void commit() throws IOException {
        var entries = pending.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Path, Path> entry = entries.next();
            try {
                Files.move(entry.getKey(), entry.getValue(), StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException unsupported) {
                Files.move(entry.getKey(), entry.getValue(), StandardCopyOption.REPLACE_EXISTING);
            }
            entries.remove();
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        for (Path temporary : pending.keySet()) {
            Files.deleteIfExists(temporary);
        }
        pending.clear();
    }

    /** Temporary files are private by default; a solution is as readable as any other file of the user. */
    private static void makeReadable(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        }
    }
}
