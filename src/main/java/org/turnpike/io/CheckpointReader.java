package org.turnpike.io;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.InputException;
import org.turnpike.training.Checkpoint;

/** Reads what {@link CheckpointWriter} wrote. */
public final class CheckpointReader {
    private final Path file;
    private final ByteBuffer bytes;

    private CheckpointReader(Path file, byte[] content) {
        this.file = file;
        bytes = ByteBuffer.wrap(content);
    }

    /** Whether a folder holds a checkpoint. */
    public static boolean exists(Path directory) {
        return Files.isRegularFile(directory.resolve(CheckpointWriter.NAME));
    }

    /**
     * The checkpoint of a folder.
     *
     * @throws InputException if there is none, or it cannot be read
     */
    public static Checkpoint read(Path directory) {
        Path file = directory.resolve(CheckpointWriter.NAME);
        if (!exists(directory)) {
            throw new InputException(
                    directory + ": there is no " + CheckpointWriter.NAME
                            + " to resume from; a run leaves one when it is stopped or killed, and removes it when it has converged");
        }
        try {
            return new CheckpointReader(file, Files.readAllBytes(file)).checkpoint();
        } catch (IOException e) {
            throw new InputException(file + ": the checkpoint cannot be read: " + e.getMessage());
        }
    }

    /** Why a checkpoint is not of this problem and method; or null. */
    public static @Nullable String foreign(Checkpoint checkpoint, String digest, String method) {
        if (!checkpoint.method().equals(method)) {
            return "it is of a run with method: " + checkpoint.method() + ", not " + method;
        }
        return checkpoint.digest().equals(digest)
                ? null
                : "it is of another problem: the file, its overrides or its data have changed in more than the limits on"
                        + " iterations, time, tolerance and threads";
    }

    private Checkpoint checkpoint() {
        try {
            byte[] magic = new byte[CheckpointWriter.MAGIC.length];
            bytes.get(magic);
            if (!Arrays.equals(magic, CheckpointWriter.MAGIC)) {
                throw new InputException(file + ": this is no checkpoint");
            }
            int version = bytes.getInt();
            if (version != CheckpointWriter.VERSION) {
                throw new InputException(file + ": the checkpoint has the format " + version + "; this version reads "
                        + CheckpointWriter.VERSION);
            }
            int end = bytes.limit() - Long.BYTES;
            CRC32 checksum = new CRC32();
            checksum.update(bytes.array(), 0, Math.max(0, end));
            if (end < bytes.position() || bytes.getLong(end) != checksum.getValue()) {
                throw damaged();
            }
            Checkpoint result =
                    new Checkpoint(text(), text(), bytes.getInt(), number(), number(), number(), array(), memory());
            if (bytes.position() != end) {
                throw damaged();
            }
            return result;
        } catch (BufferUnderflowException e) {
            throw damaged();
        }
    }

    private InputException damaged() {
        return new InputException(file + ": the checkpoint is damaged; remove it and solve without --resume");
    }

    private int length(int size) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining() / size) {
            throw damaged();
        }
        return length;
    }

    private String text() {
        byte[] text = new byte[length(1)];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private double number() {
        return Double.longBitsToDouble(bytes.getLong());
    }

    private double[] array() {
        double[] values = new double[length(Double.BYTES)];
        for (int j = 0; j < values.length; j++) {
            values[j] = number();
        }
        return values;
    }

    private Map<String, double[]> memory() {
        int count = length(1);
        Map<String, double[]> memory = new HashMap<>();
        for (int i = 0; i < count; i++) {
            memory.put(text(), array());
        }
        return memory;
    }
}
