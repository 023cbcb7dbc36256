package org.turnpike.transcription;

/** Second order; the control at the two end nodes only first: there one defect stands alone for the mean of two. */
class TrapezoidTest extends SchemeContract {
    @Override
    Scheme scheme() {
        return new Trapezoid();
    }

    @Override
    Orders orders() {
        return new Orders(2, 2, 2, 1);
    }

    @Override
    int coarse() {
        return 20;
    }
}
