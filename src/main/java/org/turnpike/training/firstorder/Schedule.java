package org.turnpike.training.firstorder;

/** How a learning rate falls: a factor by the epochs done. */
@FunctionalInterface
public interface Schedule {
    /** 1. */
    Schedule CONSTANT = epochs -> 1;

    /** The factor after so many epochs, which need not be whole. */
    double factor(double epochs);

    /** factor^⌊t/every⌋. */
    record Step(int every, double factor) implements Schedule {
        @Override
        public double factor(double epochs) {
            return Math.pow(factor, Math.floor(epochs / every));
        }
    }

    /** factor^t. */
    record Exponential(double factor) implements Schedule {
        @Override
        public double factor(double epochs) {
            return Math.pow(factor, epochs);
        }
    }

    /**
     * Half a cosine wave from 1 down to a least factor, where it stays.
     *
     * @param length epochs until then
     * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov, Hutter: SGDR, stochastic gradient descent with warm restarts</a>
     */
    record Cosine(double length, double least) implements Schedule {
        @Override
        public double factor(double epochs) {
            double phase = Math.min(1, epochs / length);
            return least + (1 - least) * (1 + Math.cos(Math.PI * phase)) / 2;
        }
    }
}
