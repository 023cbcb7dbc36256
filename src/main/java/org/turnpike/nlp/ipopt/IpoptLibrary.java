package org.turnpike.nlp.ipopt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** JNA unloads a library that nothing refers to; what Ipopt depends on has to stay. */
    private static final List<NativeLibrary> DEPENDENCIES = new ArrayList<>();

    /** By location; a library stays for good, so that none is unloaded while it works. */
    private static final Map<String, IpoptLibrary> LOADED = new ConcurrentHashMap<>();

    private static @Nullable IpoptLibrary found;

    private final String location;
    private final IpoptInterface functions;
    private final boolean reentrant;
    private @Nullable IpoptBanner banner;

    /** Versions before 3.14 keep state in globals: two threads in them kill the process. One lock for all of them. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private IpoptLibrary(String location, IpoptInterface functions) {
        this.location = location;
        this.functions = functions;
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
                    // "ipopt-…" before "debian": the fetched 3.14 before the older one.
                    .sorted((a, b) -> b.toString().compareTo(a.toString()))
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
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
            return library;
        }
        List<String> candidates = new ArrayList<>(systemNames());
        for (Path copy : copiesIn(folder())) {
            candidates.add(copy.toAbsolutePath().toString());
        }
        for (String candidate : candidates) {
            IpoptLibrary library = tryLoad(candidate);
            if (library != null) {
                return library;
            }
        }
        throw new MissingIpoptException("No Ipopt was found, neither in " + folder() + " nor on the system.");
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
            if (!Files.isRegularFile(Path.of(name)) || !loadNeighbours(Path.of(name))) {
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

    /**
     * Loads the libraries beside Ipopt: Debian's do not say that they lie in one folder, but the system's loader takes what
     * is already loaded under the name that is asked for. Repeated until nothing more loads, because they need each other.
     */
    private static boolean loadNeighbours(Path ipopt) {
        List<Path> waiting = new ArrayList<>();
        try (Stream<Path> files = Files.list(ipopt.toAbsolutePath().getParent())) {
            files.filter(file -> !Files.isSymbolicLink(file)
                            && !isIpopt(file.getFileName().toString()))
                    .filter(file -> file.getFileName().toString().contains(".so"))
                    .sorted()
                    .forEach(waiting::add);
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
        boolean any = false;
        boolean progress = true;
        while (progress) {
            progress = waiting.removeIf(IpoptLibrary::loadsAsDependency);
            any |= progress;
        }
        return any;
    }

    private static boolean loadsAsDependency(Path file) {
        try {
            DEPENDENCIES.add(NativeLibrary.getInstance(file.toString(), LOADING));
            return true;
        } catch (UnsatisfiedLinkError notYet) {
            return false;
        }
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
