package org.turnpike.report;

import java.util.List;

/** What is drawn of a solution. The curves of a list share their times. */
interface Curves {
    List<Curve> states();

    List<Curve> controls();

    List<Curve> costates();

    List<Curve> hamiltonian();
}
