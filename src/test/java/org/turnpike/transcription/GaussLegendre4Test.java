package org.turnpike.transcription;

/** Order 8 at the nodes, stage order 4 for the control. */
class GaussLegendre4Test extends SchemeContract {
    @Override
    Scheme scheme() {
        return new GaussLegendre(4);
    }

    @Override
    Orders orders() {
        return new Orders(8, 8, 8, 4);
    }

    @Override
    int coarse() {
        return 4;
    }
}
