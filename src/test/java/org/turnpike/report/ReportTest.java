package org.turnpike.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.problem.Range;
import org.turnpike.solution.Solution;
import org.turnpike.verification.DoubleIntegratorEnergy;
import org.turnpike.verification.SampleSolution;

class ReportTest {
    private static final String HOSTILE = "<script>alert('x')</script> & \"quotes\"";

    private static String report(String name, double objective, NlpStatus status, int intervals) {
        DoubleIntegratorEnergy example = new DoubleIntegratorEnergy(new Range(0, 1.4), Range.FREE);
        example.builder.name(name).reference(12, 1e-6);
        List<Solution.Arc> arcs = List.of(new Solution.Arc(0, 1, "interior", HOSTILE));
        return Report.html(SampleSolution.of(
                example.problem(), DoubleIntegratorEnergy.trajectory(intervals), objective, arcs, status, HOSTILE));
    }

    @Test
    void saysWhatWasFoundAndHowGoodItIs() {
        String page = report("rest to rest", 12, NlpStatus.OPTIMAL, 10);
        assertTrue(page.contains("<h1>rest to rest</h1>"));
        assertTrue(page.contains(">optimal</span>"));
        assertTrue(page.contains("✓ reached"));
        assertTrue(page.contains("<b>0 &lt;= v &lt;= 1.4</b> at t = 0.5"));
        assertTrue(page.contains("3·10<sup>−10</sup>"));
        assertFalse(page.contains("not a solution"));
    }

    @Test
    void marksAPointThatIsNoSolution() {
        String page = report("rest to rest", 12, NlpStatus.INFEASIBLE, 10);
        assertTrue(page.contains("not a solution"));
        assertTrue(page.contains("✗ missed"));
    }

    @Test
    void nothingOfTheUsersPassesUnescaped() {
        String page = report(HOSTILE, 12, NlpStatus.OPTIMAL, 10);
        assertFalse(page.contains("<script>alert"));
        assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quotes&quot;"));
        StringBuilder json = Text.appendJson(new StringBuilder(), "</script>\"\\\u2028ä");
        assertEquals("\"\\u003c/script\\u003e\\u0022\\u005c\\u2028\\u00e4\"", json.toString());
    }

    @Test
    void standsAlone() {
        String page = report("rest to rest", 12, NlpStatus.OPTIMAL, 10);
        assertFalse(
                Pattern.compile("(src|href)\\s*=\\s*[\"'](?!#)").matcher(page).find());
        assertFalse(Pattern.compile("url\\(|@import").matcher(page).find());
        assertTrue(page.contains("Permission is hereby granted"));
    }

    @Test
    void scriptsCloseWhereTheyShould() {
        String page = report("rest to rest", 12, NlpStatus.OPTIMAL, 10);
        assertEquals(count(page, "<script"), count(page, "</script>"));
    }

    @Test
    void longTrajectoriesStaySmall() {
        String page = report("rest to rest", 12, NlpStatus.OPTIMAL, 20_000);
        Matcher values = Pattern.compile("\"(t|values)\":\\[([^]]*)]").matcher(page);
        int seen = 0;
        while (values.find()) {
            assertTrue(count(values.group(2), ",") < 2_000);
            seen++;
        }
        assertTrue(seen >= 8, "arrays: " + seen);
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
