package org.turnpike.training.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.Utils$;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.data.StoredSamples;
import org.turnpike.learning.evaluation.Network;
import org.turnpike.learning.evaluation.SampleErrors;
import org.turnpike.learning.loss.Loss;
import org.turnpike.training.Cluster;
import org.turnpike.training.CostSource;
import org.turnpike.training.SampleCost;
import org.turnpike.training.StoredTable;
import org.turnpike.training.Weights;

/** A connection to Spark, with the files that it needs meanwhile in one folder. */
final class SparkCluster implements Cluster {
    /** Values of samples a partition at most, 128 MiB. */
    private static final long LARGEST_BLOCK = 16L << 20;

    private final JavaSparkContext context;
    private final Path scratch;
    private final String master;
    private @Nullable SparkSession session;

    SparkCluster(String master) {
        this.master = master;
        try {
            scratch = Files.createTempDirectory("turnpike-spark-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Spark remembers the folder of an earlier context of this JVM, which is gone, and would make it again.
        Utils$.MODULE$.clearLocalRootDirs();
        boolean started = false;
        try {
            context = new JavaSparkContext(configuration());
            context.setLogLevel("ERROR");
            started = true;
        } finally {
            if (!started) {
                delete(scratch);
            }
        }
    }

    /** What spark-submit and its files say, where it started this JVM, and what is always so. */
    private SparkConf configuration() {
        SparkConf conf = new SparkConf()
                .setMaster(master)
                .setAppName("Turnpike")
                .set("spark.ui.enabled", "false")
                .set("spark.ui.showConsoleProgress", "false")
                .set(
                        "spark.sql.warehouse.dir",
                        scratch.resolve("warehouse").toUri().toString())
                .setIfMissing("spark.sql.shuffle.partitions", "8")
                .setIfMissing("spark.local.dir", scratch.toString());
        if (master.startsWith("local")) {
            // Nobody else is to reach it, and the machine's name need not be known to a name server.
            conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
        }
        if (!master.matches("local(\\[.*)?") && !conf.contains("spark.jars")) {
            conf.setJars(applicationJars().toArray(new String[0]));
        }
        return conf;
    }

    /** The jar of this class and the libraries beside it, which executors on other machines do not have. */
    private static List<String> applicationJars() {
        List<String> jars = new ArrayList<>();
        try {
            Path jar = Path.of(SparkCluster.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(jar)) {
                jars.add(jar.toString());
                Path libraries = jar.resolveSibling("lib");
                if (Files.isDirectory(libraries)) {
                    try (Stream<Path> files = Files.list(libraries)) {
                        files.sorted().forEach(file -> jars.add(file.toString()));
                    }
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars;
    }

    JavaSparkContext context() {
        return context;
    }

    /** Started only where tables are read: that takes seconds. */
    SparkSession session() {
        SparkSession existing = session;
        if (existing == null) {
            existing = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
            session = existing;
        }
        return existing;
    }

    /** Tasks at the same time, once the first executor is there. */
    int parallelism() {
        context.parallelize(List.of(0), 1).count();
        return context.defaultParallelism();
    }

    @Override
    public String description() {
        return "Spark " + context.version() + ", " + master;
    }

    @Override
    public CostSource costs() {
        return (task, weights, epsilon) -> {
            int parts = parts(task);
            return of(task, engine(parts, weights, epsilon), parts, TreeSum.FAN_IN);
        };
    }

    @Override
    public CostSource costs(StoredSamples samples) {
        return ((ParquetSamples) samples).costs(this);
    }

    @Override
    public SampleErrors errors(StoredSamples samples, Network network, Loss loss, boolean running) {
        return ((ParquetSamples) samples).errors(network, loss, running);
    }

    @Override
    public StoredSamples parquet(StoredTable table) {
        return ParquetSamples.read(this, table);
    }

    /** One part for each task that runs at the same time; more if they would be too large. */
    private int parts(TrainingTask task) {
        long values = (long) task.samples() * (task.inputs()[0].length + task.targets()[0].length);
        return (int) Math.max(parallelism(), values / LARGEST_BLOCK + 1);
    }

    /** The engine for each of so many partitions. */
    PartitionCost engine(int partitions, Weights weights, double epsilon) {
        // The driver is among those that hold blocks.
        int machines = Math.max(1, context.sc().getExecutorMemoryStatus().size() - 1);
        return new LocalEngine((partitions + machines - 1) / machines, weights, epsilon);
    }

    /** The cost of a task's own samples, dealt out in at most so many runs of neighbours. */
    SampleCost of(TrainingTask task, PartitionCost engines, int parts, int fanIn) {
        int samples = task.samples();
        int count = Math.min(parts, samples);
        List<Broadcast<PartitionSamples>> sent = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            int from = (int) ((long) samples * p / count);
            int to = (int) ((long) samples * (p + 1) / count);
            sent.add(context.broadcast(PartitionSamples.of(task.inputs(), task.targets(), from, to)));
        }
        // A broadcast is fetched once by the machines that need it; the elements of a list would go along with every
        // task.
        JavaRDD<PartitionSamples> blocks = context.parallelize(
                        IntStream.range(0, count).boxed().toList(), count)
                .map(p -> sent.get(p).value());
        return new SparkSampleCost(
                context, blocks, samples, task, engines, () -> sent.forEach(Broadcast::destroy), fanIn);
    }

    @Override
    public void close() {
        if (session != null) {
            session.stop();
        }
        context.stop();
        delete(scratch);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // What an executor still holds open goes with Spark's own clearing at the end of the JVM.
            folder.toFile().deleteOnExit();
        }
    }
}
