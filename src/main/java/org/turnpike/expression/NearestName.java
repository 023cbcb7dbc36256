package org.turnpike.expression;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name a user most likely meant, by the number of insertions, deletions, substitutions and swaps of neighbours.
 *
 * @see <a href="https://doi.org/10.1145/363958.363994">Damerau: A technique for computer detection and correction of
 *     spelling errors, 1964</a>
 */
public final class NearestName {
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The nearest of {@code names} if it is near enough to be a slip, else null; ties go to the first. */
    public static @Nullable String to(String name, Iterable<String> names) {
        if (name.length() > LONGEST) {
            return null;
        }
        int limit = Math.max(1, (name.length() + 1) / 3);
        @Nullable String nearest = null;
        int best = limit + 1;
        for (String candidate : names) {
            if (Math.abs(candidate.length() - name.length()) >= best) {
                continue;
            }
            int distance = candidate.equalsIgnoreCase(name) ? 0 : distance(name, candidate);
            if (distance < best && distance < Math.max(name.length(), candidate.length())) {
                best = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** {@code "; did you mean 'drag'?"}, or nothing if no name is near. */
    public static String hint(String name, Iterable<String> names) {
        @Nullable String nearest = to(name, names);
        return nearest == null ? "" : "; did you mean '" + nearest + "'?";
    }

    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
