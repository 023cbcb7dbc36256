package org.turnpike.transcription;

/** Order 6 at the nodes, stage order 3 for the control. */
class GaussLegendre3Test extends SchemeContract {
    @Override
    Scheme scheme() {
        return new GaussLegendre(3);
    }

    @Override
    Orders orders() {
        return new Orders(6, 6, 6, 3);
    }

    @Override
    int coarse() {
        return 6;
    }
}
