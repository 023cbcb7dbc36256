package org.turnpike.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.turnpike.expression.NearestName;
import org.turnpike.problem.InputException;

/** Reads UTF-8 files of bounded size; a file that cannot be read is an {@link InputException} that says why. */
final class TextFile {
    private static final int MEGABYTE = 1_000_000;

    private TextFile() {}

    /**
     * The text of a file.
     *
     * @param largest refused beyond, in megabytes; looked up before a byte is read
     */
    static String read(Path path, int largest) {
        try {
            if (Files.isDirectory(path)) {
                throw new InputException(path + ": this is a directory; expected a file" + firstFile(path));
            }
            if (!Files.exists(path)) {
                throw new InputException(path + ": no such file" + similar(path));
            }
            if (!Files.isRegularFile(path)) {
                throw new InputException(path + ": this is no regular file");
            }
            long size = Files.size(path);
            if (size > (long) largest * MEGABYTE) {
                throw new InputException(path + ": the file has " + (size + MEGABYTE - 1) / MEGABYTE
                        + " MB; the largest that is read has " + largest + " MB");
            }
            return decode(path, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new InputException(path + ": the file cannot be read: " + reason(e));
        }
    }

    /** A path written in a file, relative to that file's folder. */
    static Path beside(Path file, Field written) {
        try {
            return file.resolveSibling(written.text());
        } catch (InvalidPathException e) {
            throw written.error("this is no path: " + e.getReason());
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    private static String decode(Path path, byte[] bytes) {
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? 3
                : 0;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
                    .toString();
        } catch (CharacterCodingException e) {
            String before = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
            int bad = before.indexOf('�');
            int line = 1;
            for (int i = 0; i < bad; i++) {
                line += before.charAt(i) == '\n' ? 1 : 0;
            }
            int column = bad - before.lastIndexOf('\n', Math.max(0, bad));
            throw new InputException(
                    path + ":" + line + ":" + column + ": the file is not UTF-8 text; save it in that encoding");
        }
    }

    private static String similar(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || path.getFileName() == null) {
            return "";
        }
        if (!Files.isDirectory(folder)) {
            return "; the folder " + (path.getParent() == null ? folder : path.getParent()) + " does not exist either";
        }
        String wanted = path.getFileName().toString();
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (names.size() == 10_000) {
                    break;
                }
                names.add(file.getFileName().toString());
            }
        } catch (IOException e) {
            return "";
        }
        names.sort(null);
        if (names.contains(wanted + ".yaml")) {
            return "; did you mean '" + path + ".yaml'?";
        }
        String hint = NearestName.to(wanted, names);
        return hint == null ? "" : "; did you mean '" + path.resolveSibling(hint) + "'?";
    }

    private static String firstFile(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
            List<String> names = new ArrayList<>();
            for (Path file : files) {
                names.add(file.toString());
            }
            names.sort(null);
            return names.isEmpty() ? "" : " such as " + names.get(0);
        }
    }
}
