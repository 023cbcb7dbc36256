package org.turnpike.cli;

import org.jspecify.annotations.Nullable;
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
}
