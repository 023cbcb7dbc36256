package org.turnpike.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.turnpike.problem.InputException;

class CsvTableTest {
    @TempDir
    Path folder;

    private CsvTable table(String text) throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, text);
        return CsvTable.read(file);
    }

    /** The message after the folder. */
    private static String refused(Executable action) {
        String message = assertThrows(InputException.class, action).getMessage();
        return message.substring(message.indexOf("data.csv"));
    }

    @Test
    void cellsOfATable() throws IOException {
        CsvTable table = table("\uFEFFa, b ,\"c,d\"\r\n1,\" two \n lines\",-3.5e-2\r\n\r\n4 ,x,+.5\r\n");
        assertEquals(List.of("a", "b", "c,d"), table.header());
        assertEquals(2, table.rows());
        assertEquals(1, table.number(0, 0));
        assertEquals("two \n lines", table.text(0, 1));
        assertEquals(-0.035, table.number(0, table.column("c,d")));
        assertEquals(4, table.number(1, 0));
        assertEquals(0.5, table.number(1, 2));
        assertEquals(
                "data.csv:5: row 2, column 2 ('b'): expected a finite number, found 'x'",
                refused(() -> table.number(1, 1)));
    }

    @Test
    void missingValues() throws IOException {
        for (String missing : List.of("", " ", "?", "NA", "N/A", "NaN", "nan", "null", "NULL")) {
            CsvTable table = table("a,b\n1,2\n3," + missing + "\n");
            String start = "data.csv:3: row 2, column 2 ('b'): the value is missing";
            assertTrue(refused(() -> table.number(1, 1)).startsWith(start), missing);
            assertTrue(refused(() -> table.text(1, 1)).startsWith(start), missing);
        }
    }

    @Test
    void whatIsNoNumber() throws IOException {
        for (String text :
                List.of("1f", "0x1p3", "Infinity", "-inf", "1e999", "1 000", "12a", "--1", "\"3,5\"", "1e")) {
            CsvTable table = table("a,b\n1," + text + "\n");
            assertTrue(
                    refused(() -> table.number(0, 1))
                            .startsWith("data.csv:2: row 1, column 2 ('b'): expected a finite number"),
                    text);
        }
    }

    @Test
    void headersThatAreNone() {
        assertEquals("data.csv:1: column 2 has no name in the header", refused(() -> table("a,,c\n1,2,3\n")));
        assertEquals(
                "data.csv:1: column 3: the name 'a' stands in the header twice",
                refused(() -> table("a,b, a\n1,2,3\n")));
        assertEquals(
                "data.csv:1: expected columns that are separated by commas, found 'a;b'",
                refused(() -> table("a;b\n1;2\n")));
        assertTrue(refused(() -> table("")).contains("the file is empty"));
        assertEquals("data.csv: the table has a header and no rows", refused(() -> table("a,b\n")));
    }

    @Test
    void rowsOfAnotherLength() {
        assertEquals(
                "data.csv:3: row 2: expected 2 cells as in the header, found 3",
                refused(() -> table("a,b\n1,2\n1,2,3\n")));
        assertEquals("data.csv:2: row 1: expected 2 cells as in the header, found 1", refused(() -> table("a,b\n1\n")));
    }

    @Test
    void columnsByName() throws IOException {
        CsvTable table = table("width,height\n1,2\n");
        assertEquals(1, table.column("height"));
        assertEquals(
                "data.csv: there is no column 'widht'; did you mean 'width'?", refused(() -> table.column("widht")));
        assertEquals(
                "data.csv: there is no column 'colour'; the columns are width, height",
                refused(() -> table.column("colour")));
    }

    @Test
    void longTextsAreShortened() throws IOException {
        CsvTable table = table("a\n" + "z".repeat(1000) + "\n");
        assertTrue(refused(() -> table.number(0, 0)).length() < 150);
    }

    @Test
    void filesThatCannotBeRead() throws IOException {
        table("a\n1\n");
        String missing = refused(() -> CsvTable.read(folder.resolve("data.csb")).rows(), "data.csb");
        assertTrue(missing.contains("no such file"), missing);
        Path large = folder.resolve("large.csv");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(200_000_000);
        }
        assertTrue(refused(() -> CsvTable.read(large), "large.csv").contains("the largest that is read has 128 MB"));
        Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xE9, '\n'});
        assertTrue(refused(() -> CsvTable.read(folder.resolve("latin.csv")), "latin.csv")
                .contains("not UTF-8"));
    }

    private static String refused(Executable action, String file) {
        String message = assertThrows(InputException.class, action).getMessage();
        assertTrue(message.contains(file), message);
        return message;
    }

    @Test
    void moreCellsThanFitAreRefused() throws IOException {
        StringBuilder text = new StringBuilder("c0");
        for (int c = 1; c < 4000; c++) {
            text.append(",c").append(c);
        }
        text.append('\n');
        String row = ",".repeat(3999) + "\n";
        for (int r = 0; r < 4001; r++) {
            text.append(row);
        }
        assertEquals("data.csv:4002: the table has more than 16000000 cells", refused(() -> table(text.toString())));
    }
}
