package org.turnpike.expression;

/**
 * A step from 0 to 1: at once at 0, which itself still belongs to the left, or smoothly within a width.
 *
 * <p>The smooth one is (1 + 15/8 s − 5/4 s³ + 3/8 s⁵)/2 with s = x/width between −width and width, twice continuously differentiable, and exactly 0
 * and 1 outside. The other has the derivative 0 everywhere: a mesh needs a node where it jumps.
 *
 * @param width half the width of the transition; 0 for a jump
 * @param slack a jump counts arguments up to this as 0, for the rounding of times
 */
public record Step(double width, double slack) implements Curve {
    private static final int DEGREE = 5;

    /** Whether it jumps. */
    public boolean jumps() {
        return width == 0;
    }

    @Override
    public double at(double x, int order) {
        if (width == 0) {
            return Double.isNaN(x) ? x : order == 0 && x > slack ? 1 : 0;
        }
        double s = x / width;
        if (s <= -1 || s >= 1) {
            return order == 0 && s > 0 ? 1 : 0;
        }
        double square = s * s;
        double scaled =
                switch (order) {
                    case 0 -> 0.5 + s * (15 + square * (3 * square - 10)) / 16;
                    case 1 -> 15 * (1 - square) * (1 - square) / 16;
                    case 2 -> -15 * s * (1 - square) / 4;
                    case 3 -> 15 * (3 * square - 1) / 4;
                    case 4 -> 22.5 * s;
                    case 5 -> 22.5;
                    default -> 0;
                };
        for (int i = 0; i < order; i++) {
            scaled /= width;
        }
        return scaled;
    }

    @Override
    public int lastOrder() {
        return width == 0 ? 0 : DEGREE;
    }

    @Override
    public Interval range(Interval x, int order) {
        if (order == 0) {
            return Interval.hull(at(x.lower(), 0), at(x.upper(), 0));
        }
        // Largest values on [−1, 1]: 15/16, 15/4 · 2/(3√3), 15/2, 22.5, 22.5.
        double[] largest = {15.0 / 16, 5 / Math.sqrt(12), 7.5, 22.5, 22.5};
        double size = width == 0 || order > DEGREE ? 0 : largest[order - 1] / Math.pow(width, order);
        return new Interval(order == 1 ? 0 : -size, size);
    }

    @Override
    public boolean mayBeUndefined(Interval x) {
        return false;
    }

    @Override
    public String name() {
        return "step";
    }
}
