package org.turnpike.report;

import org.jspecify.annotations.Nullable;
import org.turnpike.solution.PhasedSolution;
import org.turnpike.solution.Solution;
import org.turnpike.solution.Verification;

/** The times and checks of each phase as a table of the report. */
final class PhaseTable {
    private PhaseTable() {}

    static String html(PhasedSolution solution) {
        StringBuilder page = new StringBuilder("<section>\n<h2>Phases</h2>\n<table><tr><th>phase</th>");
        for (String column : new String[] {"start", "end", "dynamics", "constraints", "drift of H", "u = argmin H"}) {
            page.append("<th class=\"n\">").append(column).append("</th>");
        }
        page.append("</tr>\n");
        for (int i = 0; i < solution.phases().size(); i++) {
            Solution phase = solution.phases().get(i);
            @Nullable Verification checks = phase.verification();
            Verification.@Nullable Violation worst = checks == null ? null : checks.constraintViolation();
            page.append("<tr><td>").append(Text.html(solution.name(i))).append("</td>");
            cell(page, phase.startTime(), 7);
            cell(page, phase.finalTime(), 7);
            cell(page, checks == null ? Double.NaN : checks.dynamicsError(), 2);
            cell(page, worst == null ? Double.NaN : worst.amount(), 2);
            cell(page, checks == null ? Double.NaN : checks.hamiltonianDrift(), 2);
            cell(page, checks == null ? Double.NaN : checks.argminResidual(), 2);
            page.append("</tr>\n");
        }
        return page.append("</table>\n</section>\n").toString();
    }

    private static void cell(StringBuilder page, double value, int digits) {
        page.append("<td class=\"n\">").append(Text.number(value, digits)).append("</td>");
    }
}
