package org.turnpike.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SamplePlaneTest {
    private static double[][][] states(int nodes, int samples, int width) {
        double[][][] states = new double[nodes][samples][width];
        for (int k = 0; k < nodes; k++) {
            for (int i = 0; i < samples; i++) {
                states[k][i][0] = k + i;
            }
        }
        return states;
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    @Test
    void drawsOneCurveForEachSampleInTheColourOfItsClass() {
        SamplePlane plane = new SamplePlane(new double[] {0, 1}, states(2, 3, 2), new int[] {0, 1, 1});
        String svg = plane.svg();
        assertEquals(3, count(svg, "<polyline"));
        assertEquals(1, count(svg, "<polyline class=\"k1\""));
        assertEquals(2, count(svg, "<polyline class=\"k2\""));
    }

    @Test
    void drawsAtMostTwoHundredAndTakesThemEvenly() {
        int[] classes = new int[1000];
        java.util.Arrays.fill(classes, 500, 1000, 1);
        SamplePlane plane = new SamplePlane(new double[] {0, 1}, states(2, 1000, 2), classes);
        assertEquals(200, plane.shown());
        assertEquals(100, count(plane.svg(), "<polyline class=\"k1\""));
        assertEquals(100, count(plane.svg(), "<polyline class=\"k2\""));
    }

    @Test
    void oneComponentIsDrawnOverTime() {
        SamplePlane plane = new SamplePlane(new double[] {0, 1, 4}, states(3, 1, 1), null);
        assertTrue(plane.overTime());
        // The second of the times 0, 1, 4 is a quarter of the way from 58 to 628.
        assertTrue(plane.svg().contains(" 200.5,"), plane.svg());
    }

    @Test
    void anInfiniteStateIsNotDrawn() {
        double[][][] states = states(2, 2, 2);
        states[1][1][1] = Double.POSITIVE_INFINITY;
        assertEquals("", new SamplePlane(new double[] {0, 1}, states, null).svg());
    }
}
