package org.turnpike.transcription;

/** Order 3 at the nodes; the adjoint scheme (Radau IA) has stage order 1, and so the control. */
class Radau2Test extends SchemeContract {
    @Override
    Scheme scheme() {
        return new Radau(2);
    }

    @Override
    Orders orders() {
        return new Orders(3, 3, 3, 1);
    }

    @Override
    int coarse() {
        return 10;
    }
}
