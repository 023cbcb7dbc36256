package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.problem.InputException;

/** Small damage to good files is either harmless or an {@link InputException} with one place and no more than three lines. */
class MutatedProblemTest {
    private static final String[] PIECES = {
        "{", "}", "[", "]", ":", ": ", ",", "-", "- ", "\n", "\n  ", " ", "#", "'", "\"", "*", "&a ", "*a", "!", "|",
        ">", "%", "@", "0", "1e9", "-1", ".inf", ".nan", "~", "null", "x", "h", "t", "T", "(", ")", "^", "<=", "=",
        "sin(", "(end)", "[1]", "size: 2", "free", "\t", "é", "😀", "\u0085", "\u2028", "\ufeff", "---", "...", "? "
    };

    @TempDir
    Path folder;

    @Test
    void onlyInputExceptions() {
        Random random = new Random(7);
        int read = 0;
        int refused = 0;
        for (int n = 0; n < 3000; n++) {
            ProblemText start = n % 2 == 0 ? ProblemText.GODDARD : ProblemText.SMALL;
            String text = mutated(start.text(), random);
            try {
                new ProblemText(text).read(folder);
                read++;
            } catch (InputException e) {
                refused++;
                assertTrue(e.getMessage().lines().count() <= 3, () -> text + "\n---\n" + e.getMessage());
                assertTrue(e.getMessage().contains("problem.yaml:"), e::getMessage);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(text, e);
            }
        }
        assertTrue(read > 30 && refused > 500, read + " read, " + refused + " refused");
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int k = random.nextInt(3); k >= 0; k--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 ->
                    mutated.replace(
                            at,
                            Math.min(mutated.length(), at + 1 + random.nextInt(4)),
                            PIECES[random.nextInt(PIECES.length)]);
                default -> {
                    int from = random.nextInt(mutated.length());
                    int to = Math.min(mutated.length(), from + random.nextInt(30));
                    mutated.insert(at, mutated.substring(from, to));
                }
            }
        }
        return mutated.toString();
    }
}
