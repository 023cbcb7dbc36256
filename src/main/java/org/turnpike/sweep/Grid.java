package org.turnpike.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.turnpike.problem.InputException;

/** All combinations of the values of some keys, numbered from 0, the last key varying fastest. */
public record Grid(List<Axis> axes) {
    private static final int MOST = 1_000_000;

    /**
     * Checks the axes.
     *
     * @throws InputException if a key stands there twice, or the grid has too many points
     */
    public Grid {
        axes = List.copyOf(axes);
        Set<String> keys = new HashSet<>();
        long count = 1;
        for (Axis axis : axes) {
            if (!keys.add(axis.key())) {
                throw new InputException("--over " + axis.key() + " stands here twice; one list of values a key");
            }
            count *= axis.values().size();
            if (count > MOST) {
                throw new InputException("the sweep has more than " + MOST + " points");
            }
        }
    }

    /** How many points there are. */
    public int points() {
        int count = 1;
        for (Axis axis : axes) {
            count *= axis.values().size();
        }
        return count;
    }

    /** The coordinates of a point: the numbers of its values. */
    public int[] coordinates(int point) {
        int[] coordinates = new int[axes.size()];
        int rest = point;
        for (int a = coordinates.length - 1; a >= 0; a--) {
            int size = axes.get(a).values().size();
            coordinates[a] = rest % size;
            rest /= size;
        }
        return coordinates;
    }

    /** The values of a point, one a key. */
    public List<String> values(int point) {
        int[] coordinates = coordinates(point);
        List<String> values = new ArrayList<>();
        for (int a = 0; a < coordinates.length; a++) {
            values.add(axes.get(a).values().get(coordinates[a]));
        }
        return values;
    }

    /** {@code key=value} of a point, one a key. */
    public List<String> overrides(int point) {
        List<String> values = values(point);
        List<String> overrides = new ArrayList<>();
        for (int a = 0; a < values.size(); a++) {
            overrides.add(axes.get(a).key() + "=" + values.get(a));
        }
        return overrides;
    }

    /** The neighbour whose solution a point starts from, or −1 for point 0. */
    public int predecessor(int point) {
        int stride = 1;
        int rest = point;
        for (int a = axes.size() - 1; a >= 0; a--) {
            int size = axes.get(a).values().size();
            if (rest % size != 0) {
                return point - stride;
            }
            rest /= size;
            stride *= size;
        }
        return -1;
    }
}
