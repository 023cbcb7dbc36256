package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnpike.learning.LinearProblem;
import org.turnpike.learning.classifier.LargestMargin;
import org.turnpike.learning.classifier.Loss;
import org.turnpike.learning.classifier.Norm;
import org.turnpike.learning.classifier.PenalizedError;
import org.turnpike.learning.classifier.Penalty;
import org.turnpike.problem.InputException;
import org.turnpike.transcription.Schemes;

/** The section {@code learning} with a linear model: what it means, and what is said when it is wrong. */
class LinearReaderTest {
    private static final String LOGISTIC =
            """
            turnpike: 1
            constants: {c: 0.02}
            learning:
              data: {points: [[2, 0], [0, -1], [3, 3]], targets: [[1], [-1], [1]]}
              model: {kind: linear}
              loss: logistic
              lambda: c/2
            """;

    @TempDir
    private Path folder;

    private LinearProblem read(String text) throws IOException {
        Path file = folder.resolve("task.yaml");
        Files.writeString(file, text);
        LinearProblem problem =
                new ProblemReader(Schemes.names()).readAny(file, List.of()).linear();
        assertNotNull(problem);
        return problem;
    }

    @Test
    void readsLossPenaltyAndBias() throws IOException {
        LinearProblem problem = read(LOGISTIC);
        assertTrue(problem.bias());
        assertEquals(new PenalizedError(Loss.LOGISTIC, 0.01, Penalty.L2), problem.formulation());
        assertEquals(List.of("-1", "1"), problem.training().classNames());
        problem = read(LOGISTIC.replace("kind: linear", "kind: linear, train: [w]")
                .replace("logistic", "absolute\n  regularization: L1"));
        assertFalse(problem.bias());
        assertEquals(new PenalizedError(Loss.ABSOLUTE, 0.01, Penalty.L1), problem.formulation());
    }

    @Test
    void readsTheNormOfTheLargestMargin() throws IOException {
        String largest =
                LOGISTIC.replace("loss: logistic", "formulation: max-margin").replace("  lambda: c/2\n", "");
        assertEquals(new LargestMargin(Norm.L2), read(largest).formulation());
        assertEquals(
                new LargestMargin(Norm.L1),
                read(largest + "  regularization: L1\n").formulation());
    }

    @Test
    void twoTextClassesAreCodedAndNumbersAreTargets() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "a,b,y\n1,2,yes\n2,1,no\n3,5,yes\n");
        String csv = LOGISTIC.replace(
                "points: [[2, 0], [0, -1], [3, 3]], targets: [[1], [-1], [1]]", "csv: t.csv, label: y");
        for (String loss : List.of("logistic", "squared", "absolute")) {
            LinearProblem problem = read(csv.replace("logistic", loss));
            assertEquals(List.of("no", "yes"), problem.training().classNames());
            assertEquals(1, problem.training().targets()[0][0]);
            assertEquals(-1, problem.training().targets()[1][0]);
        }
        LinearProblem regression =
                read(csv.replace("label: y", "features: [a], label: b").replace("logistic", "squared"));
        assertFalse(regression.training().isClassification());
        assertEquals(5, regression.training().targets()[2][0]);
    }

    /** Each replaces a text of the file and must be answered with a message that contains the last column. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "lambda: c/2|horizon: 3|task.yaml:7:3: learning.horizon: a linear model has no horizon",
                "lambda: c/2|layers: 3|a linear model has no layers",
                "lambda: c/2|integrator: euler|a linear model has no integrator",
                "lambda: c/2|output: {select: [1]}|a linear model has no output",
                "lambda: c/2|bound: {M: 1}|a linear model has no bound",
                "lambda: c/2|start: zero|a linear model has no start",
                "lambda: c/2|lamda: 1|unknown key 'lamda'; did you mean 'lambda'?",
                "lambda: c/2|regularization: L2|the key 'lambda' is missing",
                "lambda: c/2|lambda: -1|expected a number of at least 0, found -1",
                "lambda: c/2|lambda: 1\\n  regularization: H1|unknown regularization 'H1'; did you mean 'L1'?",
                "kind: linear|kind: linear, activation: tanh|the model linear has no activation",
                "kind: linear|kind: linear, dimension: 3|the model linear has no dimension",
                "kind: linear|kind: linear, widths: [3]|the model linear has no widths",
                "kind: linear|kind: linear, train: [b]|a linear model without w is a constant",
                "kind: linear|kind: linear, train: [c]|expected w or b, found 'c'",
                "kind: linear|kind: liner|unknown model 'liner'; did you mean 'linear'?",
                "loss: logistic|loss: cross-entropy|with two classes it is logistic",
                "loss: logistic|loss: distance|with one output it is absolute",
                "loss: logistic|loss: logistics|did you mean 'logistic'?",
                "loss: logistic|formulation: max-margin|the formulation max-margin has no lambda",
                "loss: logistic|loss: logistic\\n  formulation: max-margin|the formulation max-margin has no loss",
                "loss: logistic|loss: logistic\\n  formulation: SL1|a linear model has no formulation 'SL1'; leave it out",
                "loss: logistic|formulation: max-margins|did you mean 'max-margin'?",
                "loss: logistic|regularization: L2|the key 'loss' is missing",
                "[-1]|[0]|learning.data.targets: the logistic loss and max-margin take two classes or the labels -1 and 1, found [0.0] as the target of sample 2",
                "learning:|solver: {nlp: ipop}\\nlearning:|unknown solver 'ipop'; expected auto, joptimizer, ipopt or both",
                "learning:|solver: {timeLimit: 3}\\nlearning:|this belongs to Ipopt",
                "learning:|solver: {nlp: joptimizer, options: {max_iter: 3}}\\nlearning:|this belongs to Ipopt",
            })
    void wrongSectionsAreAnsweredWithPlaceAndSuggestion(String from, String to, String message) {
        String a = from.replace("\\n", "\n");
        String b = to.replace("\\n", "\n");
        assertTrue(LOGISTIC.contains(a), a);
        InputException e = assertThrows(InputException.class, () -> read(LOGISTIC.replace(a, b)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void labelsThatTheModelCannotTakeAreNamedByRowAndColumn() throws IOException {
        Files.writeString(folder.resolve("three.csv"), "a,y\n1,red\n2,green\n3,blue\n");
        Files.writeString(folder.resolve("one.csv"), "a,y\n1,red\n2,red\n");
        String csv = LOGISTIC.replace(
                "points: [[2, 0], [0, -1], [3, 3]], targets: [[1], [-1], [1]]", "csv: three.csv, label: y");
        String message = assertThrows(InputException.class, () -> read(csv)).getMessage();
        assertTrue(message.contains("three.csv:4: row 3, column 2 ('y')"), message);
        message = assertThrows(InputException.class, () -> read(csv.replace("three", "one")))
                .getMessage();
        assertTrue(message.contains("row 2, column 2 ('y')"), message);
        message = assertThrows(InputException.class, () -> read(csv.replace("logistic", "squared")))
                .getMessage();
        assertTrue(
                message.contains("learning.data.label: a linear model has one output")
                        && message.contains("3 classes (blue, green, red)"),
                message);
        message = assertThrows(
                        InputException.class,
                        () -> read(LOGISTIC.replace("logistic", "squared")
                                .replace("[[1], [-1], [1]]", "[[1, 2], [2, 3], [3, 4]]")))
                .getMessage();
        assertTrue(message.contains("found 2 numbers for each sample"), message);
    }

    @Test
    void networksAreNotSolvedByTwoSolvers() {
        String network = LOGISTIC.replace("kind: linear", "kind: node2")
                .replace("learning:", "solver: {nlp: both}\nlearning:")
                .replace(
                        "loss: logistic",
                        "loss: logistic\n  formulation: SL1\n  horizon: 1\n  layers: 2\n  output: {select: [1]}");
        String message = assertThrows(InputException.class, () -> read(network)).getMessage();
        assertTrue(message.contains("'both' is not supported by this version; expected auto or ipopt"), message);
    }
}
