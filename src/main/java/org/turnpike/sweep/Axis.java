package org.turnpike.sweep;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.problem.InputException;

/**
 * A key of the problem file and the values that it takes.
 *
 * @param key such as {@code learning.horizon}
 * @param values as YAML
 */
public record Axis(String key, List<String> values) {
    private static final String EXPECTED = "expected key=value,value,… as in --over learning.horizon=16,36,81";

    public Axis {
        values = List.copyOf(values);
    }

    /**
     * Reads {@code key=v1,v2,…}; commas in brackets, braces and quotes do not separate.
     *
     * @throws InputException if there is no key, no value, or one twice
     */
    public static Axis parse(String text) {
        String name = "--over " + text;
        int equals = text.indexOf('=');
        String key = equals < 0 ? "" : text.substring(0, equals).strip();
        if (key.isEmpty()) {
            throw new InputException(name + ": " + EXPECTED);
        }
        List<String> values = new ArrayList<>();
        for (String value : split(text.substring(equals + 1))) {
            if (value.isBlank()) {
                throw new InputException(name + ": a value is empty; " + EXPECTED);
            }
            if (values.contains(value.strip())) {
                throw new InputException(name + ": the value " + value.strip() + " stands here twice");
            }
            values.add(value.strip());
        }
        return new Axis(key, values);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        char quote = 0;
        for (char c : text.toCharArray()) {
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            if (c == ',' && depth == 0 && quote == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
