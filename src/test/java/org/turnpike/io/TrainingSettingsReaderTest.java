package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnpike.problem.InputException;
import org.turnpike.problem.SolutionMethod;
import org.turnpike.problem.SolverSettings;
import org.turnpike.problem.TrainingSettings;

/** {@code solver} of files that train a network. */
class TrainingSettingsReaderTest {
    private static final String NETWORK =
            """
            turnpike: 1
            learning:
              data: {generator: rings, samples: 20}
              model: {kind: node2, activation: tanh, dimension: 3}
              output: {select: [3]}
              loss: squared
              formulation: SL1
              horizon: 2
              layers: 4
              lambda: 0.01
            """;

    @TempDir
    private Path folder;

    private ProblemReader.Contents contents(String text, String... overrides) {
        Path file = folder.resolve("task.yaml");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new ProblemReader(Set.of()).readAny(file, List.of(overrides));
    }

    private SolverSettings read(String solver) {
        var learning = contents(NETWORK + "solver: " + solver + "\n").learning();
        assertNotNull(learning);
        return learning.solver();
    }

    private String refused(String solver) {
        return assertThrows(InputException.class, () -> read(solver)).getMessage();
    }

    @Test
    void collocationUnlessTheFileSaysMore() {
        assertEquals(SolutionMethod.COLLOCATION, read("{tolerance: 1e-6}").method());
        assertEquals(
                SolutionMethod.COLLOCATION,
                read("{method: collocation, nlp: ipopt}").method());
    }

    @ParameterizedTest
    @EnumSource(SolutionMethod.class)
    void everyMethodIsReadByItsName(SolutionMethod method) {
        SolverSettings settings = read("{method: " + method.label() + "}");
        assertEquals(method, settings.method());
        assertEquals(TrainingSettings.of(method), settings.training());
    }

    @Test
    void settingsAreRead() {
        SolverSettings adam =
                read("{method: adam, tolerance: 1e-5, timeLimit: 60, epochs: 70, batch: 32, seed: 4, threads: 1,"
                        + " checkpoint: 5, earlyStopping: {patience: 9, minimum: 1e-4}, learningRate: {initial: 0.02, schedule: step,"
                        + " every: 10, factor: 0.5, warmUp: 3}}");
        assertEquals(1e-5, adam.tolerance(), 0);
        assertEquals(60, adam.timeLimit(), 0);
        TrainingSettings t = adam.training();
        assertEquals(70, t.iterations());
        assertEquals(32, t.batch());
        assertEquals(4, t.seed());
        assertEquals(1, t.threads());
        assertEquals(5, t.checkpoint(), 0);
        assertEquals(new TrainingSettings.EarlyStopping(9, 1e-4), t.earlyStopping());
        assertEquals(
                new TrainingSettings.LearningRate(0.02, TrainingSettings.Schedule.STEP, 0.5, 10, 70, 0, 3),
                t.learningRate());
        assertEquals(7, read("{method: lbfgs, memory: 7}").training().memory());
        assertEquals(0.5, read("{method: emsa, rho: 0.5}").training().rho(), 0);
        assertEquals(0.8, read("{method: sgd, momentum: 0.8}").training().momentum(), 0);
        assertEquals(
                0.3,
                read("{method: sgd, learningRate: 0.3}")
                        .training()
                        .learningRate()
                        .initial(),
                0);
        assertNull(read("{method: sgd}").training().earlyStopping());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{method: adm} | solver.method: unknown method 'adm'; did you mean 'adam'?",
                "{method: newton} | there are collocation, reduced, lbfgs, adam, sgd, msa, emsa, shooting",
                "{method: reduced, epochs: 3} | solver.epochs: the method reduced has no setting 'epochs'; it counts iterations",
                "{method: adam, iterations: 3} | it counts epochs",
                "{method: adam, momentum: 0.5} | the method adam has no setting 'momentum'; it belongs to sgd",
                "{method: reduced, batch: 3} | it belongs to adam, sgd",
                "{batch: 3} | the method collocation has no setting 'batch'",
                "{method: shooting, threads: 3} | the method shooting has no setting 'threads'",
                "{method: reduced, nlp: ipopt} | the method reduced has no nonlinear program",
                "{method: lbfgs, options: {max_iter: 3}} | these are options of Ipopt",
                "{method: reduced, iteration: 3} | unknown key 'iteration'; did you mean 'iterations'?",
                "{method: reduced, iterations: 1.5} | solver.iterations",
                "{method: adam, learningRate: -1} | solver.learningRate",
                "{method: adam, learningRate: {schedule: cosin}} | did you mean 'cosine'?",
                "{method: adam, learningRate: {schedule: cosine, every: 3}} | unknown key 'every'",
                "{method: adam, learningRate: {schedule: step, every: 3}} | the key 'factor' is missing",
                "{method: adam, learningRate: {schedule: exponential, factor: 2}} | a factor of at most 1",
                "{method: sgd, momentum: 1} | a number from 0 to less than 1, found 1",
                "{method: sgd, earlyStopping: {minimum: 1}} | the key 'patience' is missing",
                "{method: sgd, earlyStopping: {patience: 2, minimum: -1}} | not negative",
                "{method: reduced, checkpoint: 0} | solver.checkpoint",
            })
    void wrongSettingsAreRefusedWithTheirPlace(String solver, String message) {
        String found = refused(solver);
        assertTrue(found.contains(message), found);
        assertTrue(found.contains("task.yaml:11:"), found);
    }

    @Test
    void onlyNetworksHaveAMethod() {
        InputException linear = assertThrows(
                InputException.class,
                () -> contents(
                        """
                        turnpike: 1
                        learning: {data: {points: [[0], [1]], targets: [[-1], [1]]}, model: {kind: linear}, loss: squared, lambda: 1}
                        solver: {method: reduced}
                        """));
        assertTrue(
                linear.getMessage().contains("task.yaml:3:10: solver.method: a linear model is"), linear.getMessage());
        InputException optimal = assertThrows(
                InputException.class,
                () -> contents(
                        """
                        turnpike: 1
                        time: {start: 0, end: 1}
                        states: {x: {start: 0}}
                        controls: {u: {}}
                        dynamics: {x: u}
                        minimize: {integral: u^2}
                        solver: {threads: 2}
                        """));
        assertTrue(
                optimal.getMessage().contains("task.yaml:7:10: solver.threads: a problem with states"),
                optimal.getMessage());
    }

    @Test
    void aMethodThatCannotTrainTheNetworkIsRefusedWithItsReason() throws IOException {
        Path file = folder.resolve("task.yaml");
        Files.writeString(file, NETWORK + "solver: {method: reduced}\n");
        ProblemReader reader = new ProblemReader(Set.of(), (task, settings) -> "The moon is full.");
        String message = assertThrows(InputException.class, () -> reader.readAny(file, List.of()))
                .getMessage();
        assertTrue(
                message.contains("task.yaml:11:18: solver.method: reduced is not for this problem: The moon is full."),
                message);
    }

    private String digest(String text, String... overrides) {
        return contents(text, overrides).digest();
    }

    /** What says how long to go on, or how the problem is called, makes no other problem; everything else does. */
    @Test
    void theDigestTellsProblemsApart() {
        String file = NETWORK + "solver: {method: reduced}\n";
        String digest = digest(file);
        assertEquals(64, digest.length());
        assertEquals(digest, digest("# other words\n" + file + "name: other\n"));
        assertEquals(digest, digest(file, "solver.iterations=3", "solver.timeLimit=9", "solver.tolerance=1e-4"));
        assertEquals(digest, digest(file, "learning.lambda=0.01"));
        assertNotEquals(digest, digest(file, "learning.lambda=0.02"));
        assertNotEquals(digest, digest(file, "learning.data.samples=22"));
        assertNotEquals(digest, digest(file, "learning.model.activation=relu"));
        assertNotEquals(digest, digest(file, "solver.method=lbfgs"));
        assertEquals("", digest(NETWORK));
    }

    /** The same file, but the table that it names has changed. */
    @Test
    void theDigestCoversTheData() throws IOException {
        String file = NETWORK.replace("{generator: rings, samples: 20}", "{csv: d.csv, label: y}")
                + "solver: {method: reduced}\n";
        Files.writeString(folder.resolve("d.csv"), "a,b,y\n1,2,-1\n3,4,1\n");
        String digest = digest(file);
        Files.writeString(folder.resolve("d.csv"), "a,b,y\n1,2,-1\n3,4.5,1\n");
        assertNotEquals(digest, digest(file));
    }
}
