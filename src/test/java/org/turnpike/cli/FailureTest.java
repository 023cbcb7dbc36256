package org.turnpike.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.turnpike.problem.InputException;

class FailureTest {
    private int status;

    private String message(Throwable e, boolean trace) {
        StringWriter text = new StringWriter();
        status = Failure.report(e, new PrintWriter(text), trace);
        return text.toString();
    }

    @Test
    void wrongInputIsItsMessage() {
        assertEquals("a.yaml:1:2: wrong\n", message(new InputException("a.yaml:1:2: wrong"), true));
        assertEquals(ExitStatus.WRONG_INPUT, status);
    }

    @Test
    void whatNobodyExpectedIsOneLine() {
        assertEquals(
                "internal error: IllegalStateException: broken; please report it with the problem file"
                        + " (TURNPIKE_DEBUG=1 shows where it arose)\n",
                message(new IllegalStateException("broken\nin two lines"), false));
        assertEquals(ExitStatus.NOT_SOLVED, status);
        assertEquals(1, message(new StackOverflowError(), false).lines().count());
    }

    @Test
    void withDebuggingTheTraceFollows() {
        String text = message(new IllegalStateException("broken"), true);
        assertTrue(text.contains("\tat " + FailureTest.class.getName()), text);
    }

    @Test
    void troubleWithFilesIsToldInWords() {
        assertEquals("cannot read or write /a: permission denied\n", message(new AccessDeniedException("/a"), false));
        assertEquals(ExitStatus.NOT_SOLVED, status);
        assertEquals(
                "cannot read or write /a: No space left on device\n",
                message(
                        new UncheckedIOException(new FileSystemException("/a", null, "No space left on device")),
                        false));
        assertEquals("cannot read or write a file: closed\n", message(new IOException("closed"), false));
    }

    @Test
    void tooLittleMemoryIsSaidWithTheRemedy() {
        String text = message(new OutOfMemoryError("Java heap space"), false);
        assertTrue(text.startsWith("out of memory: ") && text.contains("TURNPIKE_JAVA_OPTIONS=-Xmx8g"), text);
        assertEquals(ExitStatus.NOT_SOLVED, status);
    }
}
