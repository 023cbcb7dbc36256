package org.turnpike.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.turnpike.io.CheckpointReader;
import org.turnpike.io.CheckpointWriter;
import org.turnpike.learning.LearningProblem;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.evaluation.TrainingSolution;
import org.turnpike.learning.refinement.LayerRefinement;
import org.turnpike.problem.InputException;
import org.turnpike.problem.SolverSettings;
import org.turnpike.solve.ReducedMethod;
import org.turnpike.solve.TrainingMethods;
import org.turnpike.training.Checkpoint;
import org.turnpike.training.Cluster;
import org.turnpike.training.TrainingRun;
import org.turnpike.training.newton.LambdaContinuation;

/**
 * {@code solve} for methods of the reduced space: progress, checkpoints, interruption.
 *
 * @param digest of the problem
 * @param folder of the solution, where checkpoints are
 * @param progress where iterations are shown, or null
 * @param cluster that shares the work, or null
 */
record ReducedTraining(
        LearningProblem problem,
        String digest,
        Path folder,
        @Nullable PrintWriter progress,
        @Nullable Cluster cluster) {

    /** The checkpoint to go on from. */
    Checkpoint checkpoint() {
        Checkpoint checkpoint = CheckpointReader.read(folder);
        String reason = CheckpointReader.foreign(
                checkpoint, digest, problem.solver().method().label());
        if (reason == null
                && checkpoint.u().length
                        != new ControlSpace(onLayersOf(checkpoint).task()).size()) {
            reason = "it has another number of controls";
        }
        if (reason != null) {
            throw new InputException(
                    folder.resolve(CheckpointWriter.NAME) + ": the run cannot go on from this checkpoint: " + reason
                            + "; solve without --resume to begin anew");
        }
        return checkpoint;
    }

    /** The problem on the layers of a refinement that the checkpoint belongs to. */
    private LearningProblem onLayersOf(Checkpoint checkpoint) {
        LearningProblem result = problem;
        while (problem.refinement() != null && new ControlSpace(result.task()).size() < checkpoint.u().length) {
            result = LayerRefinement.doubled(result);
        }
        return result;
    }

    /** Trains, from a checkpoint or from the start. */
    TrainingSolution solve(@Nullable Checkpoint resumed, double parseSeconds, Interruption interruption) {
        SolverSettings settings = problem.solver();
        if (progress != null && resumed != null) {
            progress.println("resumed from iteration " + resumed.iteration() + ", after "
                    + RemainingTime.text(resumed.seconds()));
        } else if (progress != null && CheckpointReader.exists(folder)) {
            progress.println(
                    folder + " has a checkpoint of an earlier run; --resume would go on from it, this run begins anew");
        }
        TrainingProgress table = new TrainingProgress(
                progress,
                TrainingProgress.onTerminal(),
                settings.method(),
                resumed == null ? 0 : resumed.seconds(),
                new RemainingTime(settings.tolerance(), settings.training().iterations()));
        try {
            ReducedMethod method = method();
            LearningProblem first = resumed == null ? problem : onLayersOf(resumed);
            return LayerRefinement.solve(
                    first,
                    mesh -> method.solve(
                            mesh,
                            parseSeconds,
                            new ReducedMethod.Session(
                                    digest,
                                    mesh.task().layers() == first.task().layers() ? resumed : null,
                                    interruption::requested,
                                    table,
                                    written())),
                    new MeshTable(progress));
        } finally {
            table.finish();
        }
    }

    private ReducedMethod method() {
        if (cluster == null) {
            return new ReducedMethod(
                    problem, TrainingMethods.local(problem.solver().training()));
        }
        if (progress != null) {
            progress.println("on " + cluster.description() + ", " + problem.samples() + " samples");
        }
        return ReducedMethod.on(cluster, problem);
    }

    /** What smaller and smaller λ say of the training error that is left. */
    String plateau(TrainingSolution solution, Interruption interruption) {
        SolverSettings settings = problem.solver();
        TrainingTask task = solution.network().task();
        double[] u = new ControlSpace(task)
                .flat(solution.network().controls(), solution.network().outputMatrix());
        TrainingRun run = TrainingRun.from(
                u,
                settings.tolerance(),
                settings.training().iterations(),
                settings.timeLimit(),
                iterate -> !interruption.requested());
        LambdaContinuation.Diagnosis diagnosis =
                new LambdaContinuation(task, TrainingMethods.local(settings.training()), run).diagnose(u);
        StringBuilder text = new StringBuilder("  lambda    training error\n");
        for (LambdaContinuation.Step step : diagnosis.steps()) {
            text.append(String.format(Locale.ROOT, "  %-9.0e %.4e%n", step.lambda(), step.error()));
        }
        return text.append(diagnosis.reason()).toString();
    }

    /** A disk that is full must not end a long run. */
    private Consumer<Checkpoint> written() {
        boolean[] warned = new boolean[1];
        return checkpoint -> {
            try {
                CheckpointWriter.write(folder, checkpoint);
            } catch (IOException e) {
                if (progress != null && !warned[0]) {
                    progress.println("the checkpoint could not be written: " + e.getMessage());
                    warned[0] = true;
                }
            }
        };
    }

    /** Once there is a solution nobody wants to go on. */
    void finished(TrainingSolution solution) throws IOException {
        if (solution.status().solved()) {
            CheckpointWriter.remove(folder);
        } else if (progress != null && CheckpointReader.exists(folder)) {
            progress.println("--resume goes on from the checkpoint in " + folder);
        }
    }
}
