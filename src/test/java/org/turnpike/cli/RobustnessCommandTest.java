package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** From a problem file to a network's flow, refined layers, and its robustness, by the command line only. */
class RobustnessCommandTest {
    /** x′ = b moves all points alike: z = x₁ + shift, so that the output changes by exactly the perturbation. */
    private static final String BIAS_ONLY =
            """
            turnpike: 1
            name: bias only
            learning:
              data: {csv: points.csv, label: side%s}
              model: {kind: node2, activation: tanh, train: [b]}
              output: {select: [1]}
              loss: squared
              formulation: SL*
              horizon: 1
              layers: 4
              lambda: 0.1
            """;

    private static final String ROWS =
            "x1,x2,side\n-1,0,left\n-0.5,1,left\n0.6,0,right\n0.9,-1,right\n0.15,0.5,left\n1.2,2,right\n";

    @TempDir
    Path folder;

    private Path solved(String more, Object... arguments) throws IOException {
        Files.writeString(folder.resolve("points.csv"), ROWS);
        Path out = folder.resolve("out");
        Object[] all = new Object[5 + arguments.length];
        all[0] = "solve";
        all[1] = Run.file(folder, String.format(BIAS_ONLY, more));
        all[2] = "--quiet";
        all[3] = "--out";
        all[4] = out;
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        Run run = Run.of(all);
        assertEquals(ExitStatus.SOLVED, run.status(), run.out() + run.err());
        return out;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(Path file) throws IOException {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private static double number(Map<?, ?> object, String key) {
        return ((Number) object.get(key)).doubleValue();
    }

    @Test
    void theOutputChangesByThePerturbation() throws IOException {
        Path out = solved("");
        Run run = Run.of("robustness", out, "--radii", "0.5,0.1", "--norm", "linf");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertTrue(run.out().contains("norm linf") && run.out().contains("certified"), run.out());
        Map<String, Object> result = json(out.resolve("robustness.json"));
        assertEquals("training samples", result.get("data"));
        List<?> radii = (List<?>) result.get("radii");
        for (int i = 0; i < 2; i++) {
            Map<?, ?> level = (Map<?, ?>) radii.get(i);
            double radius = i == 0 ? 0.1 : 0.5;
            assertEquals(radius, number(level, "radius"), 0, "ascending");
            assertEquals(radius, number(level, "largestChange"), 1e-9);
            assertEquals(radius, number(level, "changeBound"), 1e-12);
            assertEquals(radius, number(level, "changeBoundGronwall"), 1e-12);
            assertEquals(number(level, "accuracy"), number(level, "certifiedAccuracy"), 1e-12);
        }
        double clean = number(result, "accuracy");
        assertTrue(number((Map<?, ?>) radii.get(1), "accuracy") < clean);
        List<String> csv = Files.readAllLines(out.resolve("robustness.csv"));
        assertEquals(3, csv.size());
        assertEquals(csv.get(0).split(",", -1).length, csv.get(2).split(",", -1).length);
        String page = Files.readString(out.resolve("robustness.html"));
        assertTrue(page.contains("Accuracy over radius") && page.contains("<polyline"), "page");
    }

    @Test
    void samplesComeFromWhereTheUserSays() throws IOException {
        Path out = solved(", train: 0.5, seed: 1");
        Path elsewhere = folder.resolve("elsewhere");
        Run held = Run.of("robustness", out.resolve("solution.json"), "--held-out", "--out", elsewhere);
        assertEquals(ExitStatus.SOLVED, held.status(), held.err());
        assertTrue(held.out().contains("held-out samples"), held.out());
        assertFalse(Files.exists(out.resolve("robustness.json")));
        assertEquals(3, number(json(elsewhere.resolve("robustness.json")), "samples"), 0);
        Path table = Files.writeString(folder.resolve("new.csv"), ROWS);
        Run run = Run.of("robustness", out, "--data", table, "--samples", "4", "--radii", "0.1");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
        assertTrue(run.out().contains("4 of 6"), run.out());
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path out = solved("");
        Path table = Files.writeString(folder.resolve("new.csv"), "x1,x2,a,b\n1,2,left,right\n");
        Path unknown = Files.writeString(folder.resolve("other.csv"), "x1,x2,side\n1,2,middle\n");
        refused("--held-out", "no samples are held out", out, "--held-out");
        refused("radius", "expected positive numbers, found -1.0", out, "--radii", "0.1,-1");
        refused("steps", "--steps: expected a whole number from 1, found 0", out, "--steps", "0");
        refused("label", "say which column has the classes, as in --label NAME", out, "--data", table);
        refused("class", "expected one of the classes left, right, found 'middle'", out, "--data", unknown);
        refused("lonely label", "--label: names a column", out, "--label", "a");
        refused("norm", "--norm", out, "--norm", "l3");
        Files.move(folder.resolve("problem.yaml"), folder.resolve("moved.yaml"));
        refused("moved", "no such problem file; add --problem FILE", out);
        Run run = Run.of("robustness", out, "--problem", folder.resolve("moved.yaml"), "--radii", "0.1");
        assertEquals(ExitStatus.SOLVED, run.status(), run.err());
    }

    private static void refused(String what, String message, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "robustness";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Run run = Run.of(all);
        assertEquals(ExitStatus.WRONG_INPUT, run.status(), what);
        assertTrue(run.err().contains(message), () -> what + ": " + run.err());
    }

    /** x′ = b: Euler's states are exact, so that flow and layers agree, but ∫φ is a sum with an error O(h). */
    @Test
    void aSolutionTellsOfItsFlowAndItsMeshes() throws IOException {
        Path out = solved("", "--set", "learning.refine={tolerance: 0.05, layers: 256}");
        Map<?, ?> learning = (Map<?, ?>) Run.json(out).get("learning");
        Map<?, ?> flow = (Map<?, ?>) learning.get("adaptive");
        assertEquals(6, number(flow, "samples"), 0);
        assertEquals(0, number((Map<?, ?>) flow.get("stateDifference"), "largest"), 1e-8);
        assertEquals(number(learning, "trainingError"), number(flow, "trainingError"), 1e-8);
        assertEquals(number(learning, "trainAccuracy"), number(flow, "trainAccuracy"), 0);
        List<?> meshes = (List<?>) learning.get("refinement");
        assertTrue(meshes.size() >= 2);
        Map<?, ?> last = (Map<?, ?>) meshes.get(meshes.size() - 1);
        assertEquals(4 << (meshes.size() - 1), number(last, "layers"), 0);
        assertEquals(number(Run.json(out), "objective"), number(last, "objective"), 0);
        assertTrue(number(last, "estimate") <= 0.05 * number(last, "objective"));
        assertEquals(number(last, "estimate"), number(last, "richardson"), 0.3 * number(last, "estimate"));
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("<h2>Refinement</h2>") && page.contains("difference to the flow"), "report");
    }

    @Test
    void refinementsThatCannotBe() throws IOException {
        Files.writeString(folder.resolve("points.csv"), ROWS);
        Path file = Run.file(folder, String.format(BIAS_ONLY, ""));
        wrong(file, "learning.refine={layers: 100}", "tolerance");
        wrong(file, "learning.refine={tolerance: 0}", "tolerance");
        wrong(file, "learning.refine={tolerance: 1e-3, layers: 7}", "expected at least 8, twice the layers");
        wrong(file, "learning.refine={tolerance: 1e-3, most: 7}", "most");
        Path discrete = Files.writeString(
                folder.resolve("discrete.yaml"),
                """
                turnpike: 1
                name: discrete
                learning:
                  data: {points: [[1], [-1]], targets: [[1], [-1]]}
                  model: {kind: resnet, activation: tanh}
                  loss: squared
                  formulation: SL1
                  layers: 3
                  lambda: 0.1
                  refine: {tolerance: 1e-3}
                """);
        Run run = Run.of("solve", discrete, "--quiet");
        assertEquals(ExitStatus.WRONG_INPUT, run.status(), run.out());
        assertTrue(run.err().contains("a discrete model are no mesh"), run.err());
    }

    private static void wrong(Path file, String setting, String message) {
        Run run = Run.of("check", file, "--set", setting);
        assertEquals(ExitStatus.WRONG_INPUT, run.status(), run.out());
        assertTrue(run.err().contains(message), run.err());
    }
}
