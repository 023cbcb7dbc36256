package org.turnpike.nlp.ipopt;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a library says of itself. Most versions tell their version and linear solver nowhere but in the log of a solve, so one
 * is run: min z², z ∈ ℝ.
 */
record IpoptBanner(String version, String linearSolver) {
    private static final Pattern LINE = Pattern.compile(
            "Ipopt version ([^,\\s]+?)[,.]?\\s+running with linear solver (.+?)\\.?\\s*$", Pattern.MULTILINE);

    static IpoptBanner of(IpoptLibrary library) {
        Matcher banner = LINE.matcher(log(library, Map.of()));
        if (banner.find()) {
            return new IpoptBanner(banner.group(1), banner.group(2).toLowerCase(Locale.ROOT));
        }
        return new IpoptBanner(versionByFunction(library), "unknown");
    }

    /** The log of that solve with some more string options; empty if there is no place to write it. */
    static String log(IpoptLibrary library, Map<String, String> options) {
        Path file = null;
        try {
            file = Files.createTempFile("ipopt", ".log");
            try (IpoptRehearsal rehearsal = new IpoptRehearsal(library)) {
                rehearsal.accepted("file_print_level", 5);
                rehearsal.accepted("output_file", file.toString());
                options.forEach(rehearsal::accepted);
                rehearsal.solve();
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException noTemporaryFile) {
            return "";
        } finally {
            delete(file);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftToTheSystem) {
            // A temporary file; nothing depends on it.
        }
    }

    private static String versionByFunction(IpoptLibrary library) {
        try (Memory numbers = new Memory(3L * Integer.BYTES)) {
            library.functions().GetIpoptVersion(numbers, numbers.share(4), numbers.share(8));
            return numbers.getInt(0) + "." + numbers.getInt(4) + "." + numbers.getInt(8);
        } catch (UnsatisfiedLinkError olderVersion) {
            return "unknown";
        }
    }
}
