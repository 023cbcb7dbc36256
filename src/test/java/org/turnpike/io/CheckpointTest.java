package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.problem.InputException;
import org.turnpike.training.Checkpoint;

class CheckpointTest {
    @TempDir
    private Path folder;

    /** Any bits, also those of NaN, infinities, −0 and subnormal numbers. */
    private static double[] anyNumbers(int count) {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = new double[count];
        Arrays.setAll(values, i -> Double.longBitsToDouble(random.nextLong()));
        double[] special = {-0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 0.1};
        System.arraycopy(special, 0, values, 0, Math.min(count, special.length));
        return values;
    }

    private static long[] bits(double... values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static Checkpoint sample() {
        return new Checkpoint(
                "abc",
                "adam",
                17,
                1.25,
                Math.PI,
                1e-300,
                anyNumbers(1000),
                Map.of("m", anyNumbers(7), "größe", new double[0]));
    }

    private byte[] written() throws IOException {
        CheckpointWriter.write(folder, sample());
        return Files.readAllBytes(folder.resolve(CheckpointWriter.NAME));
    }

    @Test
    void everyBitComesBack() throws IOException {
        Checkpoint before = sample();
        CheckpointWriter.write(folder, before);
        Checkpoint after = CheckpointReader.read(folder);
        assertEquals(before.digest(), after.digest());
        assertEquals(before.method(), after.method());
        assertEquals(before.iteration(), after.iteration());
        assertArrayEquals(
                bits(before.seconds(), before.value(), before.gradientNorm()),
                bits(after.seconds(), after.value(), after.gradientNorm()));
        assertArrayEquals(bits(before.u()), bits(after.u()));
        assertEquals(before.memory().keySet(), after.memory().keySet());
        for (String name : before.memory().keySet()) {
            assertArrayEquals(
                    bits(before.memory().get(name)), bits(after.memory().get(name)));
        }
    }

    private void refused(byte[] bytes, String message) throws IOException {
        Files.write(folder.resolve(CheckpointWriter.NAME), bytes);
        InputException e = assertThrows(InputException.class, () -> CheckpointReader.read(folder));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void everyLengthThatIsTooShortIsRefused() throws IOException {
        byte[] whole = written();
        for (int length = 0; length < whole.length; length += length < 200 ? 1 : 97) {
            refused(Arrays.copyOf(whole, length), "checkpoint");
        }
    }

    @Test
    void aBitThatHasChangedIsNoticed() throws IOException {
        byte[] whole = written();
        for (int at = 12; at < whole.length; at += 61) {
            byte[] changed = whole.clone();
            changed[at] ^= 4;
            refused(changed, "damaged");
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        refused(longer, "damaged");
    }

    @Test
    void otherFilesAndFormatsAreRefused() throws IOException {
        byte[] whole = written();
        byte[] other = whole.clone();
        other[0] = 'X';
        refused(other, "this is no checkpoint");
        byte[] newer = whole.clone();
        newer[11] = 9;
        refused(newer, "the checkpoint has the format 9; this version reads 1");
    }

    @Test
    void withoutACheckpointTheReasonIsSaid() {
        InputException e = assertThrows(InputException.class, () -> CheckpointReader.read(folder.resolve("none")));
        assertTrue(e.getMessage().contains("there is no checkpoint.bin to resume from"), e.getMessage());
    }

    @Test
    void anotherProblemOrMethodIsForeign() {
        assertNull(CheckpointReader.foreign(sample(), "abc", "adam"));
        String problem = CheckpointReader.foreign(sample(), "abd", "adam");
        assertNotNull(problem);
        assertTrue(problem.contains("another problem"), problem);
        String method = CheckpointReader.foreign(sample(), "abc", "sgd");
        assertNotNull(method);
        assertTrue(method.contains("method: adam, not sgd"), method);
    }

    /** Also what a writer that was killed has left. */
    @Test
    void removingLeavesNothing() throws IOException {
        written();
        Files.writeString(folder.resolve(".checkpoint.bin.1234.tmp"), "half");
        Files.writeString(folder.resolve("solution.json"), "{}");
        assertTrue(CheckpointReader.exists(folder));
        CheckpointWriter.remove(folder);
        assertFalse(CheckpointReader.exists(folder));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
        CheckpointWriter.remove(folder.resolve("none"));
    }
}
