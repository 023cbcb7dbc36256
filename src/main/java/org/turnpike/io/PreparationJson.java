package org.turnpike.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.data.Preparation;
import org.turnpike.learning.data.PrincipalComponents;
import org.turnpike.learning.data.Standardization;
import org.turnpike.learning.evaluation.TrainedModel;

/** What every trained model in {@code solution.json} has: the preparation of features and the coding of classes. */
final class PreparationJson {
    private PreparationJson() {}

    /** Writes both into the current object. */
    static void write(JsonGenerator json, TrainedModel model) throws IOException {
        Preparation preparation = model.preparation();
        texts(json, "features", preparation.featureNames());
        Standardization standardization = preparation.standardization();
        if (standardization != null) {
            json.writeObjectFieldStart("standardization");
            numbers(json, "mean", standardization.mean());
            numbers(json, "deviation", standardization.deviation());
            json.writeEndObject();
        }
        PrincipalComponents components = preparation.components();
        if (components != null) {
            json.writeObjectFieldStart("principalComponents");
            numbers(json, "center", components.center());
            matrix(json, "axes", components.axes());
            numbers(json, "variance", components.variance());
            json.writeEndObject();
        }
        LabelCoding coding = model.coding();
        if (coding != null) {
            json.writeStringField("coding", label(coding.kind()));
            texts(json, "classes", coding.classNames());
        }
    }

    static Preparation preparation(JsonTree json) {
        @Nullable JsonTree standardization = json.find("standardization");
        @Nullable JsonTree components = json.find("principalComponents");
        return new Preparation(
                json.texts("features"),
                standardization == null
                        ? null
                        : new Standardization(standardization.numbers("mean"), standardization.numbers("deviation")),
                components == null
                        ? null
                        : new PrincipalComponents(
                                components.numbers("center"),
                                components.matrix("axes"),
                                components.numbers("variance")));
    }

    static @Nullable LabelCoding coding(JsonTree json) {
        List<String> classes = json.texts("classes");
        return classes.isEmpty()
                ? null
                : new LabelCoding(LabelCoding.Kind.valueOf(constant(json.text("coding"))), classes);
    }

    private static String label(LabelCoding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of the constant that a label stands for. */
    static String constant(String label) {
        return label.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static void texts(JsonGenerator json, String key, List<String> texts) throws IOException {
        json.writeArrayFieldStart(key);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static void numbers(JsonGenerator json, String key, double[] values) throws IOException {
        json.writeFieldName(key);
        json.writeArray(values, 0, values.length);
    }

    static void matrix(JsonGenerator json, String key, double[][] rows) throws IOException {
        json.writeArrayFieldStart(key);
        for (double[] row : rows) {
            json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
    }
}
