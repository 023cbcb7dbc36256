package org.turnpike.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.turnpike.nlp.KktResidual;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.NlpStatus;

/** Explains why a problem was not solved. */
public final class FailureDiagnosis {
    private static final double INFEASIBLE = 1e-6;

    private final NlpSolver solver;

    /** @param solver for the relaxed problem */
    public FailureDiagnosis(NlpSolver solver) {
        this.solver = solver;
    }

    /** Nothing for a problem that was solved or interrupted. */
    public Explanation explain(Evidence evidence) {
        NlpStatus status = evidence.point().status();
        if (status.solved() || status == NlpStatus.INTERRUPTED) {
            return new Explanation(List.of());
        }
        List<Finding> findings = new ArrayList<>();
        List<Finding> sizes = UnknownSizes.of(evidence);
        boolean runsOff = sizes.stream().anyMatch(Finding.RunawayUnknown.class::isInstance);
        if (runsOff) {
            findings.addAll(sizes);
        }
        UndefinedTrial.of(evidence).ifPresent(findings::add);
        double infeasibility =
                KktResidual.of(evidence.program(), evidence.point()).infeasibility();
        if (!runsOff && (status == NlpStatus.INFEASIBLE || !(infeasibility <= INFEASIBLE))) {
            findings.addAll(LeastRelaxation.of(evidence, solver));
        }
        if (!runsOff) {
            findings.addAll(sizes);
        }
        boolean contradicted = new Explanation(findings).contradiction();
        if (!contradicted && !runsOff) {
            LargeMultipliers.of(evidence).ifPresent(findings::add);
            OptionAdvice.of(evidence).ifPresent(findings::add);
        }
        return new Explanation(findings);
    }
}
