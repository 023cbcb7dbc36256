package org.turnpike.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.solution.Sensitivity;

/** {@code sensitivities.json} (numbers) and {@code sensitivities.csv} (curves at the mesh's nodes) beside a solution. */
public final class SensitivityWriter {
    private SensitivityWriter() {}

    /** Writes both files, or none. */
    public static void write(Path folder, OptimalControlProblem problem, List<Sensitivity> all) throws IOException {
        List<List<String>> rows = new ArrayList<>(List.of(head(problem, all)));
        for (int k = 0; k < all.get(0).times().length; k++) {
            rows.add(row(problem, all, k));
        }
        try (AtomicFolder out = AtomicFolder.open(folder)) {
            out.write("sensitivities.csv", new CsvRows(rows)::writeTo);
            out.write("sensitivities.json", stream -> {
                try (JsonGenerator json = new JsonFactory().createGenerator(stream)) {
                    json.useDefaultPrettyPrinter();
                    json.writeStartArray();
                    for (Sensitivity one : all) {
                        numbers(json, problem, one);
                    }
                    json.writeEndArray();
                }
            });
            out.commit();
        }
    }

    private static void numbers(JsonGenerator json, OptimalControlProblem problem, Sensitivity one) throws IOException {
        json.writeStartObject();
        json.writeStringField("constant", one.name());
        json.writeNumberField("value", one.value());
        json.writeNumberField("objective", one.objective());
        json.writeNumberField("finalTime", one.finalTime());
        json.writeObjectFieldStart("parameters");
        for (int i = 0; i < one.parameters().length; i++) {
            json.writeNumberField(problem.parameters().get(i).name(), one.parameters()[i]);
        }
        json.writeEndObject();
        json.writeArrayFieldStart("weaklyActive");
        for (String name : one.weak()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static List<String> head(OptimalControlProblem problem, List<Sensitivity> all) {
        List<String> head = new ArrayList<>(List.of("t"));
        for (Sensitivity one : all) {
            String by = "_d" + one.name();
            head.add("dt" + by);
            problem.states().forEach(state -> head.add("d" + state.name() + by));
            problem.controls().forEach(control -> head.add("d" + control.name() + by));
            problem.states().forEach(state -> head.add("dp_" + state.name() + by));
        }
        return head;
    }

    private static List<String> row(OptimalControlProblem problem, List<Sensitivity> all, int k) {
        int nx = problem.states().size();
        int nu = problem.controls().size();
        List<String> row = new ArrayList<>(List.of(Double.toString(all.get(0).times()[k])));
        for (Sensitivity one : all) {
            row.add(Double.toString(one.timeChange()[k]));
            for (int i = 0; i < nx; i++) {
                row.add(Double.toString(one.states()[k * nx + i]));
            }
            // The last node has no interval after it.
            int interval = Math.min(k, one.times().length - 2);
            for (int i = 0; i < nu; i++) {
                row.add(k == one.times().length - 1 ? "" : Double.toString(one.controls()[interval * nu + i]));
            }
            for (int i = 0; i < nx; i++) {
                row.add(Double.toString(one.costates()[k * nx + i]));
            }
        }
        return row;
    }
}
