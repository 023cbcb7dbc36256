package org.turnpike.comparison.variation;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.turnpike.linalg.Matrix;

/** Orthonormal bases from the eigenvectors of AᵀA; singular values below 1e-7 of a size count as zeros. */
final class Subspace {
    private static final double ZERO = 1e-14;

    private Subspace() {}

    /** Of {c : A c = 0}, compared with A's largest entry, one a column; null if the iteration does not converge. */
    static @Nullable Matrix kernel(Matrix a) {
        return part(a, true, a.largest());
    }

    /** Of the complement of the kernel: what A, compared with a matrix of that size, does not annihilate. */
    static Matrix rowSpace(Matrix a, double size) {
        Matrix space = part(a, false, size);
        return space == null ? Matrix.zero(a.columns(), 0) : space;
    }

    private static @Nullable Matrix part(Matrix a, boolean kernel, double size) {
        int n = a.columns();
        Matrix gram = a.transpose().times(a).symmetricPart();
        Matrix vectors = n == 0 ? Matrix.zero(0, 0) : gram.symmetricEigenvectors();
        if (vectors == null) {
            return null;
        }
        Matrix values = vectors.transpose().times(gram).times(vectors);
        double zero = Math.max(ZERO * size * size, Double.MIN_NORMAL);
        int[] chosen = IntStream.range(0, n)
                .filter(i -> values.at(i, i) <= zero == kernel)
                .toArray();
        return vectors.select(IntStream.range(0, n).toArray(), chosen);
    }
}
