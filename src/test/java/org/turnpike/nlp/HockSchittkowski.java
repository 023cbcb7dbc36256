package org.turnpike.nlp;

import static org.turnpike.nlp.DenseProgram.minimise;

import java.util.List;

/**
 * Problems, starts and optimal values of W. Hock, K. Schittkowski: Test Examples for Nonlinear Programming Codes (Springer
 * 1981), by their numbers there. Optimal values are closed forms where the book has them, else its digits.
 */
final class HockSchittkowski {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private HockSchittkowski() {}

    static List<DenseProgram> all() {
        return List.of(
                hs1(), hs6(), hs7(), hs10(), hs14(), hs21(), hs26(), hs28(), hs35(), hs39(), hs40(), hs43(), hs48(),
                hs71(), hs76(), hs78(), hs100(), hs106(), hs113());
    }

    /** Rosenbrock's valley. */
    static DenseProgram hs1() {
        return minimise("HS1", at(-2, 1), x -> x[1].minus(x[0].squared())
                        .squared()
                        .times(100)
                        .plus(x[0].minus(1).squared()))
                .bound(2, -1.5, INFINITY)
                .optimum(0);
    }

    static DenseProgram hs6() {
        return minimise("HS6", at(-1.2, 1), x -> x[0].minus(1).squared())
                .zero(x -> x[1].minus(x[0].squared()).times(10))
                .optimum(0);
    }

    static DenseProgram hs7() {
        return minimise("HS7", at(2, 2), x -> x[0].squared().plus(1).log().minus(x[1]))
                .subject(4, x -> x[0].squared().plus(1).squared().plus(x[1].squared()), 4)
                .optimum(-Math.sqrt(3));
    }

    static DenseProgram hs10() {
        return minimise("HS10", at(-10, 10), x -> x[0].minus(x[1]))
                .nonnegative(x -> x[0].squared()
                        .times(-3)
                        .plus(x[0].times(x[1]).times(2))
                        .minus(x[1].squared())
                        .plus(1))
                .optimum(-1);
    }

    static DenseProgram hs14() {
        return minimise("HS14", at(2, 2), x -> x[0].minus(2)
                        .squared()
                        .plus(x[1].minus(1).squared()))
                .nonnegative(
                        x -> x[0].squared().times(-0.25).minus(x[1].squared()).plus(1))
                .zero(x -> x[0].minus(x[1].times(2)).plus(1))
                .optimum(9 - 2.875 * Math.sqrt(7));
    }

    static DenseProgram hs21() {
        return minimise(
                        "HS21",
                        at(-1, -1),
                        x -> x[0].squared().times(0.01).plus(x[1].squared()).minus(100))
                .nonnegative(x -> x[0].times(10).minus(x[1]).minus(10))
                .bound(1, 2, 50)
                .bound(2, -50, 50)
                .optimum(-99.96);
    }

    /** The Hessian of the Lagrangian is singular at the solution. */
    static DenseProgram hs26() {
        return minimise("HS26", at(-2.6, 2, 2), x -> x[0].minus(x[1])
                        .squared()
                        .plus(x[1].minus(x[2]).power(4)))
                .subject(3, x -> x[1].squared().plus(1).times(x[0]).plus(x[2].power(4)), 3)
                .optimum(0);
    }

    static DenseProgram hs28() {
        return minimise("HS28", at(-4, 1, 1), x -> x[0].plus(x[1])
                        .squared()
                        .plus(x[1].plus(x[2]).squared()))
                .subject(1, x -> x[0].plus(x[1].times(2)).plus(x[2].times(3)), 1)
                .optimum(0);
    }

    static DenseProgram hs35() {
        return minimise("HS35", at(0.5, 0.5, 0.5), x -> x[0].times(-8)
                        .minus(x[1].times(6))
                        .minus(x[2].times(4))
                        .plus(x[0].squared().times(2))
                        .plus(x[1].squared().times(2))
                        .plus(x[2].squared())
                        .plus(x[0].times(x[1]).times(2))
                        .plus(x[0].times(x[2]).times(2))
                        .plus(9))
                .subject(-INFINITY, x -> x[0].plus(x[1]).plus(x[2].times(2)), 3)
                .bounds(0, INFINITY)
                .optimum(1.0 / 9);
    }

    static DenseProgram hs39() {
        return minimise("HS39", at(2, 2, 2, 2), x -> x[0].times(-1))
                .zero(x -> x[1].minus(x[0].power(3)).minus(x[2].squared()))
                .zero(x -> x[0].squared().minus(x[1]).minus(x[3].squared()))
                .optimum(-1);
    }

    static DenseProgram hs40() {
        return minimise(
                        "HS40",
                        at(0.8, 0.8, 0.8, 0.8),
                        x -> x[0].times(x[1]).times(x[2]).times(x[3]).times(-1))
                .subject(1, x -> x[0].power(3).plus(x[1].squared()), 1)
                .zero(x -> x[0].squared().times(x[3]).minus(x[2]))
                .zero(x -> x[3].squared().minus(x[1]))
                .optimum(-0.25);
    }

    /** Rosen and Suzuki. */
    static DenseProgram hs43() {
        return minimise("HS43", at(0, 0, 0, 0), x -> x[0].squared()
                        .plus(x[1].squared())
                        .plus(x[2].squared().times(2))
                        .plus(x[3].squared())
                        .minus(x[0].times(5))
                        .minus(x[1].times(5))
                        .minus(x[2].times(21))
                        .plus(x[3].times(7)))
                .nonnegative(x -> x[0].squared()
                        .plus(x[1].squared())
                        .plus(x[2].squared())
                        .plus(x[3].squared())
                        .plus(x[0])
                        .minus(x[1])
                        .plus(x[2])
                        .minus(x[3])
                        .times(-1)
                        .plus(8))
                .nonnegative(x -> x[0].squared()
                        .plus(x[1].squared().times(2))
                        .plus(x[2].squared())
                        .plus(x[3].squared().times(2))
                        .minus(x[0])
                        .minus(x[3])
                        .times(-1)
                        .plus(10))
                .nonnegative(x -> x[0].squared()
                        .times(2)
                        .plus(x[1].squared())
                        .plus(x[2].squared())
                        .plus(x[0].times(2))
                        .minus(x[1])
                        .minus(x[3])
                        .times(-1)
                        .plus(5))
                .optimum(-44);
    }

    static DenseProgram hs48() {
        return minimise("HS48", at(3, 5, -3, 2, -2), x -> x[0].minus(1)
                        .squared()
                        .plus(x[1].minus(x[2]).squared())
                        .plus(x[3].minus(x[4]).squared()))
                .subject(5, x -> x[0].plus(x[1]).plus(x[2]).plus(x[3]).plus(x[4]), 5)
                .subject(-3, x -> x[2].minus(x[3].plus(x[4]).times(2)), -3)
                .optimum(0);
    }

    static DenseProgram hs71() {
        return minimise("HS71", at(1, 5, 5, 1), x -> x[0].times(x[3])
                        .times(x[0].plus(x[1]).plus(x[2]))
                        .plus(x[2]))
                .subject(25, x -> x[0].times(x[1]).times(x[2]).times(x[3]), INFINITY)
                .subject(
                        40,
                        x -> x[0].squared()
                                .plus(x[1].squared())
                                .plus(x[2].squared())
                                .plus(x[3].squared()),
                        40)
                .bounds(1, 5)
                .optimum(17.0140173);
    }

    static DenseProgram hs76() {
        return minimise("HS76", at(0.5, 0.5, 0.5, 0.5), x -> x[0].squared()
                        .plus(x[1].squared().times(0.5))
                        .plus(x[2].squared())
                        .plus(x[3].squared().times(0.5))
                        .minus(x[0].times(x[2]))
                        .plus(x[2].times(x[3]))
                        .minus(x[0])
                        .minus(x[1].times(3))
                        .plus(x[2])
                        .minus(x[3]))
                .subject(-INFINITY, x -> x[0].plus(x[1].times(2)).plus(x[2]).plus(x[3]), 5)
                .subject(
                        -INFINITY,
                        x -> x[0].times(3).plus(x[1]).plus(x[2].times(2)).minus(x[3]),
                        4)
                .subject(1.5, x -> x[1].plus(x[2].times(4)), INFINITY)
                .bounds(0, INFINITY)
                .optimum(-4.681818181);
    }

    static DenseProgram hs78() {
        return minimise(
                        "HS78",
                        at(-2, 1.5, 2, -1, -1),
                        x -> x[0].times(x[1]).times(x[2]).times(x[3]).times(x[4]))
                .subject(
                        10,
                        x -> x[0].squared()
                                .plus(x[1].squared())
                                .plus(x[2].squared())
                                .plus(x[3].squared())
                                .plus(x[4].squared()),
                        10)
                .zero(x -> x[1].times(x[2]).minus(x[3].times(x[4]).times(5)))
                .subject(-1, x -> x[0].power(3).plus(x[1].power(3)), -1)
                .optimum(-2.91970041);
    }

    static DenseProgram hs100() {
        return minimise("HS100", at(1, 2, 0, 4, 0, 1, 1), x -> x[0].minus(10)
                        .squared()
                        .plus(x[1].minus(12).squared().times(5))
                        .plus(x[2].power(4))
                        .plus(x[3].minus(11).squared().times(3))
                        .plus(x[4].power(6).times(10))
                        .plus(x[5].squared().times(7))
                        .plus(x[6].power(4))
                        .minus(x[5].times(x[6]).times(4))
                        .minus(x[5].times(10))
                        .minus(x[6].times(8)))
                .subject(
                        -INFINITY,
                        x -> x[0].squared()
                                .times(2)
                                .plus(x[1].power(4).times(3))
                                .plus(x[2])
                                .plus(x[3].squared().times(4))
                                .plus(x[4].times(5)),
                        127)
                .subject(
                        -INFINITY,
                        x -> x[0].times(7)
                                .plus(x[1].times(3))
                                .plus(x[2].squared().times(10))
                                .plus(x[3])
                                .minus(x[4]),
                        282)
                .subject(
                        -INFINITY,
                        x -> x[0].times(23)
                                .plus(x[1].squared())
                                .plus(x[5].squared().times(6))
                                .minus(x[6].times(8)),
                        196)
                .subject(
                        -INFINITY,
                        x -> x[0].squared()
                                .times(4)
                                .plus(x[1].squared())
                                .minus(x[0].times(x[1]).times(3))
                                .plus(x[2].squared().times(2))
                                .plus(x[5].times(5))
                                .minus(x[6].times(11)),
                        0)
                .optimum(680.6300573);
    }

    /** A heat exchanger, badly scaled. The book prints 7049.330923, which its own active constraints correct to the value here. */
    static DenseProgram hs106() {
        return minimise("HS106", at(5000, 5000, 5000, 200, 350, 150, 225, 425), x -> x[0].plus(x[1])
                        .plus(x[2]))
                .subject(-INFINITY, x -> x[3].plus(x[5]).times(0.0025), 1)
                .subject(-INFINITY, x -> x[4].plus(x[6]).minus(x[3]).times(0.0025), 1)
                .subject(-INFINITY, x -> x[7].minus(x[4]).times(0.01), 1)
                .nonnegative(x -> x[0].times(x[5])
                        .minus(x[3].times(833.33252))
                        .minus(x[0].times(100))
                        .plus(83333.333))
                .nonnegative(x -> x[1].times(x[6])
                        .minus(x[4].times(1250))
                        .minus(x[1].times(x[3]))
                        .plus(x[3].times(1250)))
                .nonnegative(x -> x[2].times(x[7])
                        .minus(x[2].times(x[4]))
                        .plus(x[4].times(2500))
                        .minus(1250000))
                .bounds(10, 1000)
                .bound(1, 100, 10000)
                .bound(2, 1000, 10000)
                .bound(3, 1000, 10000)
                .optimum(7049.2480);
    }

    static DenseProgram hs113() {
        return minimise("HS113", at(2, 3, 5, 5, 1, 2, 7, 3, 6, 10), x -> x[0].squared()
                        .plus(x[1].squared())
                        .plus(x[0].times(x[1]))
                        .minus(x[0].times(14))
                        .minus(x[1].times(16))
                        .plus(x[2].minus(10).squared())
                        .plus(x[3].minus(5).squared().times(4))
                        .plus(x[4].minus(3).squared())
                        .plus(x[5].minus(1).squared().times(2))
                        .plus(x[6].squared().times(5))
                        .plus(x[7].minus(11).squared().times(7))
                        .plus(x[8].minus(10).squared().times(2))
                        .plus(x[9].minus(7).squared())
                        .plus(45))
                .subject(
                        -INFINITY,
                        x -> x[0].times(4)
                                .plus(x[1].times(5))
                                .minus(x[6].times(3))
                                .plus(x[7].times(9)),
                        105)
                .nonnegative(x ->
                        x[0].times(-10).plus(x[1].times(8)).plus(x[6].times(17)).minus(x[7].times(2)))
                .subject(
                        -12,
                        x -> x[0].times(8)
                                .minus(x[1].times(2))
                                .minus(x[8].times(5))
                                .plus(x[9].times(2)),
                        INFINITY)
                .subject(
                        -INFINITY,
                        x -> x[0].minus(2)
                                .squared()
                                .times(3)
                                .plus(x[1].minus(3).squared().times(4))
                                .plus(x[2].squared().times(2))
                                .minus(x[3].times(7)),
                        120)
                .subject(
                        -INFINITY,
                        x -> x[0].squared()
                                .times(5)
                                .plus(x[1].times(8))
                                .plus(x[2].minus(6).squared())
                                .minus(x[3].times(2)),
                        40)
                .subject(
                        -INFINITY,
                        x -> x[0].minus(8)
                                .squared()
                                .times(0.5)
                                .plus(x[1].minus(4).squared().times(2))
                                .plus(x[4].squared().times(3))
                                .minus(x[5]),
                        30)
                .nonnegative(x -> x[0].squared()
                        .times(-1)
                        .minus(x[1].minus(2).squared().times(2))
                        .plus(x[0].times(x[1]).times(2))
                        .minus(x[4].times(14))
                        .plus(x[5].times(6)))
                .nonnegative(x -> x[0].times(3)
                        .minus(x[1].times(6))
                        .minus(x[8].minus(8).squared().times(12))
                        .plus(x[9].times(7)))
                .optimum(24.3062091);
    }

    private static double[] at(double... start) {
        return start;
    }
}
