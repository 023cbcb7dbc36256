package org.turnpike.transcription;

import org.turnpike.mesh.Mesh;
import org.turnpike.problem.OptimalControlProblem;

/** A way to discretise: a named rule that turns a problem on a mesh into a nonlinear program. */
public interface Scheme {
    /** The name in problem files. */
    String name();

    /** The order of the states at the mesh's nodes for smooth solutions. */
    int order();

    /** The largest number of stages where they may vary. */
    int MOST_STAGES = 12;

    /** Whether the number of stages may vary from interval to interval ({@link Mesh#stages}). */
    default boolean variesStages() {
        return false;
    }

    /** The number of stages where the mesh does not say another; 0 if they do not vary. */
    default int ownStages() {
        return 0;
    }

    /** The program on a mesh of the horizon's fractions; the problem must be smooth (see NonsmoothReformulation). */
    Transcription transcribe(OptimalControlProblem problem, Mesh mesh);
}
