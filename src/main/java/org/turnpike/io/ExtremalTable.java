package org.turnpike.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.turnpike.learning.pmp.Extremal;

/** An extremal of a learning problem as CSV, a row a node; controls that are constant on layers stand at the layer's start, the last twice. */
public final class ExtremalTable {
    private static final int MOST_VALUES = 1_000_000;
    private final Extremal extremal;

    public ExtremalTable(Extremal extremal) {
        this.extremal = extremal;
    }

    /** Writes the header and all rows. */
    public void writeTo(OutputStream stream) throws IOException {
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        int nodes = extremal.states().length;
        StringBuilder line = new StringBuilder("t,norm_u");
        int width = nodes == 0 ? 0 : extremal.states()[0][0].length;
        boolean constant = nodes > 0 && extremal.states()[nodes - 1][0].length == width;
        int controls = nodes == 0 ? 0 : extremal.controls()[0].length;
        boolean equal = nodes > 0 && extremal.controls()[extremal.controls().length - 1].length == controls;
        for (int j = 0; j < controls && equal; j++) {
            line.append(',').append(extremal.task().model().controlName(0, j));
        }
        // Names such as w[1,2] hold a comma.
        String header = line.toString().replaceAll("\\[(\\d+),(\\d+)]", "[$1 $2]");
        line.setLength(0);
        line.append(header);
        int samples = constant
                ? (int) Math.min(
                        extremal.task().samples(), Math.max(1, MOST_VALUES / (2L * nodes * Math.max(1, width))))
                : 0;
        for (String what : new String[] {"x", "p_x"}) {
            for (int i = 0; i < samples; i++) {
                for (int c = 0; c < width; c++) {
                    line.append(',').append(what).append(i + 1).append('_').append(c + 1);
                }
            }
        }
        out.print(line.append('\n'));
        for (int k = 0; k < nodes; k++) {
            int place = Math.min(k, extremal.controls().length - 1);
            line.setLength(0);
            line.append(extremal.times()[k]).append(',').append(extremal.norm(place));
            for (int j = 0; j < controls && equal; j++) {
                line.append(',').append(extremal.controls()[place][j]);
            }
            append(line, extremal.states()[k], samples);
            append(line, extremal.costates()[k], samples);
            out.print(line.append('\n'));
        }
        out.flush();
        if (out.checkError()) {
            throw new IOException("the extremal could not be written");
        }
    }

    private static void append(StringBuilder line, double[][] rows, int samples) {
        for (int i = 0; i < samples; i++) {
            for (double value : rows[i]) {
                line.append(',').append(value);
            }
        }
    }
}
