package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.io.ProblemReader;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine;

/** What docs/learning.md says is true: its commands can be given, and the keys of results are explained. */
class LearningGuideTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final Path GUIDE = HOME.resolve("docs/learning.md");

    @TempDir
    private Path folder;

    static Stream<String> commands() throws IOException {
        Matcher block = Pattern.compile("(?ms)^```sh\n(.*?)^```$").matcher(Files.readString(GUIDE));
        List<String> lines = new ArrayList<>();
        block.results().forEach(match -> lines.addAll(List.of(match.group(1).split("\n"))));
        assertTrue(lines.size() >= 7, () -> "commands: " + lines);
        return lines.stream().filter(line -> line.startsWith("./turnpike "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandsCanBeGiven(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command.substring("./turnpike ".length()));
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        new CommandLine(Main.class).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words.toArray(new String[0]));
        if (!words.get(0).equals("solve")) {
            return;
        }
        List<String> overrides = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            // The solution of an earlier command is not there in a test.
            if (words.get(i).equals("--set") && !words.get(i + 1).startsWith("learning.start=")) {
                overrides.add(words.get(i + 1));
            }
        }
        ProblemReader.Contents contents =
                new ProblemReader(Schemes.names()).readAny(HOME.resolve(words.get(1)), overrides);
        assertTrue(contents.learning() != null || contents.linear() != null);
    }

    @Test
    void keysOfFlowMeshesAndRobustnessAreExplained() throws IOException {
        Path out = folder.resolve("out");
        Run solve = Run.of(
                "solve",
                HOME.resolve("problems/bias-sl-star.yaml"),
                "--quiet",
                "--out",
                out,
                "--set",
                "reference=",
                "--set",
                "learning.refine={tolerance: 0.5}");
        assertEquals(ExitStatus.SOLVED, solve.status(), solve.err());
        Run attack = Run.of("robustness", out, "--radii", "0.1", "--steps", "2");
        assertEquals(ExitStatus.SOLVED, attack.status(), attack.err());
        String solution = Files.readString(out.resolve("solution.json"));
        int from = solution.indexOf("\"adaptive\"");
        String text = solution.substring(from, solution.indexOf("\"testRows\""))
                + Files.readString(out.resolve("robustness.json"));
        String guide = Files.readString(GUIDE);
        TreeSet<String> missing = new TreeSet<>();
        Matcher key = Pattern.compile("\"(\\w{5,})\" :").matcher(text);
        key.results()
                .map(match -> match.group(1))
                .filter(name -> !guide.contains('`' + name + '`') && !guide.contains("--" + name))
                .filter(name -> !List.of("problem", "features", "radii", "radius", "adaptive", "refinement")
                        .contains(name))
                .forEach(missing::add);
        assertEquals(new TreeSet<String>(), missing);
    }
}
