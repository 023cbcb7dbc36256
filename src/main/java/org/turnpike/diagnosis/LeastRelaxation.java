package org.turnpike.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.turnpike.nlp.AutomaticScaling;
import org.turnpike.nlp.ElasticProgram;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.PlacedName;
import org.turnpike.nlp.Scaling;
import org.turnpike.problem.OptimalControlProblem;
import org.turnpike.problem.State;

/**
 * Which of the user's constraints cannot be met, by the least relaxation. Elastic are path, boundary and integral constraints,
 * bounds of states, and end values; exact stay the equations of motion, start values, bounds of controls, parameters and times. Each is weighed
 * by the size of its limit, so that amounts of different units can be compared.
 */
final class LeastRelaxation {
    private static final int ITERATIONS = 500;
    /** Of both attempts together; below the time after which an interrupted program ends without its last point. */
    private static final double SECONDS = 20;

    private static final double SLIGHT = 1e-6;
    private static final int NAMED = 3;

    private final Evidence evidence;
    private final NonlinearProgram program;
    private final List<String> groups = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] rowGroup;
    private final int[] boundGroup;
    private double[] size = new double[8];

    private LeastRelaxation(Evidence evidence) {
        this.evidence = evidence;
        program = evidence.program();
        rowGroup = new int[program.constraints()];
        boundGroup = new int[program.variables()];
        Arrays.fill(rowGroup, -1);
        Arrays.fill(boundGroup, -1);
        rows();
        bounds();
    }

    static List<Finding> of(Evidence evidence, NlpSolver solver) {
        LeastRelaxation relaxation = new LeastRelaxation(evidence);
        if (relaxation.groups.isEmpty()) {
            return List.of();
        }
        long begin = System.nanoTime();
        // Who set a time limit does not wait longer for the reason.
        double seconds = Math.min(SECONDS, evidence.options().timeLimit());
        List<Finding> findings = relaxation.from(evidence.point().z(), solver, seconds);
        double left = seconds - 1e-9 * (System.nanoTime() - begin);
        if (left <= 0) {
            return Objects.requireNonNullElse(findings, List.of());
        }
        // The last iterate of a failed solve may be a bad place to start from.
        return findings == null || findings.isEmpty()
                ? Objects.requireNonNullElse(
                        relaxation.from(evidence.transcription().start(), solver, left), List.of())
                : findings;
    }

    private void rows() {
        OptimalControlProblem problem = evidence.problem();
        List<String> names = Stream.of(
                        problem.path().stream().map(c -> c.name()),
                        problem.boundary().stream().map(c -> c.name()),
                        problem.integrals().stream().map(c -> "integral " + c.name()))
                .flatMap(name -> name)
                .toList();
        double[] lower = program.constraintLower();
        double[] upper = program.constraintUpper();
        for (int i = 0; i < rowGroup.length; i++) {
            String base = PlacedName.of(program.constraintName(i)).base();
            for (String name : names) {
                // A reformulated constraint may have become several: its own name, and " (2)" after it.
                if (base.equals(name) || base.startsWith(name + " (")) {
                    rowGroup[i] = group(name, lower[i], upper[i], 0);
                    break;
                }
            }
        }
    }

    private void bounds() {
        Map<String, State> states = new HashMap<>();
        evidence.problem().states().forEach(state -> states.put(state.name(), state));
        Map<String, int[]> ends = new LinkedHashMap<>();
        String[] names = new String[boundGroup.length];
        for (int j = 0; j < names.length; j++) {
            names[j] = PlacedName.of(program.variableName(j)).base();
            int at = j;
            ends.merge(names[j], new int[] {j, j}, (a, b) -> new int[] {a[0], at});
        }
        double[] lower = program.variableLower();
        double[] upper = program.variableUpper();
        double[] magnitude = evidence.transcription().magnitudes();
        for (int j = 0; j < names.length; j++) {
            State state = states.get(names[j]);
            if (state == null || lower[j] == Double.NEGATIVE_INFINITY && upper[j] == Double.POSITIVE_INFINITY) {
                continue;
            }
            int[] range = ends.getOrDefault(names[j], new int[] {-1, -1});
            if (j == range[1] && !state.end().isFree()) {
                boundGroup[j] = group("the end value of " + state.name(), lower[j], upper[j], magnitude[j]);
            } else if (j != range[0]) {
                boundGroup[j] = group("the bound of " + state.name(), lower[j], upper[j], magnitude[j]);
            }
        }
    }

    private int group(String name, double lower, double upper, double magnitude) {
        int number = numbers.computeIfAbsent(name, key -> {
            groups.add(key);
            return groups.size() - 1;
        });
        if (number >= size.length) {
            size = Arrays.copyOf(size, 2 * number);
        }
        size[number] = Math.max(size[number], Math.max(magnitude, Math.max(finite(lower), finite(upper))));
        return number;
    }

    private static double finite(double limit) {
        return Double.isInfinite(limit) ? 0 : Math.abs(limit);
    }

    /** Findings; null if the relaxed problem could not be solved. */
    private @org.jspecify.annotations.Nullable List<Finding> from(double[] z, NlpSolver solver, double seconds) {
        double[] weight = new double[groups.size()];
        for (int g = 0; g < weight.length; g++) {
            weight[g] = 1 / (size[g] > 0 ? size[g] : 1);
        }
        for (double value : z) {
            if (!Double.isFinite(value)) {
                return null;
            }
        }
        ElasticProgram elastic = new ElasticProgram(program, rowGroup, boundGroup, weight);
        double[] start = elastic.start(z, 0.1);
        double[] magnitudes = Arrays.copyOf(evidence.transcription().magnitudes(), start.length);
        for (int g = 0; g < weight.length; g++) {
            magnitudes[program.variables() + g] = 1 / weight[g];
        }
        Scaling scaling = AutomaticScaling.of(elastic, start, magnitudes);
        NlpSolution relaxed = solver.solve(
                elastic,
                NlpStart.at(start),
                scaling,
                new NlpOptions(1e-8, ITERATIONS, seconds, Map.of()),
                IterationListener.SILENT);
        return relaxed.status().solved() ? read(elastic, relaxed, weight) : null;
    }

    private List<Finding> read(ElasticProgram elastic, NlpSolution relaxed, double[] weight) {
        double[] amounts = elastic.relaxation(relaxed.z());
        double[] values = new double[elastic.constraints()];
        elastic.constraints(relaxed.z(), values);
        List<Integer> ordered = new ArrayList<>();
        for (int g = 0; g < amounts.length; g++) {
            if (amounts[g] * weight[g] > SLIGHT) {
                ordered.add(g);
            }
        }
        if (ordered.isEmpty()) {
            return List.of(new Finding.FeasiblePoint(
                    relaxed.iterations(), evidence.point().status() == NlpStatus.ITERATION_LIMIT));
        }
        ordered.sort((a, b) -> Double.compare(amounts[b] * weight[b], amounts[a] * weight[a]));
        List<Finding> findings = new ArrayList<>();
        for (int g : ordered.subList(0, Math.min(NAMED, ordered.size()))) {
            int row = elastic.tightest(g, relaxed.multipliers().constraints());
            if (row < 0) {
                continue;
            }
            boolean lower = elastic.isLower(row);
            double limit = lower ? elastic.constraintLower()[row] : elastic.constraintUpper()[row];
            findings.add(new Finding.UnmeetableConstraint(
                    groups.get(g),
                    PlacedName.of(elastic.constraintName(row)).at(),
                    amounts[g],
                    (lower ? "at least " : "at most ") + Figures.text(limit),
                    lower ? limit - amounts[g] : limit + amounts[g]));
        }
        List<String> opponents = Opposition.of(elastic, relaxed, rowGroup.length, numbers.keySet(), ordered, groups);
        if (!opponents.isEmpty()) {
            findings.add(new Finding.Opponents(opponents));
        }
        return findings;
    }
}
