package org.turnpike.learning.collocation;

import java.util.Arrays;

/** The unknowns of a training program as they are laid out: bounds, start and a name by group. */
final class Unknown {
    double[] lower = new double[1024];
    double[] upper = new double[1024];
    double[] start = new double[1024];
    private int[] group = new int[1024];
    private int[] place = new int[1024];
    private final java.util.List<String> names = new java.util.ArrayList<>();
    int count;

    /** A family of unknowns with one name. */
    int group(String name) {
        names.add(name);
        return names.size() - 1;
    }

    /** Adds one; {@code at} is the layer it belongs to. */
    int add(int family, int at, double low, double high, double value) {
        if (count == lower.length) {
            lower = Arrays.copyOf(lower, 2 * count);
            upper = Arrays.copyOf(upper, 2 * count);
            start = Arrays.copyOf(start, 2 * count);
            group = Arrays.copyOf(group, 2 * count);
            place = Arrays.copyOf(place, 2 * count);
        }
        lower[count] = low;
        upper[count] = high;
        start[count] = value;
        group[count] = family;
        place[count] = at;
        return count++;
    }

    String name(int i) {
        return names.get(group[i]) + " at layer " + place[i];
    }
}
