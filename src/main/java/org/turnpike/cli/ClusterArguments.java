package org.turnpike.cli;

import org.jspecify.annotations.Nullable;
import org.turnpike.io.ProblemReader;
import org.turnpike.learning.LearningProblem;
import org.turnpike.problem.InputException;
import org.turnpike.problem.SolutionMethod;
import org.turnpike.training.Cluster;
import org.turnpike.training.ClusterConnection;
import picocli.CommandLine.Option;

/** What every command takes that can work on a cluster. */
final class ClusterArguments {
    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description = "share the sum over samples among the machines of a Spark cluster: local[2], local[*],"
                    + " spark://host:7077, or what the cluster's spark-submit takes; for methods in the reduced space")
    private @Nullable String master;

    boolean asked() {
        return master != null;
    }

    /**
     * The cluster, to be closed by the caller, or null if none is asked for.
     *
     * @throws org.turnpike.problem.InputException if there is none at that address
     * @throws org.turnpike.training.MissingClusterException if this is not the build with Spark
     */
    @Nullable
    Cluster connect() {
        return master == null ? null : ClusterConnection.installed().connect(master);
    }

    /**
     * Refuses what does not sum over all samples at once.
     *
     * @throws InputException saying what does
     */
    static void require(ProblemReader.Contents contents) {
        LearningProblem problem = contents.learning();
        if (problem == null) {
            throw new InputException("--spark is for training networks; this file has none to train");
        }
        SolutionMethod method = problem.solver().method();
        if (method != SolutionMethod.REDUCED && method != SolutionMethod.LBFGS) {
            throw new InputException(
                    problem.path() + ": --spark shares the sum over all samples, which the methods reduced and lbfgs"
                            + " need; this file asks for " + method.label() + " (--set solver.method=reduced)");
        }
    }
}
