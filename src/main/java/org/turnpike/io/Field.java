package org.turnpike.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.NearestName;
import org.turnpike.problem.InputException;

/** A node and the keys that lead to it, such as {@code states.h.lower}: what a message calls it. */
final class Field {
    private final @Nullable Field parent;
    private final String key;
    private final Node node;
    private final Node.Location keyLocation;

    private Field(@Nullable Field parent, String key, Node node, Node.Location keyLocation) {
        this.parent = parent;
        this.key = key;
        this.node = node;
        this.keyLocation = keyLocation;
    }

    static Field root(Node.Mapping node) {
        return root(node, "");
    }

    /** @param path what messages put before each key */
    static Field root(Node.Mapping node, String path) {
        return new Field(null, path, node, node.location());
    }

    /** The last key. */
    String key() {
        return key;
    }

    /** The line of the key, counted from 1. */
    int line() {
        return keyLocation.line() + 1;
    }

    /** All keys, joined by points; items of a list by their position in brackets. */
    String path() {
        if (parent == null) {
            return key;
        }
        String before = parent.path();
        return before.isEmpty() || key.startsWith("[") ? before + key : before + "." + key;
    }

    InputException error(String message) {
        return at(node.location(), message);
    }

    InputException keyError(String message) {
        return at(keyLocation, message);
    }

    /** An error about a part of this field's text. */
    InputException error(int from, int to, String message) {
        String whole = prefix() + message;
        return node instanceof Node.Scalar s
                ? s.error(from, to, whole)
                : node.location().error(whole);
    }

    private InputException at(Node.Location location, String message) {
        return location.error(prefix() + message);
    }

    private String prefix() {
        String path = path();
        return path.isEmpty() ? "" : path + ": ";
    }

    boolean isNull() {
        return node instanceof Node.Scalar s && s.isNull();
    }

    boolean isList() {
        return node instanceof Node.Sequence;
    }

    boolean isMapping() {
        return node instanceof Node.Mapping;
    }

    boolean isScalar() {
        return node instanceof Node.Scalar;
    }

    /** The scalar here. */
    Node.Scalar scalar(String expected) {
        if (node instanceof Node.Scalar s && !s.isNull()) {
            return s;
        }
        throw wrongType(expected);
    }

    /** The text here. */
    String text() {
        return scalar("a text").text();
    }

    InputException wrongType(String expected) {
        String found = node instanceof Node.Sequence
                ? "a list"
                : node instanceof Node.Mapping ? "a mapping of names to values" : isNull() ? "nothing" : "a text";
        return error("expected " + expected + ", found " + found);
    }

    /** The items of a list; none if nothing is written. */
    List<Field> items(String expected) {
        if (isNull()) {
            return List.of();
        }
        if (!(node instanceof Node.Sequence s)) {
            throw wrongType(expected);
        }
        List<Field> items = new ArrayList<>(s.items().size());
        for (int i = 0; i < s.items().size(); i++) {
            Node item = s.items().get(i);
            items.add(new Field(this, "[" + (i + 1) + "]", item, item.location()));
        }
        return items;
    }

    /** The values of a mapping; none if nothing is written. */
    List<Field> entries(String expected) {
        if (isNull()) {
            return List.of();
        }
        Node.Mapping mapping = mapping(expected);
        List<Field> entries = new ArrayList<>(mapping.entries().size());
        for (Map.Entry<String, Node.Entry> named : mapping.entries().entrySet()) {
            Node.Entry entry = named.getValue();
            entries.add(new Field(this, named.getKey(), entry.value(), entry.key()));
        }
        return entries;
    }

    /** The value of a key, or null if the key is absent or nothing is written. */
    @Nullable
    Field get(String name) {
        if (!(node instanceof Node.Mapping m)) {
            return null;
        }
        Node.@Nullable Entry entry = m.entries().get(name);
        if (entry == null || entry.value() instanceof Node.Scalar s && s.isNull()) {
            return null;
        }
        return new Field(this, name, entry.value(), entry.key());
    }

    /** The value of a key that must be there. */
    Field require(String name, String example) {
        @Nullable Field field = get(name);
        if (field == null) {
            throw keyError("the key '" + name + "' is missing, as in " + example);
        }
        return field;
    }

    /** Refuses keys other than these. */
    void only(String expected, String... keys) {
        if (isNull()) {
            return;
        }
        for (String name : mapping(expected).entries().keySet()) {
            if (!contains(keys, name)) {
                throw unknownKey(name, List.of(keys));
            }
        }
    }

    /** An error about a key of this mapping that means nothing. */
    InputException unknownKey(String name, List<String> keys) {
        Node.@Nullable Entry entry = ((Node.Mapping) node).entries().get(name);
        Node.Location location = entry == null ? node.location() : entry.key();
        String hint = NearestName.hint(name, keys);
        String expected = hint.isEmpty() ? "; expected one of " + String.join(", ", keys) : hint;
        return at(location, "unknown key '" + name + "'" + expected);
    }

    /** The mapping here. */
    Node.Mapping mapping(String expected) {
        if (node instanceof Node.Mapping m) {
            return m;
        }
        throw wrongType(expected);
    }

    private static boolean contains(String[] keys, String name) {
        for (String key : keys) {
            if (key.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
