package org.turnpike.nlp.convex;

import cern.colt.matrix.DoubleFactory1D;
import cern.colt.matrix.DoubleFactory2D;
import cern.colt.matrix.DoubleMatrix1D;
import cern.colt.matrix.DoubleMatrix2D;
import com.joptimizer.exception.IterationsLimitException;
import com.joptimizer.exception.JOptimizerException;
import com.joptimizer.functions.ConvexMultivariateRealFunction;
import com.joptimizer.functions.LinearMultivariateRealFunction;
import com.joptimizer.functions.SOCPLogarithmicBarrier;
import com.joptimizer.functions.SOCPLogarithmicBarrier.SOCPConstraintParameters;
import com.joptimizer.functions.StrictlyConvexMultivariateRealFunction;
import com.joptimizer.optimizers.BarrierMethod;
import com.joptimizer.optimizers.NewtonUnconstrained;
import com.joptimizer.optimizers.OptimizationRequest;
import com.joptimizer.optimizers.OptimizationRequestHandler;
import com.joptimizer.optimizers.PrimalDualMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * JOptimizer, from a strictly feasible point: Newton's method without constraints, the primal–dual method with linear ones, the
 * barrier method with cones. Whatever it throws, the last iterate is kept: near the solution its linear systems become singular
 * before it stops by itself.
 *
 * @param y the last iterate
 * @param stopped why it stopped early; empty if it converged
 * @param limited whether that was the limit on iterations
 * @param iterations Newton steps
 */
record InteriorPoint(double[] y, String stopped, boolean limited, int iterations) {
    /** Kept, so that its level stays: JOptimizer logs every failure, and failures are returned here. */
    private static final Logger SILENCED = Logger.getLogger("com.joptimizer");

    static {
        SILENCED.setLevel(Level.OFF);
    }

    /** f → min subject to rows · y ≤ sides. */
    static InteriorPoint minimise(
            ConvexObjective f, double[][] rows, double[] sides, double[] start, double tolerance, int limit) {
        if (rows.length == 0) {
            return run(new NewtonUnconstrained(true), f, start, 1e-3 * tolerance, limit, new OptimizationRequest());
        }
        OptimizationRequest request = new OptimizationRequest();
        ConvexMultivariateRealFunction[] inequalities = new ConvexMultivariateRealFunction[rows.length];
        for (int i = 0; i < rows.length; i++) {
            inequalities[i] = new LinearMultivariateRealFunction(rows[i], -sides[i]);
        }
        request.setFi(inequalities);
        return run(new PrimalDualMethod(), f, start, tolerance, limit, request);
    }

    /** f → min subject to cones; ends early where {@code enough} holds. */
    static InteriorPoint minimise(
            ConvexObjective f,
            List<Cone> cones,
            double[] start,
            double tolerance,
            int limit,
            Predicate<double[]> enough) {
        List<SOCPConstraintParameters> parameters = new ArrayList<>();
        SOCPLogarithmicBarrier barrier = new SOCPLogarithmicBarrier(parameters, start.length);
        for (Cone cone : cones) {
            parameters.add(barrier.new SOCPConstraintParameters(cone.a(), cone.b(), cone.c(), cone.d()));
        }
        BarrierMethod method = new BarrierMethod(barrier) {
            @Override
            protected boolean checkCustomExitConditions(DoubleMatrix1D y) {
                return enough.test(y.toArray());
            }
        };
        OptimizationRequest request = new OptimizationRequest();
        // The barrier's values are rounded at t f: with a tighter inner tolerance its last centring steps never end.
        request.setToleranceInnerStep(1e-5);
        return run(method, f, start, tolerance, limit, request);
    }

    private static InteriorPoint run(
            OptimizationRequestHandler method,
            ConvexObjective f,
            double[] start,
            double tolerance,
            int limit,
            OptimizationRequest request) {
        Followed followed = new Followed(f, start);
        request.setF0(followed);
        request.setInitialPoint(start.clone());
        request.setTolerance(tolerance);
        request.setToleranceFeas(tolerance);
        request.setMaxIteration(limit);
        method.setOptimizationRequest(request);
        try {
            method.optimize();
            double[] y = method.getOptimizationResponse().getSolution();
            return new InteriorPoint(y, "", false, followed.iterations);
        } catch (IterationsLimitException e) {
            return new InteriorPoint(followed.last, "the limit of " + limit + " iterations", true, followed.iterations);
        } catch (JOptimizerException | RuntimeException e) {
            // A singular linear system is a checked exception or an IllegalArgumentException, by the factorisation that
            // met it.
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new InteriorPoint(followed.last, message, false, followed.iterations);
        }
    }

    /** The objective in JOptimizer's words, scaled to a unit gradient at the start; remembers the iterates. */
    private static final class Followed implements StrictlyConvexMultivariateRealFunction {
        private final ConvexObjective f;
        private final double scale;
        private final int dimension;
        private double[] last;
        private int iterations;

        Followed(ConvexObjective f, double[] start) {
            this.f = f;
            double slope = Dense.norm(f.gradient(start));
            scale = slope > 1e-8 && Double.isFinite(slope) ? 1 / slope : 1;
            dimension = start.length;
            last = start.clone();
        }

        @Override
        public double value(DoubleMatrix1D y) {
            return scale * f.value(y.toArray());
        }

        @Override
        public DoubleMatrix1D gradient(DoubleMatrix1D y) {
            double[] gradient = f.gradient(y.toArray());
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= scale;
            }
            return DoubleFactory1D.dense.make(gradient);
        }

        @Override
        public DoubleMatrix2D hessian(DoubleMatrix1D y) {
            last = y.toArray();
            iterations++;
            double[][] hessian = f.hessian(last);
            for (double[] row : hessian) {
                for (int j = 0; j < row.length; j++) {
                    row[j] *= scale;
                }
            }
            return DoubleFactory2D.dense.make(hessian);
        }

        @Override
        public int getDim() {
            return dimension;
        }
    }
}
