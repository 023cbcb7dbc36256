package org.turnpike.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnpike.problem.Range;

class ChartTest {
    private static Curve line(String name, double from, double to) {
        return new Curve(name, new double[] {0, 1}, new double[] {from, to}, Range.FREE);
    }

    @Test
    void comparableCurvesShareAChart() {
        List<Chart> charts = Chart.group(List.of(line("a", 0, 1), line("b", -1, 1.5)), 1e-6, 0);
        assertEquals(1, charts.size());
        assertEquals(2, charts.get(0).curves().size());
    }

    @Test
    void curvesOfOtherScaleOrLevelHaveTheirOwn() {
        List<Chart> charts = Chart.group(List.of(line("a", 0, 1), line("b", 0, 100), line("c", 50, 51)), 1e-6, 0);
        assertEquals(3, charts.size());
    }

    @Test
    void constantsLookConstant() {
        Chart chart = Chart.group(List.of(line("H", -36, -36 + 1e-9)), 1e-6, 0).get(0);
        assertTrue(chart.most() - chart.least() > 0.7);
        assertTrue(chart.least() < -36 && chart.most() > -36);
        Chart aroundZero = Chart.group(List.of(line("H", -1e-5, 1e-5)), 0.01, 1).get(0);
        assertTrue(aroundZero.most() > 0.05);
    }

    @Test
    void nearBoundsAreInTheChartAndFarOnesAreNot() {
        double[] times = {0, 1};
        Curve curve = new Curve("u", times, new double[] {0, 1}, new Range(-5, 1.2));
        Chart chart = Chart.group(List.of(curve), 1e-6, 0).get(0);
        assertTrue(chart.most() > 1.2);
        assertTrue(chart.least() > -0.2);
    }

    @Test
    void undefinedCurvesAreLeftOut() {
        assertTrue(
                Chart.group(List.of(line("a", Double.NaN, Double.NaN)), 1e-6, 0).isEmpty());
    }

    @Test
    void thinningKeepsEveryExtremumAndBothEnds() {
        int n = 100_000;
        double[] times = new double[n];
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            times[i] = i;
            values[i] = Math.sin(i * 1e-3);
        }
        values[31_415] = 9;
        values[77_777] = -9;
        Curve thin =
                Chart.thin(List.of(new Curve("s", times, values, Range.FREE))).get(0);
        assertTrue(thin.times().length <= 2_000);
        assertEquals(9, thin.most());
        assertEquals(-9, thin.least());
        assertEquals(0, thin.times()[0]);
        assertEquals(n - 1, thin.times()[thin.times().length - 1]);
        for (int i = 1; i < thin.times().length; i++) {
            assertTrue(thin.times()[i] > thin.times()[i - 1]);
        }
    }

    @Test
    void numbersAreWrittenForPeople() {
        assertEquals("−12", Text.number(-12, 9));
        assertEquals("3.2·10<sup>−9</sup>", Text.number(3.2e-9, 3));
        assertEquals("1.01283684", Text.number(1.012836841, 9));
        assertEquals("does not apply", Text.number(Double.NaN, 2));
    }
}
