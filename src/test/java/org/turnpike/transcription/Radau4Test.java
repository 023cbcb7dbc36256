package org.turnpike.transcription;

/** Order 7 at the nodes; the adjoint scheme (Radau IA) has stage order 3, and so the control. */
class Radau4Test extends SchemeContract {
    @Override
    Scheme scheme() {
        return new Radau(4);
    }

    @Override
    Orders orders() {
        return new Orders(7, 7, 7, 3);
    }

    @Override
    int coarse() {
        return 4;
    }
}
