package org.turnpike.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.classifier.LinearFormulation;
import org.turnpike.learning.classifier.Norm;
import org.turnpike.learning.classifier.PenalizedError;
import org.turnpike.learning.classifier.Penalty;
import org.turnpike.solution.Solution;
import org.turnpike.solve.LinearMethod;

/** A linear model in a few lines: samples, cost, kind and size of the convex program. */
record LinearExplanation(LinearProblem problem) {
    void print(PrintWriter out) {
        out.println(problem.name());
        LearningExplanation.samples(out, problem.training(), problem.test());
        String z = problem.bias() ? "w'x + b" : "w'x";
        out.println("model: linear, z = " + z);
        LinearFormulation formulation = problem.formulation();
        if (formulation instanceof PenalizedError p) {
            String norm = p.penalty() == Penalty.L1 ? "|w|_1" : "|w|_2^2";
            out.println("minimize mean " + p.loss().name().toLowerCase(Locale.ROOT) + " loss of z + " + p.lambda() + " "
                    + norm + (problem.bias() ? "; b is not penalised" : ""));
        } else {
            String norm = formulation.norm() == Norm.L1 ? "|w|_1" : "|w|_2";
            out.println("maximize the smallest y (" + z + "), y = -1 or 1 the class, subject to " + norm + " = 1");
            out.println("  solved as " + (formulation.norm() == Norm.L1 ? "|w|_1" : "|w|_2^2 / 2")
                    + " -> min subject to y (" + z + ") >= 1");
        }
        Solution.Discretization sizes = LinearMethod.sizes(LinearMethod.form(problem));
        out.printf(
                Locale.ROOT,
                "%s: %d unknowns, %d constraints, %d Jacobian and %d Hessian nonzeros%n",
                sizes.scheme(),
                sizes.variables(),
                sizes.constraints(),
                sizes.jacobianNonzeros(),
                sizes.hessianNonzeros());
        String nlp = problem.solver().nlp();
        out.println(
                "solver: " + (nlp.equals("auto") ? "joptimizer" : nlp.equals("both") ? "joptimizer, then ipopt" : nlp));
    }
}
