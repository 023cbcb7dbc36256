package org.turnpike.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** One JSON object on one line, for scripts. */
public final class JsonLine {
    private JsonLine() {}

    /**
     * The line, without its end.
     *
     * @param members texts, numbers, truth values or further objects, in their order; numbers that are not finite become null
     */
    public static String of(Map<String, ?> members) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
            object(json, members);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void object(JsonGenerator json, Map<?, ?> members) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            json.writeFieldName(String.valueOf(member.getKey()));
            Object value = member.getValue();
            if (value instanceof Map<?, ?> inner) {
                object(json, inner);
            } else if (value instanceof Double number && !Double.isFinite(number)) {
                json.writeNull();
            } else {
                json.writeObject(value);
            }
        }
        json.writeEndObject();
    }
}
