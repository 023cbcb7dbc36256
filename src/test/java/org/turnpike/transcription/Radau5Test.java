package org.turnpike.transcription;

/** Order 9 at the nodes; the adjoint scheme (Radau IA) has stage order 4, and so the control. */
class Radau5Test extends SchemeContract {
    @Override
    Scheme scheme() {
        return new Radau(5);
    }

    @Override
    Orders orders() {
        return new Orders(9, 9, 9, 4);
    }

    @Override
    int coarse() {
        return 4;
    }
}
