package org.turnpike.transcription;

/** The step has order 4, but a control that is constant on each interval limits the optimum to order 2. */
class RungeKutta4Test extends SchemeContract {
    @Override
    Scheme scheme() {
        return new RungeKutta4();
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
