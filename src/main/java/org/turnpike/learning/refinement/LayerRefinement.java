package org.turnpike.learning.refinement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.RefinementGoal;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.evaluation.RefinedMesh;
import org.turnpike.learning.evaluation.TrainedNetwork;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.model.Model;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.solution.Solution;

/** Solves on K layers, 2K, 4K, … until the objective's error is estimated to be below a tolerance; estimates in the package. */
public final class LayerRefinement {
    /** A difference that is this share of the one before does not count as smaller. */
    private static final double STAGNANT = 0.8;

    private static final int PATIENCE = 2;

    private final Function<LearningProblem, TrainingSolution> method;
    private final Consumer<RefinedMesh> listener;
    private final List<RefinedMesh> meshes = new ArrayList<>();

    private LayerRefinement(Function<LearningProblem, TrainingSolution> method, Consumer<RefinedMesh> listener) {
        this.method = method;
        this.listener = listener;
    }

    /** Why the layers of a model cannot be refined, for a user to read; or null. */
    public static @Nullable String inapplicable(Model model, int layers) {
        if (!model.continuous()) {
            return "the layers of a discrete model are no mesh; there is nothing to refine";
        }
        for (int k = 0; k < layers; k++) {
            if (model.ratesOfNextWidth(k)) {
                return "each layer of a grid that changes belongs to its grids; it cannot be cut in two";
            }
        }
        return null;
    }

    /**
     * Solves a problem with its refinement, or as it is if it asks for none.
     *
     * @param method solves on the layers of the problem that it is given, from that problem's start
     * @param listener told of each mesh
     * @return the solution on the last mesh that was solved, with all meshes; {@code acceptable} with the reason if the tolerance was not met
     */
    public static TrainingSolution solve(
            LearningProblem problem,
            Function<LearningProblem, TrainingSolution> method,
            Consumer<RefinedMesh> listener) {
        RefinementGoal goal = problem.refinement();
        return goal == null ? method.apply(problem) : new LayerRefinement(method, listener).refined(problem, goal);
    }

    /** A problem on twice as many layers, from its own start: what an interrupted refinement goes on with. */
    public static LearningProblem doubled(LearningProblem problem) {
        TrainingTask task = problem.task();
        ControlSpace space = new ControlSpace(task);
        TrainedNetwork start = new TrainedNetwork(
                task,
                space.byRow(space.start(task)),
                task.output().matrix(),
                new double[0][][],
                task.phases().nodes(task.horizon()));
        return Doubling.of(problem, start);
    }

    private TrainingSolution refined(LearningProblem first, RefinementGoal goal) {
        TrainingSolution solution = solved(first);
        if (!solution.status().solved()) {
            return total(solution, solution.status(), solution.reason());
        }
        add(solution);
        int stagnant = 0;
        while (true) {
            RefinedMesh mesh = meshes.get(meshes.size() - 1);
            double bound = goal.tolerance() * Math.abs(mesh.objective());
            // A single mesh says nothing of the control's own error.
            if (meshes.size() > 1 && mesh.estimate() <= bound) {
                return total(solution, solution.status(), solution.reason() + met(mesh));
            }
            stagnant = stagnates() ? stagnant + 1 : 0;
            if (stagnant == PATIENCE) {
                return missed(
                        solution,
                        "Refinement stagnates: the last " + (PATIENCE + 1)
                                + " differences between the meshes' objectives do not fall; the meshes may have led to different"
                                + " local optima.");
            }
            if (2 * mesh.layers() > goal.layers()) {
                return missed(solution, "More than " + goal.layers() + " layers are not allowed.");
            }
            TrainingSolution next = solved(Doubling.of(solution.problem(), solution.network()));
            if (!next.status().solved()) {
                String reason = "On " + 2 * mesh.layers() + " layers: " + next.reason();
                return next.status() == NlpStatus.INTERRUPTED
                        ? total(solution, next.status(), reason)
                        : missed(solution, reason);
            }
            solution = next;
            add(solution);
        }
    }

    private double seconds;
    private int iterations;
    private double lastSeconds;

    private TrainingSolution solved(LearningProblem problem) {
        long begin = System.nanoTime();
        TrainingSolution solution = method.apply(problem);
        lastSeconds = (System.nanoTime() - begin) * 1e-9;
        seconds += lastSeconds;
        iterations += solution.iterations();
        return solution;
    }

    private void add(TrainingSolution solution) {
        RefinedMesh before = meshes.isEmpty() ? null : meshes.get(meshes.size() - 1);
        RefinedMesh mesh = MeshError.of(solution, before, lastSeconds);
        meshes.add(mesh);
        listener.accept(mesh);
    }

    private boolean stagnates() {
        int n = meshes.size();
        if (n < 3) {
            return false;
        }
        double before =
                Math.abs(meshes.get(n - 3).objective() - meshes.get(n - 2).objective());
        double now = Math.abs(meshes.get(n - 2).objective() - meshes.get(n - 1).objective());
        return now > STAGNANT * before;
    }

    private static String met(RefinedMesh mesh) {
        return String.format(
                Locale.ROOT,
                " Refined to %d layers; the objective's error is estimated as %.1e.",
                mesh.layers(),
                mesh.estimate());
    }

    private TrainingSolution missed(TrainingSolution solution, String why) {
        RefinedMesh mesh = meshes.get(meshes.size() - 1);
        String estimate = Double.isNaN(mesh.estimate())
                ? "no estimate of its error"
                : String.format(
                        Locale.ROOT,
                        "the estimated error %.1e, %.1e relative",
                        mesh.estimate(),
                        mesh.estimate() / Math.abs(mesh.objective()));
        return total(
                solution,
                NlpStatus.ACCEPTABLE,
                "The tolerance of the refinement is not met: the objective on " + mesh.layers() + " layers has "
                        + estimate + ". " + why);
    }

    private TrainingSolution total(TrainingSolution last, NlpStatus status, String reason) {
        Solution.Timing timing = last.timing();
        return new TrainingSolution(
                last.problem(),
                status,
                reason,
                last.objective(),
                last.network(),
                last.measures(),
                last.kktResidual(),
                last.solver(),
                iterations,
                last.linearAlgebraShare(),
                new Solution.Timing(timing.parse(), timing.transcribe(), timing.solve(), timing.parse() + seconds),
                last.discretization(),
                last.adaptive(),
                meshes);
    }
}
