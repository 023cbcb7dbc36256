package org.turnpike.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.InputException;

/** Replaces branches of a problem file's tree, as {@code --set constants.Tmax=4} asks. */
final class Overrides {
    private Overrides() {}

    /** The tree with each of {@code overrides}, of the form {@code path.to.key=value}, put in; list items count from 1. */
    static Node.Mapping apply(Node.Mapping root, List<String> overrides) {
        Node.Mapping result = root;
        for (String override : overrides) {
            result = apply(result, override);
        }
        return result;
    }

    private static Node.Mapping apply(Node.Mapping root, String override) {
        String name = "--set " + override;
        int equals = override.indexOf('=');
        String path = equals < 0 ? "" : override.substring(0, equals).strip();
        if (path.isEmpty()) {
            throw new InputException(name + ": expected path.to.key=value, as in --set constants.Tmax=4");
        }
        Source source = new Source(name, override.substring(equals + 1), false);
        Node.Location location = new Node.Location(source, 0, 0, 1);
        @Nullable Node value = YamlTree.read(source);
        String[] keys = path.split("\\.", -1);
        Node result =
                replaced(root, keys, 0, value == null ? new Node.Scalar("", true, false, location) : value, location);
        return (Node.Mapping) result;
    }

    private static Node replaced(Node node, String[] keys, int k, Node value, Node.Location location) {
        if (k == keys.length) {
            return value;
        }
        if (k > 32 || keys[k].isEmpty()) {
            throw location.error("expected path.to.key=value, as in --set constants.Tmax=4");
        }
        if (node instanceof Node.Sequence s) {
            return item(s, keys, k, value, location);
        }
        Node.Mapping mapping = node instanceof Node.Mapping m ? m : empty(node, keys, k, location);
        Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
        Node.@Nullable Entry old = entries.get(keys[k]);
        Node child = replaced(old == null ? Node.Mapping.empty(location) : old.value(), keys, k + 1, value, location);
        entries.put(keys[k], new Node.Entry(location, child));
        return new Node.Mapping(entries, mapping.location(), mapping.height(), mapping.weight());
    }

    private static Node.Mapping empty(Node node, String[] keys, int k, Node.Location location) {
        if (node instanceof Node.Scalar s && s.isNull()) {
            return Node.Mapping.empty(location);
        }
        String path = String.join(".", List.of(keys).subList(0, k));
        throw location.error(path + " is a single value and has no key '" + keys[k] + "'");
    }

    private static Node item(Node.Sequence s, String[] keys, int k, Node value, Node.Location location) {
        int index;
        try {
            index = Integer.parseInt(keys[k]);
        } catch (NumberFormatException e) {
            index = 0;
        }
        if (index < 1 || index > s.items().size()) {
            String path = String.join(".", List.of(keys).subList(0, k));
            throw location.error(
                    path + " is a list with the items 1 to " + s.items().size() + ", it has no '" + keys[k] + "'");
        }
        List<Node> items = new ArrayList<>(s.items());
        items.set(index - 1, replaced(items.get(index - 1), keys, k + 1, value, location));
        return new Node.Sequence(items, s.location(), s.height(), s.weight());
    }
}
