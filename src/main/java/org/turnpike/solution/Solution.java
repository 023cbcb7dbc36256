package org.turnpike.solution;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.SolverIdentity;
import org.turnpike.problem.OptimalControlProblem;

/**
 * What a solver of optimal-control problems answers, whatever its method.
 *
 * @param problem as the user wrote it (before nonsmooth terms were reformulated)
 * @param reason one sentence: why the solver stopped
 * @param objective in the user's sense (a maximised objective is not negated)
 * @param parameters the user's parameters in order
 * @param verification null if there was nothing to verify
 * @param meshes of a refinement in order; empty if there was none
 */
public record Solution(
        OptimalControlProblem problem,
        NlpStatus status,
        String reason,
        double objective,
        double startTime,
        double finalTime,
        double[] parameters,
        Trajectory trajectory,
        SolverIdentity solver,
        int iterations,
        Timing timing,
        Discretization discretization,
        List<Arc> structure,
        @Nullable Verification verification,
        List<MeshRecord> meshes) {

    /** Without refinement. */
    public Solution(
            OptimalControlProblem problem,
            NlpStatus status,
            String reason,
            double objective,
            double startTime,
            double finalTime,
            double[] parameters,
            Trajectory trajectory,
            SolverIdentity solver,
            int iterations,
            Timing timing,
            Discretization discretization,
            List<Arc> structure,
            @Nullable Verification verification) {
        this(
                problem,
                status,
                reason,
                objective,
                startTime,
                finalTime,
                parameters,
                trajectory,
                solver,
                iterations,
                timing,
                discretization,
                structure,
                verification,
                List.of());
    }

    /** The same with another sentence on how the solver ended. */
    public Solution withReason(String other) {
        return new Solution(
                problem,
                status,
                other,
                objective,
                startTime,
                finalTime,
                parameters,
                trajectory,
                solver,
                iterations,
                timing,
                discretization,
                structure,
                verification,
                meshes);
    }

    /** Wall seconds of each stage; {@code total} from reading the file to the end of the verification. */
    public record Timing(double parse, double transcribe, double solve, double total) {}

    /** Sizes of the nonlinear program. */
    public record Discretization(
            String scheme, int intervals, int variables, int constraints, int jacobianNonzeros, int hessianNonzeros) {}

    /** A part of the horizon with one kind of control; kind: bang, off, singular, interior, boundary; of: which control or constraint. */
    public record Arc(double from, double to, String kind, String of) {}
}
