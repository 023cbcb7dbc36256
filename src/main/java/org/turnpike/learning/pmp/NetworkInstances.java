package org.turnpike.learning.pmp;

import org.turnpike.expression.compile.Pattern;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.model.Model;

/**
 * The layout of a training task's stages in one array z, and the pattern instances over it: controls at all stages first, then
 * the samples' states at all stages, layer by layer, and at the end.
 */
final class NetworkInstances {
    final double[] z;
    /** By layer: where the control of stage 0 is; that of stage l is l · controls further. */
    final int[] controlAt;
    /** By layer, and for the end: where the states of stage 0 are (N × width); stage l is l · N · width further. */
    final int[] stateAt;
    /** By layer: its functions; layers that are one function share one object. */
    final PatternInstances[] block;
    /** By layer: its instance of stage 0 and sample 0; then by stage and sample. */
    final int[] first;
    /** The loss by layer, stage and sample; no instances unless the error runs. */
    final PatternInstances running;
    /** The loss of the samples at the end. */
    final PatternInstances terminal;

    private final TrainingTask task;
    private final int stages;

    NetworkInstances(TrainingTask task) {
        this.task = task;
        Model model = task.model();
        int layers = task.layers();
        int samples = task.samples();
        stages = model.continuous() ? task.integrator().stages() : 1;
        controlAt = new int[layers];
        stateAt = new int[layers + 1];
        int at = 0;
        for (int k = 0; k < layers; k++) {
            controlAt[k] = at;
            at += stages * model.controls(k);
        }
        for (int k = 0; k <= layers; k++) {
            stateAt[k] = at;
            at += (k < layers ? stages : 1) * samples * model.width(k);
        }
        z = new double[at];
        block = new PatternInstances[layers];
        first = new int[layers];
        SamplePatterns patterns = new SamplePatterns(task);
        for (int from = 0; from < layers; ) {
            int to = from + 1;
            while (to < layers && model.sameLayer(from, to)) {
                to++;
            }
            layOut(patterns.layer(from), from, to);
            from = to;
        }
        int[] places = new int[task.formulation().running() ? layers * stages : 0];
        for (int q = 0; q < places.length; q++) {
            places[q] = stateAt[q / stages] + q % stages * samples * model.width(q / stages);
        }
        Pattern loss = patterns.loss();
        running = losses(loss, places);
        terminal = losses(loss, new int[] {stateAt[layers]});
    }

    private void layOut(Pattern pattern, int from, int to) {
        int d = task.model().width(from);
        int m = task.model().controls(from);
        int samples = task.samples();
        int[] index = new int[(to - from) * stages * samples * (d + m)];
        int at = 0;
        for (int k = from; k < to; k++) {
            for (int e = 0; e < stages * samples; e++) {
                for (int i = 0; i < d; i++) {
                    index[at++] = stateAt[k] + e * d + i;
                }
                for (int j = 0; j < m; j++) {
                    index[at++] = controlAt[k] + e / samples * m + j;
                }
            }
        }
        PatternInstances shared = new PatternInstances(pattern, d, index, new double[0]);
        for (int k = from; k < to; k++) {
            block[k] = shared;
            first[k] = (k - from) * stages * samples;
        }
    }

    private PatternInstances losses(Pattern loss, int[] places) {
        int d = task.output().inputs();
        int m = task.output().size();
        int samples = task.samples();
        int[] index = new int[places.length * samples * d];
        double[] data = new double[places.length * samples * m];
        for (int e = 0; e < places.length * samples; e++) {
            for (int i = 0; i < d; i++) {
                index[e * d + i] = places[e / samples] + e % samples * d + i;
            }
            System.arraycopy(task.targets()[e % samples], 0, data, e * m, m);
        }
        return new PatternInstances(loss, d, index, data);
    }
}
