package org.turnpike.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.turnpike.problem.InputException;

/** An object of a JSON file that this program wrote; what is missing or of another kind is an {@link InputException}. */
final class JsonTree {
    private static final int LARGEST = 64;

    private final Path path;
    private final String where;
    private final Map<String, Object> members;

    private JsonTree(Path path, String where, Map<String, Object> members) {
        this.path = path;
        this.where = where;
        this.members = members;
    }

    static JsonTree read(Path path) {
        String text = TextFile.read(path, LARGEST);
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InputException(path + ": expected a JSON object");
            }
            return new JsonTree(path, "", object(parser));
        } catch (IOException e) {
            String[] lines = String.valueOf(e.getMessage()).split("\\R", 2);
            throw new InputException(path + ": this is not valid JSON: " + lines[0]);
        }
    }

    /** Nulls are left out. */
    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                members.put(name, value);
            }
        }
        return members;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Object item = value(parser);
                if (item != null) {
                    items.add(item);
                }
            }
            return items;
        }
        if (token.isNumeric()) {
            return parser.getDoubleValue();
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    /** A number; null, which stands for "does not apply", is NaN. */
    double number(String key) {
        return members.get(key) instanceof Double number ? number : Double.NaN;
    }

    int count(String key) {
        return (int) number(key);
    }

    String text(String key) {
        if (members.get(key) instanceof String text) {
            return text;
        }
        throw new InputException(path + ": the key '" + where + key + "' is missing; is this a solution.json?");
    }

    /** An object, or null if the key is missing or null. */
    @Nullable
    JsonTree find(String key) {
        return members.get(key) instanceof Map<?, ?> map ? tree(key, map) : null;
    }

    JsonTree object(String key) {
        JsonTree found = find(key);
        if (found == null) {
            throw new InputException(path + ": the key '" + where + key + "' is missing; is this a solution.json?");
        }
        return found;
    }

    List<JsonTree> objects(String key) {
        List<JsonTree> objects = new ArrayList<>();
        if (members.get(key) instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map) {
                    objects.add(tree(key, map));
                }
            }
        }
        return objects;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (members.get(key) instanceof List<?> items) {
            items.forEach(item -> texts.add(item.toString()));
        }
        return texts;
    }

    /** A list of numbers; empty if the key is missing. */
    double[] numbers(String key) {
        return members.get(key) instanceof List<?> items ? numbers(items) : new double[0];
    }

    /** A list of lists of numbers. */
    double[][] matrix(String key) {
        List<double[]> rows = new ArrayList<>();
        if (members.get(key) instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof List<?> row) {
                    rows.add(numbers(row));
                }
            }
        }
        return rows.toArray(double[][]::new);
    }

    private static double[] numbers(List<?> items) {
        return items.stream()
                .mapToDouble(item -> item instanceof Double number ? number : Double.NaN)
                .toArray();
    }

    /** Whether the key is there, with another value than null. */
    boolean holds(String key) {
        return members.containsKey(key);
    }

    /** Whether the value is {@code true}. */
    boolean truth(String key) {
        return "true".equals(members.get(key));
    }

    private JsonTree tree(String key, Map<?, ?> map) {
        Map<String, Object> inner = new LinkedHashMap<>();
        map.forEach((name, value) -> inner.put(name.toString(), value));
        return new JsonTree(path, where + key + ".", inner);
    }
}
