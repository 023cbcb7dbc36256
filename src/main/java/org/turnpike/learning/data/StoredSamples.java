package org.turnpike.learning.data;

/** Prepared samples that are on a cluster and stay there; they may be too many for one machine. */
public interface StoredSamples {
    /** N. */
    long samples();

    /** Fitted on all of them. */
    Preparation preparation();

    /** A few of them, prepared, spread evenly over the whole: to look at, and to know widths and classes from. */
    Dataset excerpt();
}
