package org.turnpike.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.data.DMatrixSparseCSC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.mesh.Mesh;
import org.turnpike.nlp.DerivativeCheck;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpOptions;
import org.turnpike.nlp.NlpSolution;
import org.turnpike.nlp.NlpStart;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.solution.Trajectory;

/**
 * What every scheme owes: orders of convergence for states, costates and cost at the nodes and for the control, exact
 * derivatives, and evaluation that allocates nothing.
 */
abstract class SchemeContract {
    /** The scheme under test. */
    abstract Scheme scheme();

    /** Orders that theory gives for smooth solutions. */
    abstract Orders orders();

    /** The coarser of two meshes; errors must lie above the solver's accuracy there. */
    int coarse() {
        return 10;
    }

    record Orders(double state, double costate, double cost, double control) {}

    record Errors(double state, double costate, double cost, double control) {}

    static Stream<KnownProblem> problems() {
        return Stream.of(KnownProblem.hager(), KnownProblem.geodesic());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void convergesWithItsOrderOnUniformMeshes(KnownProblem known) {
        Errors coarse = errors(known, Mesh.uniform(coarse()));
        Errors fine = errors(known, Mesh.uniform(2 * coarse()));
        checkOrders(coarse, fine);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void convergesWithItsOrderOnGradedMeshes(KnownProblem known) {
        checkOrders(errors(known, graded(coarse())), errors(known, graded(2 * coarse())));
    }

    private static Mesh graded(int intervals) {
        double[] fractions = new double[intervals + 1];
        for (int k = 0; k <= intervals; k++) {
            double s = (double) k / intervals;
            fractions[k] = s * (0.6 + 0.4 * s);
        }
        return new Mesh(fractions);
    }

    private void checkOrders(Errors coarse, Errors fine) {
        Orders expected = orders();
        checkOrder("state", expected.state(), coarse.state(), fine.state());
        checkOrder("costate", expected.costate(), coarse.costate(), fine.costate());
        checkOrder("cost", expected.cost(), coarse.cost(), fine.cost());
        checkOrder("control", expected.control(), coarse.control(), fine.control());
    }

    /** Rounding and the solver's tolerance leave 1e-11: below that the order cannot be seen. */
    private static void checkOrder(String what, double expected, double coarse, double fine) {
        if (fine < 2e-11) {
            return;
        }
        double measured = Math.log(coarse / fine) / Math.log(2);
        assertTrue(
                measured > expected - 0.35,
                () -> what + ": order " + measured + " instead of " + expected + " (errors " + coarse + ", " + fine
                        + ")");
    }

    private Errors errors(KnownProblem known, Mesh mesh) {
        Transcription transcription = scheme().transcribe(known.problem(), mesh);
        NlpSolution solution = new IpoptSolver()
                .solve(
                        transcription.program(),
                        NlpStart.at(transcription.start()),
                        null,
                        new NlpOptions(1e-12, 200, Double.POSITIVE_INFINITY, Map.of()),
                        IterationListener.SILENT);
        assertTrue(solution.status().solved(), solution.reason());
        Trajectory trajectory = transcription.trajectory(solution.z(), solution.multipliers());
        double state = 0;
        double costate = 0;
        double control = 0;
        for (int k = 0; k <= mesh.intervals(); k++) {
            double t = trajectory.mesh()[k];
            state = Math.max(
                    state, Math.abs(trajectory.states()[k] - known.state().at(t)));
            costate = Math.max(
                    costate, Math.abs(trajectory.costates()[k] - known.costate().at(t)));
        }
        double[] points = trajectory.controlPoints().of(0);
        for (int k = 0; k < mesh.intervals(); k++) {
            for (int j = 0; j < points.length; j++) {
                double t = trajectory.mesh()[k]
                        + points[j] * (trajectory.mesh()[k + 1] - trajectory.mesh()[k]);
                double error = trajectory.controls()[k * points.length + j]
                        - known.control().at(t);
                control = Math.max(control, Math.abs(error));
            }
        }
        return new Errors(state, costate, Math.abs(solution.objective() - known.objective()), control);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void derivativesAreExact(KnownProblem known) {
        Transcription transcription = scheme().transcribe(known.problem(), graded(4));
        double[] multipliers =
                new Random(7).doubles(transcription.program().constraints()).toArray();
        DerivativeCheck check = DerivativeCheck.at(transcription.program(), transcription.start(), multipliers);
        assertTrue(check.worst().error() < 1e-7, check::toString);
    }

    @Test
    void evaluationAllocatesNothing() {
        Transcription transcription =
                scheme().transcribe(KnownProblem.geodesic().problem(), Mesh.uniform(50));
        NonlinearProgram program = transcription.program();
        double[] z = transcription.start();
        double[] lambda = new double[program.constraints()];
        java.util.Arrays.fill(lambda, 0.7);
        double[] gradient = new double[program.variables()];
        double[] values = new double[program.constraints()];
        DMatrixSparseCSC jacobian = program.newJacobian();
        DMatrixSparseCSC hessian = program.newHessian();
        long before = 0;
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        for (int repeat = 0; repeat < 40; repeat++) {
            if (repeat == 20) {
                before = threads.getThreadAllocatedBytes(id);
            }
            z[1] += 1e-3;
            program.objective(z);
            program.gradient(z, gradient);
            program.constraints(z, values);
            program.jacobian(z, jacobian);
            program.hessian(z, 1, lambda, hessian);
        }
        long allocated = threads.getThreadAllocatedBytes(id) - before;
        // 20 evaluations of 5 functions over 50 intervals: one double[] an evaluation would be 20 × 5 × 16 bytes at
        // least.
        assertTrue(allocated < 1600, () -> "allocated " + allocated + " bytes");
    }

    @Test
    void unconstrainedLinearQuadraticProblemTakesOneNewtonStep() {
        Transcription transcription = scheme().transcribe(KnownProblem.hager().problem(), Mesh.uniform(8));
        NlpSolution solution = new IpoptSolver()
                .solve(
                        transcription.program(),
                        NlpStart.at(transcription.start()),
                        null,
                        NlpOptions.defaults(),
                        IterationListener.SILENT);
        assertEquals(NlpStatus.OPTIMAL, solution.status());
        assertEquals(1, solution.iterations());
    }
}
