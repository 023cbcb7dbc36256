package org.turnpike.transcription;

/** Order 10 at the nodes, stage order 5 for the control. */
class GaussLegendre5Test extends SchemeContract {
    @Override
    Scheme scheme() {
        return new GaussLegendre(5);
    }

    @Override
    Orders orders() {
        return new Orders(10, 10, 10, 5);
    }

    @Override
    int coarse() {
        return 4;
    }
}
