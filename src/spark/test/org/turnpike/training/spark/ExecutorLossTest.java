package org.turnpike.training.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.training.SampleCost;
import org.turnpike.training.Weights;
import org.turnpike.training.propagation.LocalSampleCost;

/** Executors that are processes of their own: everything is sent, and one of them dies. */
class ExecutorLossTest {
    private static final String CLASS_PATH = "spark.executor.extraClassPath";

    /** What a Spark installation looks like to the workers, and where they find the classes that are tested. */
    @BeforeEach
    void install() throws IOException {
        Path jars = Path.of(System.getenv("SPARK_HOME"), "jars");
        Files.createDirectories(jars);
        List<String> folders = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                folders.add(entry);
            } else if (Files.isRegularFile(path) && Files.notExists(jars.resolve(path.getFileName()))) {
                Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
            }
        }
        System.setProperty(CLASS_PATH, String.join(File.pathSeparator, folders));
    }

    @AfterEach
    void restore() {
        System.clearProperty(CLASS_PATH);
    }

    private static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    @Test
    void productsSurviveTheLossOfAnExecutor() {
        TrainingTask task = RingsTask.of(1001, 10);
        double[] u = new ControlSpace(task).start(task);
        double[] v = SparkSampleCostTest.random(u.length, 1);
        double[] expected = new double[u.length];
        double[] actual = new double[u.length];
        try (SparkCluster cluster = new SparkCluster("local-cluster[2,1,1024]");
                SampleCost here = LocalSampleCost.of(task);
                SampleCost there = cluster.of(task, cluster.engine(4, Weights.of(task), 0), 4, 2)) {
            double value = here.gradient(u, expected);
            assertEquals(value, there.gradient(u, actual), 1e-13 * value);
            assertTrue(SparkSampleCostTest.relative(expected, actual) <= 1e-13);

            List<ProcessHandle> running = executors();
            assertEquals(2, running.size());
            assertTrue(running.get(0).destroyForcibly());
            running.get(0).onExit().join();

            here.product(v, expected);
            there.product(v, actual);
            assertTrue(SparkSampleCostTest.relative(expected, actual) <= 1e-13);
        }
    }
}
