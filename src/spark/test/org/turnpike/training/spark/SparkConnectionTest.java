package org.turnpike.training.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnpike.problem.InputException;
import org.turnpike.training.Cluster;
import org.turnpike.training.ClusterConnection;

class SparkConnectionTest {
    @Test
    void isFoundAsAService() {
        assertEquals(SparkConnection.class, ClusterConnection.installed().getClass());
    }

    @Test
    void connectsAndLeavesNoFileBehind() throws IOException {
        List<Path> before = scratch();
        try (Cluster cluster = new SparkConnection().connect("local[2]")) {
            assertTrue(cluster.description().matches("Spark 4\\..*, local\\[2]"), cluster.description());
            assertFalse(scratch().equals(before));
        }
        assertEquals(before, scratch());
    }

    private static List<Path> scratch() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("turnpike-spark-"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "local[two]", "local[0]", "spark://", "spark://host", "http://host:7077", ""})
    void saysWhatAMasterIs(String master) {
        InputException e = assertThrows(InputException.class, () -> new SparkConnection().connect(master));
        assertTrue(e.getMessage().startsWith("--spark " + master + ": "), e.getMessage());
        assertTrue(e.getMessage().contains("local["), e.getMessage());
    }

    @Test
    void saysWhoDoesNotAnswer() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        InputException e =
                assertThrows(InputException.class, () -> new SparkConnection().connect("spark://127.0.0.1:" + port));
        assertTrue(e.getMessage().endsWith("no Spark master answers at 127.0.0.1:" + port), e.getMessage());
    }

    @Test
    void sendsYarnToItsOwnStarter() {
        InputException e = assertThrows(InputException.class, () -> new SparkConnection().connect("yarn"));
        assertTrue(e.getMessage().contains("spark-submit"), e.getMessage());
    }
}
