package org.turnpike.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.NlpSolver;
import org.turnpike.nlp.ipopt.IpoptSolver;

/**
 * Ipopt, loaded beside the reading of the problem file, which takes as long, unless the file looks as if it were trained without; then
 * not before it is asked for.
 */
final class IpoptLoading implements Supplier<NlpSolver> {
    /** A glance only: what it misses costs time, not correctness. */
    private static final Pattern WITHOUT =
            Pattern.compile("\\bmethod[\"']?\\s*[:=]\\s*[\"']?(reduced|lbfgs|adam|sgd|msa|emsa)\\b");

    private static final int GLANCE = 1 << 20;

    private @Nullable CompletableFuture<IpoptSolver> loading;

    private IpoptLoading(@Nullable CompletableFuture<IpoptSolver> loading) {
        this.loading = loading;
    }

    /** Begins to load if the file is likely to need it. */
    static IpoptLoading likely(Path file, List<String> overrides) {
        return new IpoptLoading(without(file, overrides) ? null : CompletableFuture.supplyAsync(IpoptSolver::new));
    }

    private static boolean without(Path file, List<String> overrides) {
        for (String override : overrides) {
            if (override.strip().startsWith("solver")
                    && WITHOUT.matcher(override).find()) {
                return true;
            }
        }
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) <= GLANCE
                    && WITHOUT.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            // Whoever reads the file says what is wrong with it.
            return false;
        }
    }

    /** Waits for it; a missing Ipopt is an exception that tells how to install it. */
    @Override
    public NlpSolver get() {
        CompletableFuture<IpoptSolver> begun = loading;
        if (begun == null) {
            begun = CompletableFuture.supplyAsync(IpoptSolver::new);
            loading = begun;
        }
        return SolveCommand.loaded(begun);
    }
}
