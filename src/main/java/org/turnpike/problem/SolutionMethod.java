package org.turnpike.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How a learning problem is solved: in the full space of states and controls, in that of the controls alone, or by the maximum principle. */
public enum SolutionMethod {
    /** States and controls are unknowns of a nonlinear program. */
    COLLOCATION("collocation", Family.FULL_SPACE),
    /** Newton's method with conjugate gradients. */
    REDUCED("reduced", Family.REDUCED_SPACE, "iterations"),
    /** Limited-memory BFGS. */
    LBFGS("lbfgs", Family.REDUCED_SPACE, "iterations", "memory"),
    /** Adaptive moments. */
    ADAM("adam", Family.REDUCED_SPACE, "epochs", "batch", "learningRate", "seed", "earlyStopping"),
    /** Stochastic gradient descent. */
    SGD("sgd", Family.REDUCED_SPACE, "epochs", "batch", "learningRate", "momentum", "seed", "earlyStopping"),
    /** Successive approximations by the maximum principle. */
    MSA("msa", Family.REDUCED_SPACE, "iterations"),
    /** The same with the augmented Hamiltonian. */
    EMSA("emsa", Family.REDUCED_SPACE, "iterations", "rho"),
    /** Newton's method on the conditions of the maximum principle. */
    SHOOTING("shooting", Family.MAXIMUM_PRINCIPLE);

    private enum Family {
        FULL_SPACE,
        REDUCED_SPACE,
        MAXIMUM_PRINCIPLE
    }

    private final String label;
    private final Family family;
    private final Set<String> keys;

    SolutionMethod(String label, Family family, String... keys) {
        this.label = label;
        this.family = family;
        this.keys = Set.of(keys);
    }

    /** How it is written in problem files. */
    public String label() {
        return label;
    }

    /** Whether the controls are the only unknowns. */
    public boolean reducedSpace() {
        return family == Family.REDUCED_SPACE;
    }

    /** Whether one iteration is a pass through all samples. */
    public boolean countsEpochs() {
        return keys.contains("epochs");
    }

    /** Whether the method has a setting of this name; all of the reduced space have {@code threads} and {@code checkpoint}. */
    public boolean knows(String key) {
        return keys.contains(key) || reducedSpace() && (key.equals("threads") || key.equals("checkpoint"));
    }

    /** The methods that have a setting of this name. */
    public static List<String> thatKnow(String key) {
        List<String> labels = new ArrayList<>();
        for (SolutionMethod method : values()) {
            if (method.knows(key)) {
                labels.add(method.label);
            }
        }
        return labels;
    }
}
