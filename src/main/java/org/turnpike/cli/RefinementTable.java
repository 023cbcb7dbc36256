package org.turnpike.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.turnpike.solution.MeshRecord;

/** The meshes of a direct solution, one a line. */
final class RefinementTable implements Consumer<MeshRecord> {
    private static final String HEAD =
            "  mesh  intervals  degree  switches  state error  cost error        objective  iterations  seconds";

    private final @Nullable PrintWriter out;
    private int count;

    /** @param out where to print, or null for silence */
    RefinementTable(@Nullable PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(MeshRecord mesh) {
        count++;
        if (out == null) {
            return;
        }
        out.println(HEAD);
        String degree = mesh.leastDegree() == mesh.mostDegree()
                ? Integer.toString(mesh.mostDegree())
                : mesh.leastDegree() + "-" + mesh.mostDegree();
        out.printf(
                Locale.ROOT,
                "  %4d  %9d  %6s  %8d  %11.1e  %10.1e  %15.9g  %10d  %7.2f  %s%n",
                count,
                mesh.intervals(),
                degree,
                mesh.switches(),
                mesh.error(),
                mesh.objectiveError(),
                mesh.objective(),
                mesh.iterations(),
                mesh.seconds(),
                mesh.scheme());
        out.flush();
    }
}
