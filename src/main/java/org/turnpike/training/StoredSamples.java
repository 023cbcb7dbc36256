package org.turnpike.training;

import org.turnpike.learning.data.Dataset;
import org.turnpike.learning.data.Preparation;

/** Prepared samples that are on a cluster. */
public interface StoredSamples {
    /** N. */
    long samples();

    /** Fitted on all of them. */
    Preparation preparation();

    /** A few of them, prepared, spread evenly over the whole: to look at, and to know widths and classes from. */
    Dataset excerpt();

    /** The sum over all of them; of a task's own samples nothing is used. */
    CostSource costs();
}
