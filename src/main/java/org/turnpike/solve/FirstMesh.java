package org.turnpike.solve;

import java.util.Locale;
import java.util.TreeSet;
import org.turnpike.mesh.Mesh;
import org.turnpike.problem.InputException;
import org.turnpike.problem.KeptNodes;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.TranscriptionSettings;
import org.turnpike.transcription.Schemes;

/** The mesh that a file asks for, with nodes where its problem needs them. */
final class FirstMesh {
    private FirstMesh() {}

    /**
     * @throws InputException if a function jumps in time and the scheme or the horizon does not allow to place a node there
     */
    static Mesh of(ProblemFile file) {
        TranscriptionSettings settings = file.transcription();
        double[] fractions = settings.mesh();
        Mesh mesh = fractions == null ? Mesh.uniform(settings.intervals()) : new Mesh(fractions);
        double[] kept = keptNodes(file, settings.scheme());
        return kept.length == 0 ? mesh : mesh.snappedTo(kept).keeping(kept);
    }

    private static double[] keptNodes(ProblemFile file, String scheme) {
        TreeSet<Double> jumps = KeptNodes.jumps(file.problem());
        if (!jumps.isEmpty() && !Schemes.followsJumps(scheme)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: a function jumps at t = %s, and the scheme %s takes one value at a node for both sides;"
                            + " choose radau-3 or gauss-legendre-3, or give the width of a smooth transition, smoothing = …",
                    file.path(),
                    jumps.first(),
                    scheme));
        }
        try {
            return KeptNodes.of(file.problem());
        } catch (InputException e) {
            throw new InputException(file.path() + ": " + e.getMessage());
        }
    }
}
