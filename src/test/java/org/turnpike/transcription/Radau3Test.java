package org.turnpike.transcription;

/** Order 5 at the nodes; the adjoint scheme (Radau IA) has stage order 2, and so the control. */
class Radau3Test extends SchemeContract {
    @Override
    Scheme scheme() {
        return new Radau(3);
    }

    @Override
    Orders orders() {
        return new Orders(5, 5, 5, 2);
    }

    @Override
    int coarse() {
        return 6;
    }
}
