package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.problem.Guess;
import org.turnpike.problem.InputException;
import org.turnpike.problem.OptimalControlProblem;

class GuessReaderTest {
    @TempDir
    Path folder;

    private OptimalControlProblem withTable(String guess, String table) throws IOException {
        Files.writeString(folder.resolve("first.csv"), table);
        return ProblemText.SMALL
                .with("end: 2", "end: free")
                .plus("guess: " + guess + "\n")
                .read(folder)
                .problem();
    }

    @Test
    void aTableIsInterpolatedAndClipped() throws IOException {
        OptimalControlProblem p = withTable("{csv: first.csv}", "t,u,x\n0,0.5,1\n4,0.5,3\n8,9,7\n");
        Guess.Profile x = p.guess().states().get(0);
        assertEquals(1, x.at(-1, 0, 8));
        assertEquals(2, x.at(2, 0, 8));
        assertEquals(6, x.at(7, 0, 8));
        assertEquals(7, x.at(9, 0, 8));
        assertEquals(1, p.guess().controls().get(0).at(8, 0, 8));
        assertEquals(8, p.horizon().endGuess());
    }

    @Test
    void aNamedGuessPrevailsOverTheTableAndTheTableOverTheComponentsOwn() throws IOException {
        Files.writeString(folder.resolve("first.csv"), "t,x\n0,1\n4,3\n");
        Guess guess = ProblemText.SMALL
                .with("x: {start: 1}", "x: {start: 1, guess: 9}")
                .with("lower: -1,", "lower: -1, guess: 0.25,")
                .plus("guess: {csv: first.csv}\n")
                .read(folder)
                .problem()
                .guess();
        assertEquals(2, guess.states().get(0).at(2, 0, 4));
        assertEquals(0.25, guess.controls().get(0).at(2, 0, 4));
        guess = withTable("{csv: first.csv, x: 2*t}", "t,x\n0,1\n4,3\n").guess();
        assertEquals(4, guess.states().get(0).at(2, 0, 4));
    }

    @Test
    void anEarlierSolutionGivesItsTrajectoryAndParameters() throws IOException {
        Path earlier = Files.createDirectory(folder.resolve("earlier"));
        Files.writeString(
                earlier.resolve("solution.json"),
                "{\"problem\": \"p\", \"solver\": {\"parameters\": {\"p\": 5}}, \"parameters\": {\"p\": 1.5, \"q\": 2}}");
        Files.writeString(earlier.resolve("trajectory.csv"), "t,x,u,p_x,other\n0,1,0,7,1\n2,3,0.5,7,1\n");
        Guess guess = ProblemText.SMALL
                .plus("parameters: {p: }\nguess: {solution: earlier/solution.json}\n")
                .read(folder)
                .problem()
                .guess();
        assertEquals(2, guess.states().get(0).at(1, 0, 2));
        assertEquals(0.25, guess.controls().get(0).at(1, 0, 2));
        assertEquals(1.5, guess.parameters()[0]);
    }

    private void assertTableError(String expected, String table) {
        InputException e = assertThrows(InputException.class, () -> withTable("{csv: first.csv}", table));
        assertEquals(expected, e.getMessage().lines().findFirst().orElseThrow().replace(folder + "/", ""));
    }

    @Test
    void wrongTables() {
        assertTableError("first.csv:1:1: the column 't' is missing; expected a header such as t,x,u", "x,u\n1,2\n");
        assertTableError("first.csv: the table is empty; expected a header such as t,x,u and rows of numbers", "");
        assertTableError("first.csv:3:1: expected a finite number in column 'x', found 'NaN'", "t,x\n0,1\n1,NaN\n");
        assertTableError("first.csv:2:1: expected a finite number in column 'x', found 'one'", "t,x\n0,one\n");
        assertTableError("first.csv:2:1: expected 2 numbers as in the header, found 1", "t,x\n0\n");
        assertTableError("first.csv:4:1: the time decreases from 1 to 0.5", "t,x\n0,1\n1,1\n0.5,1\n");
        assertTableError("first.csv:1:1: the column 'x' stands here twice", "t,x,x\n0,1,1\n");
        assertTableError(
                "problem.yaml:10:14: guess.csv: the table's column 'speed' is no state or control", "t,speed\n0,1\n");
    }

    @Test
    void aMissingTableIsNamed() throws IOException {
        InputException e = assertThrows(InputException.class, () -> withTable("{csv: frist.csv}", "t,x\n0,1\n"));
        assertEquals(
                "frist.csv: no such file; did you mean 'first.csv'?",
                e.getMessage().replace(folder + "/", ""));
    }
}
