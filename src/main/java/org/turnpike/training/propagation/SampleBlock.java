package org.turnpike.training.propagation;

/**
 * Some samples, innermost in memory.
 *
 * @param inputs width × n
 * @param targets m × n
 * @param count n; the arrays may be longer
 */
record SampleBlock(double[][] inputs, double[][] targets, int count) {

    /** Rows {@code rows[from …]} of samples given row by row. */
    static SampleBlock of(double[][] inputs, double[][] targets, int[] rows, int from, int count) {
        SampleBlock block =
                new SampleBlock(new double[inputs[0].length][count], new double[targets[0].length][count], count);
        block.load(inputs, targets, rows, from);
        return block;
    }

    /** Other samples in the same arrays. */
    SampleBlock loaded(double[][] from, double[][] to, int[] rows, int first, int number) {
        SampleBlock block = new SampleBlock(inputs, targets, number);
        block.load(from, to, rows, first);
        return block;
    }

    private void load(double[][] from, double[][] to, int[] rows, int first) {
        for (int i = 0; i < count; i++) {
            double[] x = from[rows[first + i]];
            double[] y = to[rows[first + i]];
            for (int c = 0; c < inputs.length; c++) {
                inputs[c][i] = x[c];
            }
            for (int c = 0; c < targets.length; c++) {
                targets[c][i] = y[c];
            }
        }
    }

    /** Rows {@code y[first …]} as targets. */
    void loadTargets(double[][] y, int first) {
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < targets.length; c++) {
                targets[c][i] = y[first + i][c];
            }
        }
    }
}
