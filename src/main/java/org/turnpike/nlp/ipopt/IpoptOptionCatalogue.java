package org.turnpike.nlp.ipopt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options that a library knows, read from its own documentation, so that messages fit the version at hand. Made only to
 * explain an error.
 *
 * @param accepted by name: what values it takes, for people
 */
record IpoptOptionCatalogue(Map<String, String> accepted) {
    /** For instance {@code tol    0 <  (  1e-08) <  +inf} or {@code mu_strategy    ("monotone")}. */
    private static final Pattern HEAD = Pattern.compile("([a-z][a-z0-9_]*) +(\\S.*?)\\s*");

    private static final Pattern CHOICE = Pattern.compile("    - (\\S+).*");

    static IpoptOptionCatalogue of(IpoptLibrary library) {
        return parse(IpoptBanner.log(
                library, Map.of("print_options_documentation", "yes", "print_advanced_options", "yes")));
    }

    static IpoptOptionCatalogue parse(String documentation) {
        Map<String, String> accepted = new LinkedHashMap<>();
        String name = null;
        for (String line : documentation.lines().toList()) {
            Matcher head = HEAD.matcher(line);
            Matcher choice = CHOICE.matcher(line);
            if (head.matches() && head.group(2).contains("(")) {
                name = head.group(1);
                accepted.put(name, range(head.group(2)));
            } else if (name != null && choice.matches()) {
                accepted.merge(
                        name, choice.group(1), (before, value) -> before.isEmpty() ? value : before + ", " + value);
            }
        }
        return new IpoptOptionCatalogue(accepted);
    }

    /** "0 <  (  1e-08) <  +inf" becomes "0 < value < +inf"; a string option has no range. */
    private static String range(String text) {
        return text.contains("\"") ? "" : text.replaceAll("\\(.*?\\)", "value").replaceAll("\\s+", " ");
    }

    boolean contains(String name) {
        return accepted.containsKey(name);
    }

    /** The known name that takes the fewest edits, if few enough. */
    @Nullable
    String nearest(String name) {
        String best = null;
        int fewest = Math.max(2, name.length() / 3) + 1;
        for (String candidate : accepted.keySet()) {
            int edits = edits(name, candidate);
            if (edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
