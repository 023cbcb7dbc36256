package org.turnpike.training.newton;

import java.util.Locale;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.BangOff;
import org.turnpike.minimization.nonsmooth.GroupNorm;
import org.turnpike.minimization.nonsmooth.GroupedNorms;

/** How many layers are at their bound, off, and between, in words. */
final class LayerCensus {
    private final TrainingTask task;
    private final GroupedNorms norms;

    LayerCensus(TrainingTask task, GroupedNorms norms) {
        this.task = task;
        this.norms = norms;
    }

    String text(double[] u) {
        int bound = 0;
        int off = 0;
        int between = 0;
        int zeros = 0;
        int last = -1;
        int count = norms.groups().size();
        for (int k = 0; k < count; k++) {
            GroupedNorms.Group group = norms.groups().get(k);
            GroupNorm norm = group.norm();
            double size = norm.norm(u, group.at());
            if (size == 0) {
                off++;
            } else if (norm.bound(u, group.at())) {
                bound++;
            } else {
                between++;
                last = k;
            }
            for (int j = 0; j < norm.size(); j++) {
                zeros += u[group.at() + j] == 0 ? 1 : 0;
            }
        }
        boolean byLayer = count == task.layers();
        if (task.bound() == null) {
            return zeros + " weights are exactly 0.";
        }
        String text = String.format(
                Locale.ROOT,
                "Of %d %s %d are at the bound M, %d exactly 0, %d between.",
                count,
                byLayer ? "layers" : "weights of layers",
                bound,
                off,
                between);
        if (byLayer && between == 1 && BangOff.concerns(task)) {
            GroupedNorms.Group group = norms.groups().get(last);
            return text
                    + String.format(
                            Locale.ROOT,
                            " Layer %d has 0 < |u| = %.6g < M, because the switching time lies inside it: full speed for a part of a layer "
                                    + "is less speed for all of it.",
                            last + 1,
                            group.norm().norm(u, group.at()));
        }
        return text;
    }
}
