package org.turnpike.nlp.ipopt;

/** No Ipopt can be loaded. The message says what was tried and which commands install one. */
public final class MissingIpoptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The commands that bring an Ipopt to this machine, one to a line. */
    public static final String INSTALLATION =
            """
              native/fetch-ipopt.sh                              (Linux, without root)
              sudo apt-get install coinor-libipopt1v5            (Debian, Ubuntu)
              sudo dnf install coin-or-Ipopt                     (Fedora)
              brew install ipopt                                 (macOS)
              conda install -c conda-forge ipopt                 (any system)
            An Ipopt elsewhere is used after: export TURNPIKE_IPOPT=/path/to/libipopt.so""";

    MissingIpoptException(String problem) {
        super(problem + "\nAny one of these installs it:\n" + INSTALLATION);
    }
}
