package org.turnpike.transcription;

/** Fourth order at the nodes; the control at nodes and midpoints converges with the stage order of the adjoint scheme (Lobatto IIIB). */
class HermiteSimpsonTest extends SchemeContract {
    @Override
    Scheme scheme() {
        return new HermiteSimpson();
    }

    @Override
    Orders orders() {
        return new Orders(4, 4, 4, 2);
    }

    @Override
    int coarse() {
        return 10;
    }
}
