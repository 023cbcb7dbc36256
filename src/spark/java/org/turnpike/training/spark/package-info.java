/**
 * The sum over samples on Apache Spark: C(u) = (1/N) Σ_p n_p C_p(u), with derivative and products with the second, p the partitions of the samples.
 *
 * <p>An evaluation sends u (and for products v) to all executors, where a local engine for each partition computes its part, and adds the parts on the
 * way back along a fixed binary tree. The samples are sent or read once. After a gradient the executors keep what products need; a part that was lost,
 * or whose partition moved, is linearised again at the same u. Only this package knows Spark.
 *
 * @see <a href="https://www.usenix.org/conference/nsdi12/technical-sessions/presentation/zaharia">Zaharia et al.: Resilient distributed datasets</a>
 * @see <a href="https://doi.org/10.5555/2946645.2946679">Meng et al.: MLlib, machine learning in Apache Spark</a>
 */
@NullMarked
package org.turnpike.training.spark;

import org.jspecify.annotations.NullMarked;
