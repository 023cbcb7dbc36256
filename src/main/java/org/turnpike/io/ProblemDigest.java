package org.turnpike.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.turnpike.learning.TrainingTask;

/**
 * Tells whether two runs train the same thing: SHA-256 of the problem file's tree after overrides, without what says only how long to go on and
 * how the problem is called, and of the samples. Comments, order of keys and layout of the file do not count.
 */
final class ProblemDigest {
    private static final Set<String> LABELS = Set.of("name", "reference");
    private static final Set<String> LIMITS =
            Set.of("iterations", "epochs", "timeLimit", "tolerance", "threads", "checkpoint");
    private static final int CHUNK = 1 << 13;

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);

    private ProblemDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** In hexadecimal digits. */
    static String of(Node.Mapping tree, TrainingTask task) {
        ProblemDigest result = new ProblemDigest();
        result.add(tree, LABELS);
        result.add(task.inputs());
        result.add(task.targets());
        result.flush();
        return HexFormat.of().formatHex(result.digest.digest());
    }

    private void add(Node node, Set<String> omitted) {
        if (node instanceof Node.Scalar s) {
            add(s.isNull() ? "null" : "= " + s.text());
        } else if (node instanceof Node.Sequence s) {
            add("list " + s.items().size());
            for (Node item : s.items()) {
                add(item, Set.of());
            }
        } else if (node instanceof Node.Mapping m) {
            Map<String, Node.Entry> sorted = new TreeMap<>(m.entries());
            sorted.keySet().removeAll(omitted);
            add("mapping " + sorted.size());
            for (Map.Entry<String, Node.Entry> entry : sorted.entrySet()) {
                add(entry.getKey());
                boolean solver = omitted == LABELS && entry.getKey().equals("solver");
                add(entry.getValue().value(), solver ? LIMITS : Set.of());
            }
        }
    }

    /** With its length, so that no two lists of texts look alike. */
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private void add(double[][] rows) {
        for (double[] row : rows) {
            for (double value : row) {
                if (buffer.remaining() < Double.BYTES) {
                    flush();
                }
                buffer.putDouble(value);
            }
        }
    }

    private void flush() {
        buffer.flip();
        digest.update(buffer);
        buffer.clear();
    }
}
