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
import org.ejml.data.DMatrixSparseCSC;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.IterationListener;
import org.turnpike.nlp.Multipliers;
import org.turnpike.nlp.NonlinearProgram;

/**
 * What a library says of itself. Most versions tell their version and linear solver nowhere but in the log of a solve, so one
 * is run: min z², z ∈ ℝ.
 */
record IpoptBanner(String version, String linearSolver) {
    private static final Pattern LINE =
            Pattern.compile("Ipopt version ([^,\\s]+?)[,.]?\\s+running with linear solver (.+?)\\.?\\s*$", Pattern.MULTILINE);

    static IpoptBanner of(IpoptLibrary library) {
        Matcher banner = LINE.matcher(log(library, Map.of()));
        if (banner.find()) {
            return new IpoptBanner(banner.group(1), banner.group(2).toLowerCase(Locale.ROOT));
        }
        return new IpoptBanner(versionByFunction(library), "unknown");
    }

    /** Whether the library knows a number option. */
    static boolean accepts(IpoptLibrary library, String numberOption) {
        IpoptEvaluation evaluation = new IpoptEvaluation(new Square(), IterationListener.SILENT, Long.MAX_VALUE);
        try (IpoptProblem problem = new IpoptProblem(library, new Square(), evaluation)) {
            return problem.set(numberOption, 1.0);
        }
    }

    /** The log of that solve with some more string options; empty if there is no place to write it. */
    static String log(IpoptLibrary library, Map<String, String> options) {
        Path file = null;
        try {
            file = Files.createTempFile("ipopt", ".log");
            NonlinearProgram square = new Square();
            IpoptEvaluation evaluation = new IpoptEvaluation(square, IterationListener.SILENT, Long.MAX_VALUE);
            try (IpoptProblem problem = new IpoptProblem(library, square, evaluation)) {
                problem.set("print_level", 0);
                problem.set("sb", "yes");
                problem.set("option_file_name", "");
                problem.set("file_print_level", 5);
                problem.set("output_file", file.toString());
                options.forEach(problem::set);
                problem.solve(new double[] {1}, new Multipliers(new double[0], new double[1], new double[1]));
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

    /** f(z) = z². */
    private static final class Square implements NonlinearProgram {
        @Override
        public int variables() {
            return 1;
        }

        @Override
        public int constraints() {
            return 0;
        }

        @Override
        public double[] variableLower() {
            return new double[] {Double.NEGATIVE_INFINITY};
        }

        @Override
        public double[] variableUpper() {
            return new double[] {Double.POSITIVE_INFINITY};
        }

        @Override
        public double[] constraintLower() {
            return new double[0];
        }

        @Override
        public double[] constraintUpper() {
            return new double[0];
        }

        @Override
        public double objective(double[] z) {
            return z[0] * z[0];
        }

        @Override
        public void gradient(double[] z, double[] gradient) {
            gradient[0] = 2 * z[0];
        }

        @Override
        public void constraints(double[] z, double[] values) {}

        @Override
        public DMatrixSparseCSC newJacobian() {
            return new DMatrixSparseCSC(0, 1, 0);
        }

        @Override
        public void jacobian(double[] z, DMatrixSparseCSC jacobian) {}

        @Override
        public DMatrixSparseCSC newHessian() {
            DMatrixSparseCSC hessian = new DMatrixSparseCSC(1, 1, 1);
            hessian.set(0, 0, 0);
            return hessian;
        }

        @Override
        public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
            hessian.nz_values[0] = 2 * objectiveFactor;
        }
    }
}
