package org.turnpike.learning;

/** The penalty R of the control. L1 belongs to the formulation L1, and to discrete models with p = 1. */
public enum Regularization {
    L2,
    H1,
    L1
}
