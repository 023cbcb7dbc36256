package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnpike.io.ProblemReader;
import org.turnpike.io.SolutionWriter;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.NlpStatus;
import org.turnpike.nlp.ipopt.IpoptSolver;
import org.turnpike.problem.ProblemFile;
import org.turnpike.problem.Reference;
import org.turnpike.solution.Comparison;
import org.turnpike.solution.Solution;
import org.turnpike.solve.DirectMethod;
import org.turnpike.transcription.Schemes;
import picocli.CommandLine;

/** What the documentation says is true: its problems, fragments of problems, commands, links and keys. */
class GuideTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final Path GUIDE = HOME.resolve("docs/guide.md");
    private static final String BEGINNING = "turnpike: 1\n";

    @TempDir
    private Path folder;

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** The fenced blocks of a language, in order. */
    private static List<String> blocks(Path file, String language) throws IOException {
        Matcher fence = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(text(file));
        return fence.results().map(match -> match.group(1)).collect(Collectors.toCollection(ArrayList::new));
    }

    private ProblemFile read(String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("problem.yaml"), problem);
        return new ProblemReader(Schemes.names()).read(file, List.of());
    }

    private static Solution solve(ProblemFile file) {
        return new DirectMethod(new IpoptSolver()).solve(file, 0, IterationListener.SILENT);
    }

    static Stream<String> completeProblems() throws IOException {
        return blocks(GUIDE, "yaml").stream().filter(block -> block.startsWith(BEGINNING));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("completeProblems")
    void problemsHaveTheOptimumTheyState(String problem) throws IOException {
        Solution solution = solve(read(problem));
        Reference reference = solution.problem().reference();
        assertNotNull(reference);
        assertEquals(NlpStatus.OPTIMAL, solution.status(), solution.reason());
        assertTrue(Comparison.of(solution, reference).passed(), () -> "objective " + solution.objective());
    }

    /** A fragment replaces the sections of the complete problem above it. */
    @Test
    void fragmentsFitTheProblemAboveThem() throws IOException {
        String problem = "";
        int fragments = 0;
        for (String block : blocks(GUIDE, "yaml")) {
            if (block.startsWith(BEGINNING)) {
                problem = block;
            } else {
                assertNotNull(DirectMethod.transcribe(read(with(problem, block))), block);
                fragments++;
            }
        }
        assertTrue(fragments >= 5, () -> "the guide has fragments");
    }

    private static String with(String problem, String fragment) {
        String result = problem;
        Matcher key = Pattern.compile("(?m)^(\\w+):").matcher(fragment);
        while (key.find()) {
            result = Pattern.compile("(?m)^" + key.group(1) + ":.*\n([ ].*\n)*")
                    .matcher(result)
                    .replaceAll("");
        }
        return result + fragment;
    }

    @Test
    void theFirstProblemIsTheOneInItsFile() throws IOException {
        assertEquals(
                withoutComments(HOME.resolve("problems/double-integrator-fuel.yaml")),
                blocks(GUIDE, "yaml").get(0));
        assertEquals(
                withoutComments(HOME.resolve("problems/goddard.yaml")).replaceFirst("(?m)^reference:.*\n", ""),
                blocks(HOME.resolve("README.md"), "yaml").get(0));
    }

    private static String withoutComments(Path file) throws IOException {
        return Stream.of(text(file).split("\n"))
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static Stream<String> commands() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : List.of(GUIDE, HOME.resolve("README.md"))) {
            blocks(file, "sh").forEach(block -> lines.addAll(List.of(block.split("\n"))));
        }
        assertTrue(lines.size() >= 10, () -> "the documentation has commands: " + lines);
        return lines.stream().filter(line -> line.startsWith("./turnpike "));
    }

    /** Options exist, files exist, and what {@code --set} says is understood. */
    @ParameterizedTest
    @MethodSource("commands")
    void commandsCanBeGiven(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command.substring("./turnpike ".length()));
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        new CommandLine(Main.class).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words.toArray(new String[0]));
        // One of them at most is there.
        int file = words.indexOf("solve") + words.indexOf("check") + words.indexOf("compare") + 3;
        if (file == 0) {
            return;
        }
        List<String> overrides = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            // The solution of an earlier command is not there in a test.
            if (words.get(i).equals("--set") && !words.get(i + 1).startsWith("guess.solution=")) {
                overrides.add(words.get(i + 1));
            }
        }
        Path problem = HOME.resolve(words.get(file));
        assertNotNull(DirectMethod.transcribe(new ProblemReader(Schemes.names()).read(problem, overrides)));
    }

    @Tag("slow")
    @Test
    void everyKeyOfASolutionIsExplained() throws IOException {
        SolutionWriter.write(
                folder, solve(read(completeProblems().skip(1).findFirst().orElseThrow())), Map.of());
        Matcher key = Pattern.compile("\"(\\w+)\" :").matcher(text(folder.resolve("solution.json")));
        String guide = text(GUIDE);
        TreeSet<String> missing = new TreeSet<>();
        key.results()
                .map(match -> match.group(1))
                .filter(name -> !guide.contains('`' + name + '`'))
                .forEach(missing::add);
        assertEquals(new TreeSet<String>(), missing);
    }

    /** The example of section 12 agrees, prints what stands there, and every key that it writes is explained. */
    @Tag("slow")
    @Test
    void theComparisonIsAsDescribed() throws IOException {
        Run run =
                Run.of("compare", HOME.resolve("problems/double-integrator-fuel.yaml"), "--out", folder.resolve("out"));
        assertEquals(0, run.status(), run.out());
        String guide = text(GUIDE);
        String switches = "bang, upper to off\n  switch of u";
        assertTrue(run.out().startsWith("Double integrator, least fuel: agree\n"), run.out());
        assertTrue(run.out().contains(switches) && guide.contains(switches), run.out());
        TreeSet<String> missing = new TreeSet<>();
        Matcher key = Pattern.compile("\"(\\w{3,})\" :").matcher(text(folder.resolve("out/comparison.json")));
        key.results()
                .map(match -> match.group(1))
                .filter(name -> !guide.contains('`' + name + '`'))
                .filter(name -> !name.startsWith("p_"))
                .forEach(missing::add);
        assertEquals(new TreeSet<String>(), missing);
    }

    @Test
    void everySchemeIsInTheTable() throws IOException {
        String guide = text(GUIDE);
        for (String scheme : Schemes.names()) {
            String family = scheme.replaceFirst("-[2-5]$", "-2");
            assertTrue(guide.contains("| `" + family + '`'), scheme);
        }
    }

    /** Relative links of the documentation lead to files. */
    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : List.of(GUIDE, HOME.resolve("docs/algorithms.md"), HOME.resolve("README.md"))) {
            Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(text(file));
            while (link.find()) {
                if (!Files.exists(file.resolveSibling(link.group(1)))) {
                    broken.add(file.getFileName() + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }
}
