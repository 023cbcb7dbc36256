package org.turnpike.comparison;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.comparison.steady.TurnpikeEstimate;
import org.turnpike.comparison.variation.SecondOrderResult;

/**
 * All that is found by solving a problem both ways.
 *
 * @param solutions their differences
 * @param directOrder second-order check of the direct solution
 * @param indirectOrder of the indirect one
 * @param turnpike null if the question does not arise
 * @param noTurnpike then the reason, else empty
 */
public record MethodComparison(
        ComparedSolutions solutions,
        SecondOrderResult directOrder,
        SecondOrderResult indirectOrder,
        @Nullable TurnpikeEstimate turnpike,
        String noTurnpike) {

    /** That of the differences, and no extremal may be a saddle. */
    public Verdict verdict() {
        List<String> reasons = new ArrayList<>(solutions.verdict().reasons());
        saddle("direct", directOrder, reasons);
        saddle("indirect", indirectOrder, reasons);
        return new Verdict(reasons.isEmpty(), reasons, solutions.verdict().notes());
    }

    private static void saddle(String which, SecondOrderResult result, List<String> reasons) {
        if (result.kind() == SecondOrderResult.Kind.SADDLE) {
            reasons.add("the " + which + " solution is a saddle, not a minimum (" + result.method() + "): "
                    + result.reason());
        }
    }
}
