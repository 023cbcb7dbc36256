package org.turnpike.training;

import java.util.ServiceLoader;

/** Connects to a cluster. Implementations are found as services, so that nothing here needs their libraries. */
public interface ClusterConnection {
    /**
     * Connects.
     *
     * @param master where to, as in {@code local[2]} or {@code spark://host:7077}
     * @throws org.turnpike.problem.InputException if that is no master, or none answers
     */
    Cluster connect(String master);

    /**
     * The one on the class path.
     *
     * @throws MissingClusterException if there is none
     */
    static ClusterConnection installed() {
        return ServiceLoader.load(ClusterConnection.class)
                .findFirst()
                .orElseThrow(
                        () -> new MissingClusterException(
                                "--spark needs the build of Turnpike with Spark; make it with"
                                        + " 'mvn -q -Pspark -Dquick -Dmaven.test.skip package' and start Turnpike by its launcher"));
    }
}
