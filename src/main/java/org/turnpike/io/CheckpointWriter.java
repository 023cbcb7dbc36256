package org.turnpike.io;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.turnpike.training.Checkpoint;

/**
 * Writes {@code checkpoint.bin} into a solution folder: beside its place first, then moved there, so that there is always a whole one.
 *
 * <p>Big-endian: the eight letters TURNPIKE, the format's version (int), digest and method (texts: length in bytes as an int, UTF-8), iteration (int),
 * seconds, value and norm of the gradient, u, the number of arrays that the method remembers, and for each its name and values; an array is its
 * length and the bits of its numbers. At the end CRC-32 of all before (long).
 */
public final class CheckpointWriter {
    /** The file in the solution folder. */
    public static final String NAME = "checkpoint.bin";

    static final byte[] MAGIC = "TURNPIKE".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;

    private CheckpointWriter() {}

    /** Replaces the folder's checkpoint. */
    public static void write(Path directory, Checkpoint checkpoint) throws IOException {
        try (AtomicFolder folder = AtomicFolder.open(directory)) {
            folder.write(NAME, out -> write(out, checkpoint));
            folder.commit();
        }
    }

    /** Removes the folder's checkpoint, and what writers that were killed left behind. */
    public static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "." + NAME + ".*.tmp")) {
                for (Path leftover : leftovers) {
                    Files.deleteIfExists(leftover);
                }
            }
        }
    }

    private static void write(OutputStream stream, Checkpoint checkpoint) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(stream, new CRC32());
        DataOutputStream out = new DataOutputStream(checked);
        out.write(MAGIC);
        out.writeInt(VERSION);
        text(out, checkpoint.digest());
        text(out, checkpoint.method());
        out.writeInt(checkpoint.iteration());
        number(out, checkpoint.seconds());
        number(out, checkpoint.value());
        number(out, checkpoint.gradientNorm());
        array(out, checkpoint.u());
        Map<String, double[]> memory = new TreeMap<>(checkpoint.memory());
        out.writeInt(memory.size());
        for (Map.Entry<String, double[]> entry : memory.entrySet()) {
            text(out, entry.getKey());
            array(out, entry.getValue());
        }
        out.flush();
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void number(DataOutputStream out, double value) throws IOException {
        out.writeLong(Double.doubleToRawLongBits(value));
    }

    private static void array(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            number(out, value);
        }
    }
}
