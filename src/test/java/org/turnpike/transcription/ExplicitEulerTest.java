package org.turnpike.transcription;

/** First order throughout. */
class ExplicitEulerTest extends SchemeContract {
    @Override
    Scheme scheme() {
        return new ExplicitEuler();
    }

    @Override
    Orders orders() {
        return new Orders(1, 1, 1, 1);
    }

    @Override
    int coarse() {
        return 40;
    }
}
