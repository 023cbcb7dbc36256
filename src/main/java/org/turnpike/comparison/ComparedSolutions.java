package org.turnpike.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.compile.CompiledFunction;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Verification;
import org.turnpike.verification.Verifier;

/**
 * A direct and an indirect solution of one problem, their differences, and the verdict.
 *
 * @param objective |J_d − J_i| relative to the largest of |J_d|, |J_i| and ∫ |ℓ| dt
 * @param finalTime relative to the length of the horizon
 * @param states one a state
 * @param costates one a state, named after it
 * @param controls one a control that is the user's, by means over intervals
 * @param pointwise the same as functions
 * @param undetermined states whose costates could not be compared everywhere
 * @param directChecks of the direct solution
 * @param indirectChecks of the indirect one, by the same program
 */
public record ComparedSolutions(
        Solution direct,
        Solution indirect,
        Tolerances tolerances,
        Gap objective,
        Gap finalTime,
        List<Gap> states,
        List<Gap> costates,
        List<Gap> controls,
        List<Gap> pointwise,
        List<String> undetermined,
        StructureComparison structure,
        Verification directChecks,
        Verification indirectChecks,
        Verdict verdict) {

    /**
     * Compares.
     *
     * @param refined the direct solution on a mesh of twice as many intervals, from which the tolerances come; null if there is none
     */
    public static ComparedSolutions of(Solution direct, Solution indirect, @Nullable Solution refined) {
        NodeGaps nodes = new NodeGaps(direct, indirect);
        ControlGaps controls = new ControlGaps(direct, indirect);
        ComparedSolutions measured = new ComparedSolutions(
                direct,
                indirect,
                Tolerances.of(direct, refined),
                objectiveGap(direct, indirect),
                finalTimeGap(direct, indirect),
                nodes.states(),
                nodes.costates(),
                controls.means(),
                controls.pointwise(),
                nodes.undetermined(),
                StructureComparison.of(direct, indirect),
                checks(direct),
                checks(indirect),
                Verdict.OPEN);
        return measured.with(Verdict.of(measured));
    }

    private ComparedSolutions with(Verdict found) {
        return new ComparedSolutions(
                direct,
                indirect,
                tolerances,
                objective,
                finalTime,
                states,
                costates,
                controls,
                pointwise,
                undetermined,
                structure,
                directChecks,
                indirectChecks,
                found);
    }

    /** The costate that differs most against its tolerance; null for a problem without states. */
    public @Nullable Gap costateGap() {
        Gap worst = null;
        double ratio = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < costates.size(); i++) {
            double own = costates.get(i).amount() / tolerances.costates()[i];
            if (!(own <= ratio)) {
                ratio = own;
                worst = costates.get(i);
            }
        }
        return worst;
    }

    static Gap objectiveGap(Solution first, Solution second) {
        double size = Math.max(
                Math.max(Math.abs(first.objective()), Math.abs(second.objective())),
                Math.max(CostSize.of(first), CostSize.of(second)));
        double difference = Math.abs(first.objective() - second.objective());
        return new Gap("objective", difference / (size > 0 ? size : 1), Double.NaN);
    }

    static Gap finalTimeGap(Solution first, Solution second) {
        double difference = Math.max(
                Math.abs(first.finalTime() - second.finalTime()), Math.abs(first.startTime() - second.startTime()));
        return new Gap("final time", difference / (second.finalTime() - second.startTime()), Double.NaN);
    }

    private static Verification checks(Solution solution) {
        Verification own = solution.verification();
        return own != null
                ? own
                : new Verifier(solution.problem(), CompiledFunction::new)
                        .verify(solution.trajectory(), solution.parameters(), Double.NaN);
    }
}
