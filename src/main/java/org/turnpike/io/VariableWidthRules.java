package org.turnpike.io;

import java.util.stream.IntStream;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.ModelSpecification;
import org.turnpike.mesh.ButcherTableau;

/** What models whose width changes over time cannot be combined with, and why. */
final class VariableWidthRules {
    private final Field learning;
    private final ModelSpecification specification;
    private final Model model;
    private final int layers;

    VariableWidthRules(Field learning, ModelSpecification specification, int layers) {
        this.learning = learning;
        this.specification = specification;
        this.model = specification.model();
        this.layers = layers;
    }

    void check(Formulation formulation, Regularization regularization, ButcherTableau integrator) {
        boolean changing = IntStream.range(0, layers).anyMatch(model::ratesOfNextWidth);
        ModelSpecification.Switching switching = specification.switching();
        if (formulation == Formulation.L1 && (changing || switching != null)) {
            throw learning.require("formulation", "formulation: SL*")
                    .error(
                            "the formulation L1 is bang, then off, since control can be moved to earlier times; from one "
                                    + (changing ? "grid" : "phase")
                                    + " to another it cannot; expected SL1, SL* or exact");
        }
        if (changing && !integrator.name().equals("euler")) {
            throw learning.require("integrator", "integrator: euler")
                    .error(
                            "with a grid that changes a layer is one Euler step from one grid to the next; expected euler,"
                                    + " or a switched model with phases of kind integro");
        }
        if (changing && regularization == Regularization.H1) {
            throw learning.require("regularization", "regularization: L2")
                    .error(
                            "with a grid that changes the controls of layers have different sizes, so u cannot be continuous;"
                                    + " expected L2, or a switched model with phases of kind integro");
        }
        if (switching != null
                && switching.phases().free()
                && switching.phases().shortest() == 0
                && regularization == Regularization.H1) {
            throw learning.require("regularization", "regularization: L2")
                    .error("an H1 penalty needs phases of positive length; the switches say shortest: 0");
        }
    }
}
