package org.turnpike.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.data.LabelCoding;

/**
 * A table of samples that a cluster reads.
 *
 * @param location a file or folder, or an address that the cluster knows
 * @param features names of columns, or null for all but the label
 * @param label the column of targets or classes
 * @param standardize whether features are standardised
 */
public record StoredTable(
        String location, @Nullable List<String> features, String label, LabelCoding.Kind coding, boolean standardize) {}
