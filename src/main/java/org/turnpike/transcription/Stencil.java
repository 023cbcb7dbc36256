package org.turnpike.transcription;

import org.turnpike.mesh.CollocationPoints;

/**
 * A collocation scheme on one interval of width h in τ.
 *
 * <p>The states of an interval are X₀ (left node), X₁ … (at the points inside (0, 1)) and X_S (right node); G_j is the rate T f at
 * point c_j. Row r is the defect Σ_slot D[r][slot] X_slot − h Σ_j B[r][j] G_j = 0, and ∫ ≈ h Σ_j b_j (·)_j.
 *
 * @param points c and quadrature weights b
 * @param states D, rows × slots
 * @param slopes B, rows × points
 * @param adjoint A, rows × (points + 1): the multipliers of the rows are about −A (p at the points, p at the right node)
 */
record Stencil(CollocationPoints points, double[][] states, double[][] slopes, double[][] adjoint) {

    /** s. */
    int pointCount() {
        return points.points().length;
    }

    double point(int j) {
        return points.points()[j];
    }

    double weight(int j) {
        return points.weights()[j];
    }

    int rows() {
        return states.length;
    }

    /** The number of slots: left, interior points, right. */
    int slots() {
        return states[0].length;
    }

    /** Whether a point lies at both ends, so that neighbouring intervals share it, and with it the control. */
    boolean shared() {
        return point(0) == 0 && point(pointCount() - 1) == 1;
    }

    /** The slot of point j. */
    int slot(int j) {
        if (point(j) == 0) {
            return 0;
        }
        if (point(j) == 1) {
            return slots() - 1;
        }
        return point(0) == 0 ? j : j + 1;
    }
}
