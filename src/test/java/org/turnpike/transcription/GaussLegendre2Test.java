package org.turnpike.transcription;

/** Order 4 at the nodes, stage order 2 for the control. */
class GaussLegendre2Test extends SchemeContract {
    @Override
    Scheme scheme() {
        return new GaussLegendre(2);
    }

    @Override
    Orders orders() {
        return new Orders(4, 4, 4, 2);
    }

    @Override
    int coarse() {
        return 6;
    }
}
