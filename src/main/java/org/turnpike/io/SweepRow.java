package org.turnpike.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a sweep's table says of a solution: names and values of its columns, read from {@code solution.json}. */
public record SweepRow(Map<String, String> columns) {
    /** The columns that every solution has. */
    public static final List<String> COMMON = List.of(
            "status",
            "start",
            "objective",
            "finalTime",
            "iterations",
            "seconds",
            "dynamicsError",
            "constraintViolation",
            "kktResidual");

    /** The further columns of a network. */
    public static final List<String> LEARNING = List.of(
            "trainingError",
            "testError",
            "trainAccuracy",
            "testAccuracy",
            "norm_L1",
            "norm_L2",
            "norm_H1",
            "norm_max",
            "switchTime",
            "decayRate");

    private static final String NETWORK_START = "learning.start='";
    private static final String GUESS = "guess={solution: '";

    /** Reads a solution folder. */
    public static SweepRow read(Path folder) {
        JsonTree json = JsonTree.read(folder.resolve("solution.json"));
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("status", json.text("status"));
        columns.put("start", fromNeighbour(json) ? "neighbour" : "own");
        put(columns, "objective", json, "objective");
        put(columns, "finalTime", json, "finalTime");
        JsonTree solver = json.object("solver");
        columns.put("iterations", Integer.toString(solver.count("iterations")));
        put(columns, "seconds", solver.object("seconds"), "total");
        @Nullable JsonTree checks = json.find("verification");
        put(columns, "dynamicsError", checks, "dynamicsError");
        put(columns, "constraintViolation", checks == null ? null : checks.find("constraintViolation"), "amount");
        put(columns, "kktResidual", checks, "kktResidual");
        @Nullable JsonTree learning = json.find("learning");
        if (learning != null) {
            for (String name : List.of("trainingError", "testError", "trainAccuracy", "testAccuracy")) {
                put(columns, name, learning, name);
            }
            for (String norm : List.of("L1", "L2", "H1", "max")) {
                put(columns, "norm_" + norm, learning.find("controlNorm"), norm);
            }
            put(columns, "switchTime", learning, "switchTime");
            put(columns, "decayRate", learning, "decayRate");
        }
        return new SweepRow(columns);
    }

    /** The keys that a sweep overrides to start from another solution; it writes them last. */
    private static boolean fromNeighbour(JsonTree json) {
        @Nullable JsonTree origin = json.find("origin");
        return origin != null
                && origin.texts("set").stream().anyMatch(set -> set.startsWith(NETWORK_START) || set.startsWith(GUESS));
    }

    /** The override that starts from an earlier solution. */
    public static String startFrom(Path solution, boolean learning) {
        String path = solution.toAbsolutePath().normalize().toString().replace("'", "''") + "'";
        return learning ? NETWORK_START + path : GUESS + path + "}";
    }

    private static void put(Map<String, String> columns, String name, @Nullable JsonTree json, String key) {
        double value = json == null ? Double.NaN : json.number(key);
        columns.put(name, Double.isNaN(value) ? "" : Double.toString(value));
    }

    /** The row of a point that has no solution. */
    public static SweepRow failed() {
        return new SweepRow(Map.of("status", "failed"));
    }

    /** Whether the point is a solution. */
    public boolean solved() {
        String status = columns.getOrDefault("status", "");
        return status.equals("optimal") || status.equals("acceptable");
    }

    /** Whether this solution is to be preferred to another of the same point: solved at all, then the better objective. */
    public boolean betterThan(SweepRow other, boolean maximize) {
        if (solved() != other.solved()) {
            return solved();
        }
        double mine = Double.parseDouble(value("objective"));
        double others = Double.parseDouble(other.value("objective"));
        return maximize ? mine > others : mine < others;
    }

    /** A column's value, empty if it does not apply. */
    public String value(String column) {
        return columns.getOrDefault(column, "");
    }
}
