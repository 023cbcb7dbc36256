package org.turnpike.nlp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an unknown or constraint of a program on a mesh, taken apart: {@code "v at t = 0.5"} is v at 0.5, {@code "v at 0.25 of the
 * horizon"} is v there.
 *
 * @param base what it is
 * @param place where, such as {@code "t = 0.5"} or {@code "0.25 of the horizon"}; empty if it has no place
 */
public record PlacedName(String base, String place) {
    private static final Pattern PLACED = Pattern.compile("(.*) at (t = \\S+|\\S+ of the horizon)");

    /** The parts of a full name. */
    public static PlacedName of(String name) {
        Matcher matcher = PLACED.matcher(name);
        return matcher.matches() ? new PlacedName(matcher.group(1), matcher.group(2)) : new PlacedName(name, "");
    }

    /** {@code " at t = 0.5"}, or nothing. */
    public String at() {
        return place.isEmpty() ? "" : " at " + place;
    }
}
