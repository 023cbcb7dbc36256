package org.turnpike.nlp.ipopt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A loaded Ipopt. {@link #find()} loads the first of
 *
 * <ol>
 *   <li>the library named by the system property {@value #PATH_PROPERTY} or the environment variable
 *       {@value #PATH_VARIABLE}; if that one does not load, nothing else is tried;
 *   <li>the system's Ipopt 3.14 ({@code libipopt.so.3}, {@code libipopt.dylib}, {@code ipopt-3.dll}), or else its older one
 *       ({@code libipopt.so.1}): who installed one wants it used;
 *   <li>a copy in a subfolder of the folder named by the system property {@value #FOLDER_PROPERTY} (by default
 *       {@code native/lib}), where {@code native/fetch-ipopt.sh} puts it.
 * </ol>
 *
 * <p>One whose {@link Blas} computes wrong results on this processor is not used; of the fetched copies the next is tried then.
 */
public final class IpoptLibrary {
    /** System property: the library to use. */
    public static final String PATH_PROPERTY = "turnpike.ipopt";
    /** Environment variable: the library to use. */
    public static final String PATH_VARIABLE = "TURNPIKE_IPOPT";
    /** System property: the folder whose subfolders hold fetched copies. */
    public static final String FOLDER_PROPERTY = "turnpike.native";

    /** RTLD_NOW | RTLD_LOCAL (macOS: 2 | 4). JNA's default is global: then two Ipopts share symbols, and the process aborts. */
    private static final int OPEN_FLAGS = Platform.isMac() ? 6 : 2;

    private static final Map<String, Object> LOADING =
            Map.of(Library.OPTION_OPEN_FLAGS, OPEN_FLAGS, Library.OPTION_STRING_ENCODING, "UTF-8");

    /** By location; a library stays for good, so that none is unloaded while it works. */
    private static final Map<String, IpoptLibrary> LOADED = new ConcurrentHashMap<>();

    private static @Nullable IpoptLibrary found;

    private final String location;
    private final IpoptInterface functions;
    private final Blas blas;
    private final boolean reentrant;
    private @Nullable IpoptBanner banner;

    /** Versions before 3.14 keep state in globals: two threads in them kill the process. One lock for all of them. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private IpoptLibrary(String location, IpoptInterface functions) {
        this.location = location;
        this.functions = functions;
        // The loader looks a name up in a library and then in what that depends on, as Ipopt's own calls do.
        this.blas = new Blas(NativeLibrary.getInstance(location, LOADING));
        blas.useOneThread();
        boolean known;
        try (IpoptRehearsal rehearsal = new IpoptRehearsal(this)) {
            // An option as old as the version that several threads may use.
            known = rehearsal.accepted("max_wall_time", 1.0) != null;
        }
        this.reentrant = known;
    }

    /**
     * The Ipopt of this process, loaded at the first call.
     *
     * @throws MissingIpoptException if there is none
     */
    public static synchronized IpoptLibrary find() {
        if (found == null) {
            found = search();
        }
        return found;
    }

    /**
     * Loads one library: a file, or a name that the system's loader finds.
     *
     * @throws MissingIpoptException if it cannot be loaded or is no Ipopt
     */
    public static IpoptLibrary load(String location) {
        IpoptLibrary library = tryLoad(location);
        if (library == null) {
            throw new MissingIpoptException("Ipopt cannot be loaded from " + location + ".");
        }
        return library;
    }

    /** The libraries named libipopt in the subfolders of a folder, newest Ipopt first. */
    public static List<Path> copiesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        // The folder itself may be a link.
        try (Stream<Path> files = Files.walk(folder.toRealPath(), 2)) {
            return files.filter(file -> isIpopt(file.getFileName().toString()))
                    .filter(file -> !Files.isSymbolicLink(file))
                    // "ipopt-…-openblas" before "ipopt-…", and that before "debian", which is older.
                    .sorted(Comparator.comparing(IpoptLibrary::folderName).reversed())
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    private static String folderName(Path file) {
        Path parent = file.getParent();
        return parent == null ? "" : parent.getFileName().toString();
    }

    /** The folder of fetched copies. */
    public static Path folder() {
        return Path.of(System.getProperty(FOLDER_PROPERTY, "native/lib"));
    }

    private static IpoptLibrary search() {
        String explicit = System.getProperty(PATH_PROPERTY, System.getenv(PATH_VARIABLE));
        if (explicit != null && !explicit.isBlank()) {
            IpoptLibrary library = tryLoad(explicit);
            if (library == null) {
                throw new MissingIpoptException(
                        "Ipopt was asked for by " + PATH_VARIABLE + " as " + explicit + ", which cannot be loaded.");
            }
            String fault = library.blas.fault();
            if (fault != null) {
                throw new MissingIpoptException(
                        "Ipopt was asked for by " + PATH_VARIABLE + "." + refusal(explicit, fault));
            }
            return library;
        }
        StringBuilder refused = new StringBuilder();
        for (String candidate : systemNames()) {
            IpoptLibrary library = tryLoad(candidate);
            String fault = library == null ? null : library.blas.fault();
            if (library != null && fault == null) {
                return library;
            }
            if (fault != null) {
                refused.append(refusal(candidate, fault));
            }
        }
        for (Path copy : copiesIn(folder())) {
            String fault = new NeighbouringLibraries(copy, LOADING).faultOfBlas();
            if (fault != null) {
                refused.append(refusal(copy.toString(), fault));
                continue;
            }
            IpoptLibrary library = tryLoad(copy.toAbsolutePath().toString());
            if (library != null) {
                return library;
            }
        }
        throw new MissingIpoptException("No Ipopt was found, neither in " + folder() + " nor on the system." + refused);
    }

    private static String refusal(String location, String fault) {
        return " " + location + " is not used: its dense linear algebra computes wrong results on this processor ("
                + fault + ").";
    }

    private static List<String> systemNames() {
        if (Platform.isMac()) {
            return List.of("libipopt.dylib", "/opt/homebrew/lib/libipopt.dylib", "/usr/local/lib/libipopt.dylib");
        }
        if (Platform.isWindows()) {
            return List.of("ipopt-3", "libipopt-3", "ipopt");
        }
        return List.of("libipopt.so.3", "libipopt.so", "libipopt.so.1");
    }

    private static boolean isIpopt(String name) {
        return name.matches("libipopt.*\\.(so(\\.[0-9.]+)?|dylib)|(lib)?ipopt.*\\.dll");
    }

    private static @Nullable IpoptLibrary tryLoad(String location) {
        Path path = Path.of(location);
        // JNA takes a relative path for a name to search.
        String name = path.getNameCount() > 1 ? path.toAbsolutePath().toString() : location;
        try {
            return open(name);
        } catch (UnsatisfiedLinkError first) {
            if (!Files.isRegularFile(Path.of(name)) || !new NeighbouringLibraries(Path.of(name), LOADING).load()) {
                return null;
            }
        }
        try {
            return open(name);
        } catch (UnsatisfiedLinkError second) {
            return null;
        }
    }

    private static synchronized IpoptLibrary open(String name) {
        IpoptLibrary loaded = LOADED.get(name);
        if (loaded == null) {
            loaded = new IpoptLibrary(name, Native.load(name, IpoptInterface.class, LOADING));
            LOADED.put(name, loaded);
        }
        return loaded;
    }

    /** The file or name it was loaded from. */
    public String location() {
        return location;
    }

    /** Version, for instance {@code 3.14.19}. */
    public String version() {
        return banner().version();
    }

    /** The linear solver that it uses unless told otherwise, for instance {@code mumps 5.9.0}. */
    public String linearSolver() {
        return banner().linearSolver();
    }

    /** The dense linear algebra below the linear solver, for instance {@code OpenBLAS 0.3.23 (Haswell), 1 thread}, if it tells. */
    public @Nullable String blas() {
        return blas.identity();
    }

    /** Whether its routines can be called from here, and so be tested. */
    public boolean blasIsVisible() {
        return blas.visible();
    }

    /** What is wrong with that linear algebra on this processor, by a longer test than the one at its start; null if nothing is. */
    public @Nullable String faultOfBlas() {
        return blas.faultInLargeProducts();
    }

    /** Whether several threads may solve at once (from 3.14 on). */
    public boolean reentrant() {
        return reentrant;
    }

    private synchronized IpoptBanner banner() {
        if (banner == null) {
            banner = IpoptBanner.of(this);
        }
        return banner;
    }

    IpoptInterface functions() {
        return functions;
    }

    /** Waits, where the library cannot run twice. */
    void enter() {
        if (!reentrant) {
            ONE_AT_A_TIME.lock();
        }
    }

    void leave() {
        if (!reentrant) {
            ONE_AT_A_TIME.unlock();
        }
    }

    @Override
    public String toString() {
        return "Ipopt " + version() + " from " + location;
    }
}
