package org.turnpike.transcription;

/** Second order throughout; the control at the midpoints. */
class ImplicitMidpointTest extends SchemeContract {
    @Override
    Scheme scheme() {
        return new ImplicitMidpoint();
    }

    @Override
    Orders orders() {
        return new Orders(2, 2, 2, 2);
    }

    @Override
    int coarse() {
        return 20;
    }
}
