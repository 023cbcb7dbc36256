package org.turnpike.nlp.ipopt;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The libraries in the folder of an Ipopt, on which it depends. */
final class NeighbouringLibraries {
    /** JNA unloads a library that nothing refers to; what Ipopt depends on has to stay. */
    private static final List<NativeLibrary> LOADED = new ArrayList<>();

    private static final String BLAS = "lib.*blas.*\\.so.*";
    private static final String RUNTIME = "lib(gfortran|quadmath|gcc_s).*\\.so.*";

    private final Path ipopt;
    private final Map<String, ?> loading;

    NeighbouringLibraries(Path ipopt, Map<String, ?> loading) {
        this.ipopt = ipopt.toAbsolutePath();
        this.loading = loading;
    }

    /**
     * Loads them: Debian's do not say that they lie in one folder, but the system's loader takes what is already loaded under the
     * name that is asked for.
     *
     * @return whether any was loaded
     */
    boolean load() {
        return !load(".*").isEmpty();
    }

    /**
     * What is wrong with the BLAS in this folder, which is loaded for that, without Ipopt: then another copy can still be taken.
     * Null if nothing is, or there is none.
     */
    @Nullable
    String faultOfBlas() {
        for (Path file : files(BLAS)) {
            for (NativeLibrary library :
                    load(RUNTIME + "|" + Pattern.quote(file.getFileName().toString()))) {
                if (library.getFile() != null && library.getFile().toPath().equals(file)) {
                    return new Blas(library).fault();
                }
            }
        }
        return null;
    }

    /** Loads the files of a name; repeated until nothing more loads, because they need each other. */
    private List<NativeLibrary> load(String name) {
        List<Path> waiting = files(name);
        List<NativeLibrary> loaded = new ArrayList<>();
        boolean progress = true;
        while (progress) {
            progress = waiting.removeIf(file -> loads(file, loaded));
        }
        synchronized (LOADED) {
            LOADED.addAll(loaded);
        }
        return loaded;
    }

    private List<Path> files(String name) {
        List<Path> result = new ArrayList<>();
        try (Stream<Path> files = Files.list(ipopt.getParent())) {
            files.filter(file -> !Files.isSymbolicLink(file) && !file.equals(ipopt))
                    .filter(file -> file.getFileName().toString().contains(".so"))
                    .filter(file -> file.getFileName().toString().matches(name))
                    .sorted()
                    .forEach(result::add);
        } catch (IOException | UncheckedIOException unreadable) {
            return new ArrayList<>();
        }
        return result;
    }

    private boolean loads(Path file, List<NativeLibrary> loaded) {
        try {
            loaded.add(NativeLibrary.getInstance(file.toString(), loading));
            return true;
        } catch (UnsatisfiedLinkError notYet) {
            return false;
        }
    }
}
