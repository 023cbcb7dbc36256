package org.turnpike.nlp.ipopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlasTest {
    @TempDir
    Path folder;

    @Test
    void theLibraryInUseComputesRight() {
        assertTrue(IpoptLibrary.find().blasIsVisible());
        assertNull(IpoptLibrary.find().faultOfBlas());
    }

    @Test
    void openBlasTellsItsVersionAndUsesOneThread() {
        String identity = IpoptLibrary.find().blas();
        assumeTrue(identity != null, "another BLAS");
        assertTrue(identity.matches("OpenBLAS [0-9.]+\\S* \\(\\w+\\), 1 thread"), identity);
    }

    /** One wrong entry of the result, as large as rounding never is, in large products only. */
    @ParameterizedTest
    @CsvSource({"dgemm_, 11", "dsyrk_, 8", "dtrsm_, 9", "dgetrf_, 2"})
    void aWrongEntryIsFound(String routine, int result) {
        for (double wrong : new double[] {1e-6, Double.NaN}) {
            Blas blas = new Blas(NativeLibrary.getInstance(IpoptLibrary.find().location())) {
                @Override
                void call(String name, Object... arguments) {
                    super.call(name, arguments);
                    if (name.equals(routine) && ((double[]) arguments[result]).length > 3600) {
                        ((double[]) arguments[result])[1800] += wrong;
                    }
                }
            };
            String fault = blas.fault();
            assertNotNull(fault);
            assertTrue(fault.startsWith(routine.replace("_", "") + " on 83 x "), fault);
        }
    }

    /** A copy whose BLAS multiplies where it should solve is left for the next one. */
    @Test
    void aCopyWithAWrongBlasIsNotUsed() throws Exception {
        Path copy = IpoptLibrary.copiesIn(IpoptLibrary.folder()).stream()
                .filter(path -> path.getParent().getFileName().toString().equals("ipopt-3.14.19"))
                .findFirst()
                .orElse(null);
        assumeTrue(copy != null, "nothing was fetched");
        Path wrong = copy(copy.getParent(), folder.resolve("ipopt-3.14.19-wrong"));
        try (var files = Files.list(wrong)) {
            SharedObject.exchange(
                    files.filter(file -> file.getFileName().toString().startsWith("libblas"))
                            .findFirst()
                            .orElseThrow(),
                    "dtrsm_",
                    "dtrmm_");
        }
        String alone = output();
        assertTrue(alone.contains("ipopt-3.14.19-wrong"), alone);
        assertTrue(alone.contains("computes wrong results on this processor (dtrsm on 5 x 3 x 7"), alone);
        Path right = copy(copy.getParent(), folder.resolve("ipopt-3.14.19"));
        assertEquals(right.resolve(copy.getFileName()).toString(), output());
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private String output() throws Exception {
        return NewProcess.output(
                folder, List.of("-Dturnpike.native=" + folder), Map.of(), "org.turnpike.nlp.ipopt.BlasTest$Location");
    }

    /** Says which library was found, or why none. */
    static final class Location {
        private Location() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            try {
                System.out.println(IpoptLibrary.find().location());
            } catch (MissingIpoptException none) {
                System.out.println(none.getMessage());
            }
        }
    }
}
