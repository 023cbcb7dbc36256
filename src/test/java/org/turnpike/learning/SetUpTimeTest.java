package org.turnpike.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.collocation.TrainingProgram;
import org.turnpike.learning.model.Activation;
import org.turnpike.learning.model.NeuralOde2;
import org.turnpike.nlp.NonlinearProgram;

/** A layer is one pattern, whatever the number of samples: programs of 1,000 samples are set up in a fraction of a second. */
@Tag("slow")
class SetUpTimeTest {
    /** In this thread's processor time, as others may use the machine; cold, some 0.4 s, and 0.1 s once compiled. */
    @Test
    void aThousandSamplesAreSetUpInUnderASecond() {
        double[][] inputs = new double[1000][];
        double[][] targets = new double[1000][];
        for (int i = 0; i < 1000; i++) {
            double radius = i < 500 ? 0.5 : 1;
            double angle = 2 * Math.PI * i / 500;
            inputs[i] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle), 0};
            targets[i] = new double[] {i < 500 ? 1 : -1};
        }
        TrainingTask task = new TaskBuilder(new NeuralOde2(3, Activation.TANH, true, true), inputs, targets)
                .output(new Output(new double[][] {{0, 0, 1}}, false, Output.Nonlinearity.NONE))
                .formulation(Formulation.SL_STAR)
                .horizon(10)
                .layers(40)
                .task();
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        NonlinearProgram program = new TrainingProgram(task, 1e-3).program();
        program.newJacobian();
        program.newHessian();
        double seconds = 1e-9 * (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
        assertEquals(120_000, program.constraints());
        assertTrue(seconds < 1, () -> seconds + " s");
    }
}
