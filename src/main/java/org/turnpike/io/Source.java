package org.turnpike.io;

import org.turnpike.problem.InputException;

/**
 * A text that is read, and its name in messages.
 *
 * @param name the file as the user named it, or the command-line option
 * @param isFile whether a position in it is worth telling
 */
record Source(String name, String text, boolean isFile) {
    private static final int WIDEST = 110;

    /**
     * An error with the line it is about.
     *
     * @param line counted from 0
     * @param column counted from 0, in code points
     * @param length how many characters to underline
     */
    InputException error(int line, int column, int length, String message) {
        if (!isFile) {
            return new InputException(name + ": " + message);
        }
        String start = name + ":" + (line + 1) + ":" + (column + 1) + ": " + message;
        String shown = line(line);
        if (shown.isBlank()) {
            return new InputException(start);
        }
        int at = Math.min(offset(shown, column), shown.length());
        int from = at > WIDEST - 20 ? at - WIDEST / 2 : 0;
        int to = Math.min(shown.length(), from + WIDEST);
        StringBuilder excerpt = new StringBuilder(start);
        excerpt.append("\n  ").append(from > 0 ? "…" : " ");
        for (int i = from; i < to; i++) {
            excerpt.append(shown.charAt(i) < ' ' ? ' ' : shown.charAt(i));
        }
        excerpt.append(to < shown.length() ? "…" : "").append("\n   ");
        excerpt.append(" ".repeat(at - from)).append("^".repeat(Math.max(1, Math.min(length, to - at))));
        return new InputException(excerpt.toString());
    }

    /** A line without its break; empty beyond the end. */
    String line(int line) {
        int from = 0;
        for (int k = 0; k < line; k++) {
            int end = lineEnd(from);
            if (end == text.length()) {
                return "";
            }
            from = text.startsWith("\r\n", end) ? end + 2 : end + 1;
        }
        return text.substring(from, lineEnd(from));
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    /** The index of the character at a column counted in code points; past the end for a column past the end. */
    static int offset(String line, int column) {
        int index = 0;
        for (int k = 0; k < column && index < line.length(); k++) {
            index += Character.charCount(line.codePointAt(index));
        }
        return index;
    }
}
