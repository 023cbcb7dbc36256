package org.turnpike.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.pmp.Extremal;

/** Writes the solution folder of a learning problem solved by the maximum principle: that of training, with {@code discrete.csv} and {@code continuous.csv}. */
public final class TrainingShotWriter {
    private TrainingShotWriter() {}

    /** Writes all files, or none; {@code texts} by name. */
    public static void write(
            Path directory,
            TrainingSolution solution,
            SolutionOrigin origin,
            Extremal discrete,
            Extremal continuous,
            Map<String, String> texts)
            throws IOException {
        Map<String, String> all = new HashMap<>(texts);
        all.put("discrete.csv", csv(discrete));
        all.put("continuous.csv", csv(continuous));
        TrainingWriter.write(directory, solution, origin, all);
    }

    private static String csv(Extremal extremal) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ExtremalTable(extremal).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
