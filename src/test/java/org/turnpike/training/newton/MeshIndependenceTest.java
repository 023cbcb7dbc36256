package org.turnpike.training.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnpike.learning.ControlStart;
import org.turnpike.learning.Formulation;
import org.turnpike.learning.Output;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.loss.Loss;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.Model;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.learning.model.Phases;
import org.turnpike.learning.model.StateMap;
import org.turnpike.learning.model.SwitchedSystem;
import org.turnpike.mesh.ButcherTableau;
import org.turnpike.minimization.DescentListener;
import org.turnpike.minimization.InnerProduct;
import org.turnpike.minimization.Minimum;
import org.turnpike.minimization.Termination;
import org.turnpike.minimization.TrustRegionNewton;
import org.turnpike.training.PenalizedCost;
import org.turnpike.training.propagation.LocalSampleCost;

/** In the inner product of the penalty the number of conjugate-gradient steps at an optimum does not grow with the layers. */
@Tag("slow")
class MeshIndependenceTest {
    private static final int[] LAYERS = {20, 40, 80, 160, 320};

    private enum Mesh {
        UNIFORM,
        /** Four phases of one field, each half as long as the next, with as many layers: steps from h to 8 h. */
        GRADED
    }

    private static TrainingTask task(int layers, Mesh mesh, Regularization regularization, ControlStart start) {
        double horizon = 4;
        Model field = new NeuralOde2(3, Activation.TANH, true, true);
        Model model = field;
        if (mesh == Mesh.GRADED) {
            int quarter = layers / 4;
            double[] switches = {horizon / 15, 3 * horizon / 15, 7 * horizon / 15};
            Phases phases = new Phases(new int[] {quarter, quarter, quarter, quarter}, switches, false, 0);
            model = new SwitchedSystem(
                    Collections.nCopies(4, field), Collections.nCopies(3, StateMap.padding(3, 3)), phases);
        }
        int samples = 40;
        double[][] inputs = new double[samples][3];
        double[][] targets = new double[samples][1];
        for (int i = 0; i < samples; i++) {
            double radius = i % 2 == 0 ? 0.5 : 1;
            inputs[i][0] = radius * Math.cos(2 * Math.PI * i / samples);
            inputs[i][1] = radius * Math.sin(2 * Math.PI * i / samples);
            targets[i][0] = i % 2 == 0 ? 1 : -1;
        }
        return new TrainingTask(
                inputs,
                targets,
                model,
                Output.select(3, 3),
                Loss.SQUARED,
                Formulation.SL_STAR,
                horizon,
                layers,
                ButcherTableau.midpoint(),
                0.1,
                regularization,
                null,
                start);
    }

    /** Of M⁻¹∇²J (or of ∇²J) from a random right-hand side to a residual of 1e-6 in the norm that goes with it. */
    private static int steps(PenalizedCost cost, boolean euclidean) {
        InnerProduct space = cost.space();
        int n = space.size();
        Random random = new Random(1);
        double[] r = new double[n];
        double[] z = new double[n];
        // A right-hand side that is one function on every mesh up to noise: M times random values.
        double[] values = new double[n];
        Arrays.setAll(values, j -> random.nextDouble() - 0.5);
        space.gram(values, r);
        double[] image = new double[n];
        precondition(space, euclidean, r, z);
        double[] d = z.clone();
        double rz = InnerProduct.dot(r, z);
        double goal = 1e-12 * rz;
        int count = 0;
        while (rz > goal && count < 5 * n) {
            cost.product(d, image);
            double alpha = rz / InnerProduct.dot(d, image);
            for (int j = 0; j < n; j++) {
                r[j] -= alpha * image[j];
            }
            precondition(space, euclidean, r, z);
            double fresh = InnerProduct.dot(r, z);
            for (int j = 0; j < n; j++) {
                d[j] = z[j] + fresh / rz * d[j];
            }
            rz = fresh;
            count++;
        }
        return count;
    }

    private static void precondition(InnerProduct space, boolean euclidean, double[] r, double[] z) {
        if (euclidean) {
            System.arraycopy(r, 0, z, 0, r.length);
        } else {
            space.riesz(r, z);
        }
    }

    /** Steps at the optima of ever finer meshes; the start of each is the optimum before, its values repeated. */
    private static int[] counts(Mesh mesh, Regularization regularization, boolean euclidean) {
        int[] counts = new int[LAYERS.length];
        ControlStart start = new ControlStart.Sine();
        for (int q = 0; q < LAYERS.length; q++) {
            TrainingTask task = task(LAYERS[q], mesh, regularization, start);
            ControlSpace space = new ControlSpace(task);
            try (LocalSampleCost local = LocalSampleCost.of(task)) {
                PenalizedCost cost = new PenalizedCost(local, space, task.lambda());
                TrustRegionNewton newton = new TrustRegionNewton(cost, new TrustRegionNewton.Limits(1e-8, 1000, 60));
                Minimum minimum = newton.minimize(space.start(task), 0, DescentListener.SILENT);
                assertEquals(Termination.CONVERGED, minimum.termination(), minimum.reason());
                cost.gradient(minimum.u(), new double[space.size()]);
                counts[q] = steps(cost, euclidean);
                double[][] rows = space.byRow(minimum.u());
                boolean linear = space.linear();
                double[][] finer = new double[linear ? 2 * LAYERS[q] + 1 : 2 * LAYERS[q]][];
                Arrays.setAll(finer, k -> rows[k / 2]);
                start = new ControlStart.Given(finer);
            }
        }
        return counts;
    }

    @ParameterizedTest
    @EnumSource
    void stepsDoNotGrowWithTheLayers(Mesh mesh) {
        int[] counts = counts(mesh, Regularization.L2, false);
        assertDoNotGrow(counts);
    }

    @ParameterizedTest
    @EnumSource(names = "UNIFORM")
    void norInTheSobolevSpace(Mesh mesh) {
        assertDoNotGrow(counts(mesh, Regularization.H1, false));
    }

    /** What the inner product is for. */
    @ParameterizedTest
    @EnumSource(names = "UNIFORM")
    void inTheEuclideanProductTheyGrow(Mesh mesh) {
        int[] counts = counts(mesh, Regularization.H1, true);
        assertTrue(counts[LAYERS.length - 1] > 3 * counts[0], Arrays.toString(counts));
    }

    private static void assertDoNotGrow(int[] counts) {
        int most = Arrays.stream(counts).max().orElseThrow();
        assertTrue(most <= counts[0] + 3, Arrays.toString(counts));
    }
}
