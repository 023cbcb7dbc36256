package org.turnpike.training.firstorder;

import java.util.Map;

/** What a step makes of a minibatch's derivative. */
interface UpdateRule {
    /** u minus a step; g is the derivative at u. */
    void update(double[] u, double[] g, double rate);

    /** What it remembers, by name; copies. */
    Map<String, double[]> memory();

    /** Takes up what another one remembered; what is not there is 0. */
    void recall(Map<String, double[]> memory);
}
