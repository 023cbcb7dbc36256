package org.turnpike.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.PlacedName;

/** Compares the unknowns of a last point with the magnitudes that guess and bounds promised. */
final class UnknownSizes {
    /** Without convergence, an unknown beyond so many times its assumed magnitude diverges. */
    private static final double RUNAWAY = 1e8;

    /** A scale that is off by less does not explain a failure. */
    private static final double OFF = 1e3;

    private static final int NAMED = 3;

    /** The largest |z| of a component. */
    private record Largest(int unknown, double size, double assumed) {
        double ratio() {
            return size / assumed;
        }
    }

    private UnknownSizes() {}

    static List<Finding> of(Evidence evidence) {
        NonlinearProgram program = evidence.program();
        double[] z = evidence.point().z();
        double[] assumed = evidence.transcription().magnitudes();
        Map<String, Largest> components = new LinkedHashMap<>();
        for (int j = 0; j < z.length; j++) {
            Largest one = new Largest(j, Math.abs(z[j]), assumed[j]);
            components.merge(PlacedName.of(program.variableName(j)).base(), one, (a, b) -> b.size() > a.size() ? b : a);
        }
        List<Map.Entry<String, Largest>> ordered = new ArrayList<>(components.entrySet());
        ordered.sort((a, b) -> Double.compare(b.getValue().ratio(), a.getValue().ratio()));
        List<Finding> findings = new ArrayList<>();
        Largest first = ordered.get(0).getValue();
        boolean diverges = evidence.point().status() == NlpStatus.UNBOUNDED || first.ratio() > RUNAWAY;
        if (diverges) {
            double[] lower = program.variableLower();
            double[] upper = program.variableUpper();
            for (Map.Entry<String, Largest> entry : ordered) {
                int j = entry.getValue().unknown();
                boolean held = Double.isFinite(z[j] > 0 ? upper[j] : lower[j]);
                // What is dragged along is far smaller than what runs ahead.
                boolean ahead = entry.getValue().ratio() > 1e-3 * first.ratio();
                if (!held && ahead && findings.size() < NAMED) {
                    findings.add(new Finding.RunawayUnknown(
                            entry.getKey(),
                            PlacedName.of(program.variableName(j)).at(),
                            z[j],
                            assumed[j],
                            z[j] > 0 ? "upper" : "lower"));
                }
            }
            return findings;
        }
        for (Map.Entry<String, Largest> entry : ordered) {
            if (entry.getValue().ratio() > OFF && findings.size() < NAMED) {
                findings.add(new Finding.WrongScale(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().assumed()));
            }
        }
        return findings;
    }
}
