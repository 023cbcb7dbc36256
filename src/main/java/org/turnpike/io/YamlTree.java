package org.turnpike.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.turnpike.problem.InputException;

/**
 * Builds {@link Node}s from the events of a YAML parser. Bounded in depth and in the number of nodes, those behind aliases
 * counted each time, so that a small hostile file stays small.
 */
final class YamlTree {
    private static final int DEEPEST = 64;
    private static final long HEAVIEST = 200_000;

    private final Source source;
    private final ParserImpl events;
    private final Map<String, Node> anchors = new HashMap<>();
    private int flow;

    private YamlTree(Source source) {
        this.source = source;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(Integer.MAX_VALUE)
                // The reader copies what is left of a long scalar each time it refills its buffer: refill once.
                .setBufferSize(source.text().length() + 16)
                .build();
        this.events = new ParserImpl(settings, new StreamReader(settings, source.text()));
    }

    /** The document's root, or null for an empty document. */
    static @Nullable Node read(Source source) {
        refuseControlCharacters(source);
        YamlTree tree = new YamlTree(source);
        try {
            return tree.document();
        } catch (MarkedYamlEngineException e) {
            throw notYaml(source, e);
        } catch (YamlEngineException | IndexOutOfBoundsException | NumberFormatException e) {
            throw source.error(0, 0, 1, "this is not valid YAML: " + oneLine(e.getMessage()));
        }
    }

    private static void refuseControlCharacters(Source source) {
        String text = source.text();
        int line = 0;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            } else if (c < ' ' && c != '\t' && c != '\r' || c == 0x7f) {
                String code = String.format(Locale.ROOT, "U+%04X", (int) c);
                throw source.error(
                        line, i - lineStart, 1, "the control character " + code + " has no place in a text file");
            }
        }
    }

    private static InputException notYaml(Source source, MarkedYamlEngineException e) {
        @Nullable Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
        String problem = oneLine(e.getProblem());
        int line = mark == null ? 0 : mark.getLine();
        int column = mark == null ? 0 : mark.getColumn();
        if (problem.contains("TAB")) {
            return source.error(line, column, 1, "this is not valid YAML: a tab stands here; indent with spaces");
        }
        return source.error(line, column, 1, "this is not valid YAML: " + problem + hint(problem));
    }

    private static String hint(String problem) {
        if (problem.contains("mapping values are not allowed")) {
            return "; is a line above indented differently, or does a text with ': ' lack its quotes?";
        }
        if (problem.contains("but got") && (problem.contains("','") || problem.contains("["))) {
            return "; is a bracket not closed, or does a text with [ ] { } or , lack its quotes?";
        }
        if (problem.contains("expected a comment or a line break") || problem.contains("chomping")) {
            return "; a text that begins with | or > needs quotes, and an absolute value is written abs(x)";
        }
        if (problem.contains("undefined alias")) {
            return "; a text that begins with * needs quotes";
        }
        return "";
    }

    private static String oneLine(@Nullable String message) {
        return message == null
                ? "unreadable"
                : message.replace('\n', ' ').replace('\r', ' ').strip();
    }

    private @Nullable Node document() {
        events.next();
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return null;
        }
        events.next();
        Node root = node(1);
        events.next();
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            throw location(events.next()).error("a second document begins here; a problem file holds one");
        }
        return root;
    }

    private Node node(int depth) {
        Event event = events.next();
        Node.Location location = location(event);
        if (depth > DEEPEST) {
            throw location.error("nested deeper than " + DEEPEST + " levels");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias, location, depth);
        }
        NodeEvent start = (NodeEvent) event;
        @Nullable
        String anchor = start.getAnchor().isPresent() ? start.getAnchor().get().getValue() : null;
        if (anchor != null) {
            anchors.remove(anchor);
        }
        Node node;
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), location);
            node = new Node.Scalar(scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN, flow > 0, location);
        } else {
            CollectionStartEvent collection = (CollectionStartEvent) event;
            refuseTag(collection.getTag(), location);
            flow += collection.isFlow() ? 1 : 0;
            node = event.getEventId() == Event.ID.SequenceStart ? sequence(location, depth) : mapping(location, depth);
            flow -= collection.isFlow() ? 1 : 0;
        }
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        return node;
    }

    private Node alias(AliasEvent event, Node.Location location, int depth) {
        String name = event.getAlias().getValue();
        @Nullable Node node = anchors.get(name);
        if (node == null) {
            throw location.error("the alias *" + name + " has no anchor &" + name
                    + " before it; a text that begins with * needs quotes");
        }
        if (depth + node.height() > DEEPEST) {
            throw location.error("nested deeper than " + DEEPEST + " levels");
        }
        return node;
    }

    private static void refuseTag(Optional<String> tag, Node.Location location) {
        if (tag.isPresent() && !tag.get().equals("!")) {
            throw location.error(
                    "a tag such as " + tag.get() + " has no meaning here; remove it, or quote a text with !");
        }
    }

    private Node sequence(Node.Location location, int depth) {
        List<Node> items = new ArrayList<>();
        int height = 0;
        long weight = 1;
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            Node item = node(depth + 1);
            items.add(item);
            height = Math.max(height, item.height());
            weight = heavier(weight, item, location);
        }
        events.next();
        return new Node.Sequence(items, location, height + 1, weight);
    }

    private Node mapping(Node.Location location, int depth) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        int height = 0;
        long weight = 1;
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Node key = node(depth + 1);
            if (!(key instanceof Node.Scalar name)) {
                throw key.location().error("a key must be a name, not a list or a mapping");
            }
            Node value = node(depth + 1);
            Node.@Nullable Entry earlier = entries.putIfAbsent(name.text(), new Node.Entry(name.location(), value));
            if (earlier != null) {
                throw name.location()
                        .error("the key '" + name.text() + "' stands here twice, first in line "
                                + (earlier.key().line() + 1));
            }
            height = Math.max(height, value.height());
            weight = heavier(weight, value, location);
        }
        events.next();
        return new Node.Mapping(entries, location, height + 1, weight);
    }

    private static long heavier(long weight, Node child, Node.Location location) {
        long total = weight + child.weight();
        if (total > HEAVIEST) {
            throw location.error("more than " + HEAVIEST + " values, those repeated by aliases included");
        }
        return total;
    }

    private Node.Location location(Event event) {
        @Nullable Mark start = event.getStartMark().orElse(null);
        @Nullable Mark end = event.getEndMark().orElse(null);
        if (start == null || end == null) {
            return new Node.Location(source, 0, 0, 1);
        }
        int length = start.getLine() == end.getLine() ? Math.max(1, end.getColumn() - start.getColumn()) : 1;
        return new Node.Location(source, start.getLine(), start.getColumn(), length);
    }
}
