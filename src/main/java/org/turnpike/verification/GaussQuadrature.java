package org.turnpike.verification;

/** The Gauss–Legendre rule of five points on [0, 1]: exact for polynomials of degree 9. */
final class GaussQuadrature {
    private static final double INNER = Math.sqrt(5 - 2 * Math.sqrt(10.0 / 7)) / 3;
    private static final double OUTER = Math.sqrt(5 + 2 * Math.sqrt(10.0 / 7)) / 3;
    private static final double INNER_WEIGHT = (322 + 13 * Math.sqrt(70)) / 1800;
    private static final double OUTER_WEIGHT = (322 - 13 * Math.sqrt(70)) / 1800;

    static final double[] POINTS = {(1 - OUTER) / 2, (1 - INNER) / 2, 0.5, (1 + INNER) / 2, (1 + OUTER) / 2};
    static final double[] WEIGHTS = {OUTER_WEIGHT, INNER_WEIGHT, 64.0 / 225, INNER_WEIGHT, OUTER_WEIGHT};

    private GaussQuadrature() {}
}
