package org.turnpike.io;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnpike.problem.InputException;

/** A node of a YAML document that knows where it stands. */
sealed interface Node {
    Location location();

    /** The height of the tree below, 1 for a scalar. */
    int height();

    /** The number of nodes, those behind an alias counted each time: what walking the tree costs. */
    long weight();

    /**
     * Where a node stands.
     *
     * @param line counted from 0
     * @param column counted from 0
     * @param length characters to underline
     */
    record Location(Source source, int line, int column, int length) {
        InputException error(String message) {
            return source.error(line, column, length, message);
        }
    }

    /**
     * A text.
     *
     * @param isPlain whether it stands without quotes on one line
     * @param inFlow whether it stands inside [ ] or { }, where a comma ends it
     */
    record Scalar(String text, boolean isPlain, boolean inFlow, Location location) implements Node {
        /** Whether nothing is written: an empty value, ~ or null. */
        boolean isNull() {
            return isPlain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        /** An error about characters {@code from} to {@code to} of the text, pointing there if the text stands on one line. */
        InputException error(int from, int to, String message) {
            Source source = location.source();
            String line = source.line(location.line());
            int start = Source.offset(line, location.column());
            if (!line.startsWith(text, start)) {
                boolean quoted = start < line.length() && (line.charAt(start) == '"' || line.charAt(start) == '\'');
                if (!quoted || !line.startsWith(text, start + 1)) {
                    return location.error(message);
                }
                start++;
            }
            int column = line.codePointCount(0, start + Math.min(from, text.length()));
            return source.error(location.line(), column, Math.max(1, to - from), message);
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public long weight() {
            return 1;
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Location location, int height, long weight) implements Node {}

    /** Named values, in the file's order. */
    record Mapping(Map<String, Entry> entries, Location location, int height, long weight) implements Node {
        static Mapping empty(Location location) {
            return new Mapping(new LinkedHashMap<>(), location, 1, 1);
        }
    }

    /** A value and where its key stands. */
    record Entry(Location key, Node value) {}
}
