package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/trust.md: each broken example is solved, or checked, and says what the page says. */
@Tag("slow")
class TrustTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final Path PAGE = HOME.resolve("docs/trust.md");

    @TempDir
    Path folder;

    /** A section of the page: its title, its problem or command, what is printed. */
    record Example(String title, String problem, String file, String printed) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (String section : Pattern.compile("(?m)^## ")
                .splitAsStream(Files.readString(PAGE))
                .toList()) {
            String printed = block(section, "text");
            if (!printed.isEmpty()) {
                Matcher command = Pattern.compile("solve (problems/\\S+)").matcher(block(section, "sh"));
                examples.add(new Example(
                        section.substring(0, section.indexOf('\n')),
                        block(section, "yaml"),
                        command.find() ? command.group(1) : "",
                        printed));
            }
        }
        return examples.stream();
    }

    private static String block(String section, String language) {
        Matcher fence = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(section);
        return fence.find() ? fence.group(1) : "";
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    @Test
    void eachDiagnosisHasAnExample() throws IOException {
        assertTrue(examples().count() >= 13);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void saysWhatThePageSays(Example example) throws IOException {
        Path file = example.problem().isEmpty()
                ? HOME.resolve(example.file())
                : Files.writeString(folder.resolve("problem.yaml"), example.problem());
        boolean check = example.printed().startsWith("which equation");
        Run run = check ? Run.of("check", file) : Run.of("solve", file, "--quiet", "--out", folder.resolve("out"));
        String said = words((run.out() + run.err()).replace(folder + "/", ""));
        // A later part of the summary may stand after a gap.
        String expected = words(example.printed());
        int gap = expected.indexOf(" worst constraint ");
        String first = gap < 0 ? expected : expected.substring(0, gap);
        assertTrue(said.contains(first), () -> first + "\n--- but it said\n" + said);
        if (gap >= 0) {
            assertTrue(said.contains(expected.substring(gap + 1)), said);
        }
        if (run.status() == ExitStatus.NOT_SOLVED) {
            Object reason = Run.json(folder.resolve("out")).get("reason");
            assertEquals(
                    words(String.valueOf(reason)), first.substring(first.indexOf(' ', first.indexOf(": ") + 2) + 1));
        }
    }
}
