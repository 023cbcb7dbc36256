package org.turnpike.nlp.ipopt;

import java.util.ArrayList;
import java.util.List;

/** The libraries to test: the one in use, which must exist, and Debian's older one if it is there. */
final class EveryIpopt {
    private EveryIpopt() {}

    static List<IpoptLibrary> libraries() {
        List<IpoptLibrary> libraries = new ArrayList<>();
        libraries.add(IpoptLibrary.find());
        OlderIpoptSolverTest.copies().stream()
                .map(copy -> IpoptLibrary.load(copy.toString()))
                .filter(older -> !older.location().equals(libraries.get(0).location()))
                .forEach(libraries::add);
        return libraries;
    }
}
