package org.turnpike.training.robustness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Output;
import org.turnpike.learning.data.LabelCoding;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.loss.Loss;

/**
 * Projected gradient ascent in growing balls around each sample's input.
 *
 * <p>Three functions are climbed, since none stands for the others: the loss of the training; for classes the logistic loss or the cross-entropy, which
 * unlike the squared loss grow only where the class becomes less certain; and the squared change of the output. What is seen on the way counts for
 * all three. The search in a ball begins at the end of that in the smaller one, and at random points.
 */
public final class ProjectedGradient {
    /** Mądry et al. take 2.5 r/steps, so that the boundary is reached from anywhere in the ball, and can be walked along. */
    private static final double STEP = 2.5;

    private static final int CHANGE = 2;

    private final Network network;
    private final PerturbedSamples samples;
    private final Settings settings;
    private final int n;
    private final int features;

    /**
     * How to search.
     *
     * @param norm of the balls
     * @param steps of one ascent
     * @param starts ascents in each ball
     * @param seed of the starts after the first
     * @param threads that share the work
     */
    public record Settings(BallNorm norm, int steps, int starts, long seed, int threads) {}

    private ProjectedGradient(Network network, PerturbedSamples samples, Settings settings) {
        this.network = network;
        this.samples = samples;
        this.settings = settings;
        n = samples.count();
        features = samples.inputs()[0].length;
    }

    /** Attacks a network's samples in balls of ascending radii. */
    public static Robustness attack(Network network, PerturbedSamples samples, double[] radii, Settings settings) {
        return new ProjectedGradient(network, samples, settings).run(radii);
    }

    private Robustness run(double[] radii) {
        BallNorm norm = settings.norm();
        WorstCases worst = new WorstCases(network, samples, norm);
        LipschitzBound bound = LipschitzBound.of(network, norm);
        try (AttackedNetwork own = new AttackedNetwork(
                network, samples.inputs(), samples.targets(), network.output(), samples.loss(), settings.threads())) {
            double[][] last = states();
            own.evaluate(padded(own.width()), samples.targets(), last, new double[0][]);
            worst.start(last);
            double[] certified = certified(last, bound.layers());
            double[] byGronwall = certified(last, bound.gronwall());
            double loss = worst.meanLoss();
            double accuracy = worst.accuracy();
            List<Ascent> ascents = ascents(own, worst);
            List<Robustness.Level> levels = new ArrayList<>();
            try {
                for (double radius : radii) {
                    for (Ascent ascent : ascents) {
                        ascent.climb(radius, worst);
                    }
                    levels.add(new Robustness.Level(
                            radius,
                            worst.meanLoss(),
                            worst.accuracy(),
                            Robustness.share(certified, radius),
                            Robustness.share(byGronwall, radius),
                            worst.largestChange(),
                            worst.meanChange(),
                            bound.output() * bound.layers() * radius,
                            bound.output() * bound.gronwall() * radius));
                }
            } finally {
                for (Ascent ascent : ascents) {
                    ascent.attacked.close();
                }
            }
            return new Robustness(bound, n, features, settings, loss, accuracy, levels, certified, byGronwall);
        }
    }

    private List<Ascent> ascents(AttackedNetwork own, WorstCases worst) {
        List<Ascent> ascents = new ArrayList<>();
        ascents.add(new Ascent(own, samples.targets(), 0));
        LabelCoding coding = samples.coding();
        int @Nullable [] classes = samples.classes();
        Output output = network.output();
        Output linear = new Output(output.matrix(), false, Output.Nonlinearity.NONE);
        if (coding != null && classes != null) {
            Loss certainty = output.size() == 1 ? Loss.LOGISTIC : Loss.CROSS_ENTROPY;
            double[][] codes = coding.targets(classes);
            boolean same = certainty == samples.loss() && output.nonlinearity() == Output.Nonlinearity.NONE;
            if (!same) {
                ascents.add(new Ascent(attacked(codes, linear, certainty), codes, 1));
            }
        }
        double[][] clean = worst.clean();
        ascents.add(new Ascent(attacked(clean, output, Loss.SQUARED), clean, CHANGE));
        return ascents;
    }

    private AttackedNetwork attacked(double[][] targets, Output output, Loss loss) {
        return new AttackedNetwork(network, samples.inputs(), targets, output, loss, settings.threads());
    }

    private double[][] states() {
        return new double[n][network.output().inputs()];
    }

    private double[][] padded(int width) {
        double[][] x = new double[n][];
        Arrays.setAll(x, i -> Arrays.copyOf(samples.inputs()[i], width));
        return x;
    }

    private double[] certified(double[][] last, double bound) {
        int @Nullable [] classes = samples.classes();
        if (classes == null) {
            return new double[0];
        }
        double[] radii = new double[n];
        for (int i = 0; i < n; i++) {
            radii[i] = Margins.radius(network.output().matrix(), last[i], classes[i], settings.norm(), bound);
        }
        return radii;
    }

    /** One function, with where its last ascents ended. */
    private final class Ascent {
        private final AttackedNetwork attacked;
        private final double[][] targets;
        private final int number;
        private final double[][] delta = new double[n][features];
        private final double[][] reached = new double[n][features];
        private final double[][] gradient = new double[n][features];
        private final double[][] last = states();
        private final double[][] x;
        private final boolean squaredChange;

        Ascent(AttackedNetwork attacked, double[][] targets, int number) {
            this.attacked = attacked;
            this.targets = targets;
            this.number = number;
            squaredChange = number == CHANGE;
            x = padded(attacked.width());
        }

        void climb(double radius, WorstCases worst) {
            double step = STEP * radius / settings.steps();
            for (int start = 0; start < settings.starts(); start++) {
                begin(radius, start);
                for (int s = 0; s <= settings.steps(); s++) {
                    perturb();
                    attacked.evaluate(x, targets, last, s < settings.steps() ? gradient : new double[0][]);
                    worst.see(last);
                    for (int i = 0; s < settings.steps() && i < n; i++) {
                        settings.norm().ascend(delta[i], gradient[i], step);
                        settings.norm().project(delta[i], radius);
                    }
                }
                for (int i = 0; start == 0 && i < n; i++) {
                    System.arraycopy(delta[i], 0, reached[i], 0, features);
                }
            }
        }

        private void begin(double radius, int start) {
            SplittableRandom random = new SplittableRandom(
                    settings.seed() + 1_000_003L * start + 7_368_787L * number + Double.doubleToLongBits(radius));
            for (int i = 0; i < n; i++) {
                // Of the output's change the centre is the minimum.
                if (start == 0 && !(squaredChange && settings.norm().of(reached[i]) == 0)) {
                    System.arraycopy(reached[i], 0, delta[i], 0, features);
                } else {
                    settings.norm().random(delta[i], radius, random);
                }
            }
        }

        private void perturb() {
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < features; c++) {
                    x[i][c] = samples.inputs()[i][c] + delta[i][c];
                }
            }
        }
    }
}
