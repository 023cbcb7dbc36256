package org.turnpike.training.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Sums one partial a partition on the cluster, {@link #FAN_IN} at a time, until few are left for the driver.
 *
 * <p>Spark's own treeAggregate adds in the order of arrival; here the order is that of the partitions (see {@link Partial#sum}), and as groups are whole
 * subtrees of one binary tree the number of rounds does not matter either.
 */
final class TreeSum {
    /** A power of two. */
    static final int FAN_IN = 16;

    private TreeSum() {}

    /** The sum. */
    static Partial of(JavaRDD<Partial> partials, int partitions, int fanIn) {
        JavaRDD<Partial> level = partials;
        int count = partitions;
        while (count > fanIn) {
            int groups = (count + fanIn - 1) / fanIn;
            JavaPairRDD<Integer, Partial> keyed = level.mapToPair(p -> new Tuple2<>(p.index() / fanIn, p));
            // The hash of an integer is the integer: group i goes to partition i.
            level = keyed.groupByKey(new HashPartitioner(groups)).map(g -> sum(g._1(), g._2()));
            count = groups;
        }
        return sum(0, level.collect());
    }

    private static Partial sum(int index, Iterable<Partial> partials) {
        List<Partial> ordered = new ArrayList<>();
        partials.forEach(ordered::add);
        ordered.sort(Comparator.comparingInt(Partial::index));
        return Partial.sum(index, ordered);
    }
}
