package org.turnpike.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.evaluation.RefinedMesh;

/** The meshes of a refinement, one a line. */
final class MeshTable implements Consumer<RefinedMesh> {
    private static final String HEAD = "  layers      objective  estimated error  iterations  seconds";

    private final @Nullable PrintWriter out;

    /** @param out where to print, or null for silence */
    MeshTable(@Nullable PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(RefinedMesh mesh) {
        if (out != null) {
            out.println(HEAD);
            out.println(line(mesh));
        }
    }

    static void print(SummaryText text, List<RefinedMesh> meshes) {
        if (!meshes.isEmpty()) {
            text.line("%s", HEAD);
        }
        for (RefinedMesh mesh : meshes) {
            text.line("%s", line(mesh));
        }
    }

    private static String line(RefinedMesh mesh) {
        return String.format(
                Locale.ROOT,
                "  %6d %14.8g %16.1e %11d %8.2f",
                mesh.layers(),
                mesh.objective(),
                mesh.estimate(),
                mesh.iterations(),
                mesh.seconds());
    }
}
