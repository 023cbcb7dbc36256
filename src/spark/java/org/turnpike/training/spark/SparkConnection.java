package org.turnpike.training.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.turnpike.problem.InputException;
import org.turnpike.training.Cluster;
import org.turnpike.training.ClusterConnection;

/** Connects to Spark. */
public final class SparkConnection implements ClusterConnection {
    private static final int TIMEOUT_MILLISECONDS = 5000;
    private static final Pattern LOCAL =
            Pattern.compile("local(\\[([0-9]+|\\*)(, *[0-9]+)?])?|local-cluster\\[[0-9]+, *[0-9]+, *[0-9]+]");
    private static final Pattern STANDALONE = Pattern.compile("spark://([^:/,]+):([0-9]+)(,[^:/,]+:[0-9]+)*");
    private static final Pattern OTHER = Pattern.compile("yarn|k8s://.+");

    @Override
    public Cluster connect(String master) {
        Matcher standalone = STANDALONE.matcher(master);
        if (standalone.matches()) {
            requireAnswer(master);
        } else if (!LOCAL.matcher(master).matches() && !OTHER.matcher(master).matches()) {
            throw new InputException(
                    "--spark " + master + ": this is no master of Spark's; expected local[2] or local[*] for"
                            + " this machine, spark://host:7077, yarn, or k8s://https://host:port");
        }
        if (master.startsWith("local[0")) {
            throw new InputException("--spark " + master + ": expected at least one thread, as in local[1]");
        }
        try {
            return new SparkCluster(master);
        } catch (InputException e) {
            throw e;
        } catch (Exception e) {
            // Spark throws checked exceptions that its signatures hide.
            throw new InputException("--spark " + master + ": Spark does not start there: " + SparkMessage.of(e)
                    + (OTHER.matcher(master).matches()
                            ? "; start Turnpike by the cluster's spark-submit (docs/learning.md, On a cluster)"
                            : ""));
        }
    }

    /** One of the masters must listen: Spark itself would try for a minute and then break off without saying why. */
    private static void requireAnswer(String master) {
        String[] addresses = master.substring("spark://".length()).split(",", -1);
        for (String address : addresses) {
            int colon = address.lastIndexOf(':');
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(
                                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                        TIMEOUT_MILLISECONDS);
                return;
            } catch (IOException | IllegalArgumentException e) {
                continue;
            }
        }
        throw new InputException(
                "--spark " + master + ": no Spark master answers at " + String.join(" or ", Arrays.asList(addresses)));
    }
}
