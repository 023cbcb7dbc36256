package org.turnpike.learning.data;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the features of a row before a network sees it: standardised, then reduced to principal components; either
 * may be left out. It is fitted once, on the training part, and consists of plain numbers, to be kept with a solution.
 *
 * @param featureNames the d features that it takes, in this order
 */
public record Preparation(
        List<String> featureNames, @Nullable Standardization standardization, @Nullable PrincipalComponents components)
        implements Serializable {

    public Preparation {
        featureNames = List.copyOf(featureNames);
        int d = featureNames.size();
        if (standardization != null
                && (standardization.mean().length != d || standardization.deviation().length != d)) {
            throw new IllegalArgumentException("a standardisation of other features");
        }
        if (components != null && components.center().length != d) {
            throw new IllegalArgumentException("principal components of other features");
        }
    }

    /** Leaves the features as they are. */
    public static Preparation none(List<String> featureNames) {
        return new Preparation(featureNames, null, null);
    }

    /**
     * Fits what is asked for.
     *
     * @param components their number; 0 leaves the features as they are
     */
    public static Preparation fit(Dataset training, boolean standardize, int components) {
        double[][] rows = training.inputs();
        @Nullable Standardization standardization = null;
        if (standardize) {
            standardization = Standardization.fit(rows, training.featureNames());
            rows = new Preparation(training.featureNames(), standardization, null).apply(rows);
        }
        @Nullable PrincipalComponents reduction = components == 0 ? null : PrincipalComponents.fit(rows, components);
        return new Preparation(training.featureNames(), standardization, reduction);
    }

    /** The same with principal components of variance 1. */
    public Preparation whitened() {
        return new Preparation(featureNames, standardization, components == null ? null : components.whitened());
    }

    /** The names of what comes out. */
    public List<String> outputNames() {
        return components == null ? featureNames : components.names();
    }

    /** One row's features, prepared; the row itself is not changed. */
    public double[] apply(double[] row) {
        if (row.length != featureNames.size()) {
            throw new IllegalArgumentException("expected " + featureNames.size() + " features, got " + row.length);
        }
        double[] x = standardization == null ? row.clone() : standardization.apply(row);
        return components == null ? x : components.apply(x);
    }

    public double[][] apply(double[][] rows) {
        double[][] result = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            result[i] = apply(rows[i]);
        }
        return result;
    }

    /** The same samples with prepared inputs. */
    public Dataset apply(Dataset data) {
        if (!data.featureNames().equals(featureNames)) {
            throw new IllegalArgumentException(
                    "expected the features " + featureNames + ", got " + data.featureNames());
        }
        return data.withInputs(apply(data.inputs()), outputNames());
    }
}
