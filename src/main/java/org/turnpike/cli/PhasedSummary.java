package org.turnpike.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.turnpike.solution.PhasedSolution;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Verification;

/** A solution of several phases for a terminal: the whole, then a line a phase. */
final class PhasedSummary {
    private final PhasedSolution solution;

    PhasedSummary(PhasedSolution solution) {
        this.solution = solution;
    }

    String text() {
        StringBuilder text = new StringBuilder(new Summary(solution.whole()).text());
        for (int i = 0; i < solution.phases().size(); i++) {
            Solution phase = solution.phases().get(i);
            @Nullable Verification checks = phase.verification();
            text.append(String.format(
                    Locale.ROOT,
                    "  phase %-14s from %.8g to %.8g%s%n",
                    solution.name(i),
                    phase.startTime(),
                    phase.finalTime(),
                    checks == null
                            ? "; it takes no time"
                            : String.format(Locale.ROOT, "; dynamics error %.1e", checks.dynamicsError())));
        }
        return text.toString();
    }
}
