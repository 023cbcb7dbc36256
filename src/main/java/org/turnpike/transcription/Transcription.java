package org.turnpike.transcription;

import org.turnpike.nlp.Multipliers;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.solution.Trajectory;

/** A problem on a mesh as a nonlinear program, and the way back from its solution. */
public interface Transcription {
    /** The program; its objective is the minimised one (the negative of a maximised objective). */
    NonlinearProgram program();

    /** The problem's guess as unknowns. */
    double[] start();

    /**
     * A primal–dual start by interpolation of a solution of the same problem on another mesh, perhaps by another scheme.
     *
     * @param earlier the transcription that was solved
     * @param z its solution
     * @param multipliers its multipliers
     */
    NlpStart startFrom(Transcription earlier, double[] z, Multipliers multipliers);

    /** By unknown: a typical magnitude, positive, from guess and bounds; unknowns of one component share it. */
    double[] magnitudes();

    /** By row: its group; rows of a group are one equation at different places. */
    int[] rowGroups();

    /** t₀ of a point. */
    double startTime(double[] z);

    /** t_f of a point. */
    double endTime(double[] z);

    /** The parameters of a point. */
    double[] parameters(double[] z);

    /** States, controls and, from the multipliers, costates of the minimised problem. */
    Trajectory trajectory(double[] z, Multipliers multipliers);
}
