package org.turnpike.training.propagation;

import org.turnpike.learning.model.StateMap;

/** A given linear map E of the states of n samples, and its transpose. */
final class MapPropagation {
    private final double[][] matrix;

    MapPropagation(StateMap map) {
        matrix = map.matrix();
    }

    /** y = E x. */
    void forward(int n, double[][] x, double[][] y) {
        for (int r = 0; r < matrix.length; r++) {
            java.util.Arrays.fill(y[r], 0, n, 0);
            for (int c = 0; c < matrix[r].length; c++) {
                if (matrix[r][c] != 0) {
                    SampleLoops.add1(n, matrix[r][c], x[c], y[r]);
                }
            }
        }
    }

    /** x̄ += Eᵀ ȳ. */
    void addTransposed(int n, double[][] yBar, double[][] xBar) {
        for (int r = 0; r < matrix.length; r++) {
            for (int c = 0; c < matrix[r].length; c++) {
                if (matrix[r][c] != 0) {
                    SampleLoops.add1(n, matrix[r][c], yBar[r], xBar[c]);
                }
            }
        }
    }
}
