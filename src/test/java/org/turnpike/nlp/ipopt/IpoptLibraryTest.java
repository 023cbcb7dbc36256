package org.turnpike.nlp.ipopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IpoptLibraryTest {
    @TempDir
    Path folder;

    /** Solves in a new process, which starts in {@link #folder}; prints the version, iterations and status, or the error. */
    private String inNewProcess(List<String> properties, String ipopt, String... arguments)
            throws IOException, InterruptedException {
        Map<String, String> environment = ipopt.isEmpty() ? Map.of() : Map.of(IpoptLibrary.PATH_VARIABLE, ipopt);
        return NewProcess.output(folder, properties, environment, SolveInProcess.class.getName(), arguments);
    }

    private static String inUse() {
        String location = IpoptLibrary.find().location();
        return Path.of(location).getNameCount() > 1
                ? Path.of(location).toAbsolutePath().toString()
                : location;
    }

    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void knowsItsVersionAndLinearSolver(IpoptLibrary library) {
        assertTrue(library.version().matches("3\\.\\d+\\.\\d+"), library.version());
        assertFalse(library.linearSolver().isBlank());
        assertFalse(library.linearSolver().contains("unknown"));
        int minor = Integer.parseInt(library.version().replaceFirst("3\\.(\\d+).*", "$1"));
        assertEquals(minor >= 14, library.reentrant());
    }

    @Test
    void isLoadedOnce() {
        assertSame(IpoptLibrary.find(), IpoptLibrary.find());
        String location = IpoptLibrary.find().location();
        assertSame(IpoptLibrary.find(), IpoptLibrary.load(location));
    }

    @Test
    void whatIsNoIpoptIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("libipopt.so"), "not a library");
        MissingIpoptException thrown =
                assertThrows(MissingIpoptException.class, () -> IpoptLibrary.load(text.toString()));
        assertTrue(thrown.getMessage().contains(text.toString()));
        // A library, but another one.
        assertThrows(MissingIpoptException.class, () -> IpoptLibrary.load("c"));
    }

    @Test
    void findsTheFetchedCopiesFastestAndNewestFirst() throws IOException {
        for (String name : List.of(
                "debian/libipopt.so.1.9.9",
                "ipopt-3.14.19/libipopt-bb87398d.so.3.14.19",
                "ipopt-3.14.19-openblas/libipopt-fast.so.3.14.19",
                "ipopt-3.14.19/libcoinmumps.so.3",
                "ipopt-3.14.19/libipopt.txt")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        Files.createSymbolicLink(folder.resolve("debian/libipopt.so.1"), Path.of("libipopt.so.1.9.9"));
        assertEquals(
                List.of("libipopt-fast.so.3.14.19", "libipopt-bb87398d.so.3.14.19", "libipopt.so.1.9.9"),
                IpoptLibrary.copiesIn(folder).stream()
                        .map(path -> path.getFileName().toString())
                        .toList());
        assertEquals(List.of(), IpoptLibrary.copiesIn(folder.resolve("absent")));
    }

    @Test
    void anExplicitPathWinsByVariableAndByProperty() throws Exception {
        String expected = IpoptLibrary.find().version();
        String nowhere = "-Dturnpike.native=" + folder.resolve("empty");
        assertTrue(inNewProcess(List.of(nowhere), inUse()).startsWith(expected + " "));
        assertTrue(inNewProcess(List.of(nowhere, "-Dturnpike.ipopt=" + inUse()), "/nowhere/libipopt.so")
                .startsWith(expected + " "));
    }

    @Test
    void aWrongExplicitPathIsAnErrorThatSaysHowToInstallIpopt() throws Exception {
        String output = inNewProcess(List.of(), "/nowhere/libipopt.so");
        assertTrue(output.contains("TURNPIKE_IPOPT"), output);
        assertTrue(output.contains("/nowhere/libipopt.so"), output);
        assertTrue(output.contains("apt-get install coinor-libipopt1v5"), output);
        assertTrue(output.contains("native/fetch-ipopt.sh"), output);
    }

    /** Ipopt reads a file of options from the working folder unless it is told not to. */
    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void anOptionFileInTheWorkingFolderChangesNothing(IpoptLibrary library) throws Exception {
        String before = inNewProcess(List.of(), library.location());
        Files.writeString(folder.resolve("ipopt.opt"), "mu_strategy adaptive\nmu_init 1e-3\nmax_iter 2\n");
        String after = inNewProcess(List.of(), library.location());
        assertTrue(before.endsWith("OPTIMAL"), before);
        assertEquals(before, after);
    }

    /** Ipopt itself would write about refused options to standard output, which belongs to results. */
    @ParameterizedTest
    @MethodSource("org.turnpike.nlp.ipopt.EveryIpopt#libraries")
    void nothingButTheResultIsWritten(IpoptLibrary library) throws Exception {
        String ipopt = "Ipopt " + library.version();
        assertEquals(
                ipopt + " has no option max_itr; did you mean max_iter?",
                inNewProcess(List.of(), library.location(), "max_itr=3"));
        assertEquals(
                ipopt + " does not accept adaptve for its option mu_strategy; accepted: monotone, adaptive",
                inNewProcess(List.of(), library.location(), "mu_strategy=adaptve"));
        String solved = inNewProcess(List.of(), library.location(), "mu_max=1", "mu_strategy=adaptive");
        assertTrue(solved.matches("\\S+ \\d+ OPTIMAL"), solved);
    }
}
