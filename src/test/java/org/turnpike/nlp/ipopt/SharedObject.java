package org.turnpike.nlp.ipopt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes a 64-bit ELF library. */
final class SharedObject {
    private static final int DYNAMIC_SYMBOLS = 11;
    private static final int SYMBOL_BYTES = 24;
    private static final int VALUE_AND_SIZE = 8;

    private SharedObject() {}

    /** Exchanges what two exported names stand for. */
    static void exchange(Path file, String one, String other) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int sections = (int) elf.getLong(40);
        int sectionBytes = elf.getShort(58);
        int count = elf.getShort(60);
        for (int s = 0; s < count; s++) {
            int section = sections + s * sectionBytes;
            if (elf.getInt(section + 4) == DYNAMIC_SYMBOLS) {
                int names = (int) elf.getLong(sections + elf.getInt(section + 40) * sectionBytes + 24);
                int first = (int) elf.getLong(section + 24);
                int size = (int) elf.getLong(section + 32);
                int a = find(elf, first, size, names, one) + VALUE_AND_SIZE;
                int b = find(elf, first, size, names, other) + VALUE_AND_SIZE;
                for (int at = 0; at < 2 * Long.BYTES; at += Long.BYTES) {
                    long kept = elf.getLong(a + at);
                    elf.putLong(a + at, elf.getLong(b + at));
                    elf.putLong(b + at, kept);
                }
            }
        }
        Files.write(file, elf.array());
    }

    private static int find(ByteBuffer elf, int first, int size, int names, String name) {
        for (int symbol = first; symbol < first + size; symbol += SYMBOL_BYTES) {
            int start = names + elf.getInt(symbol);
            int end = start;
            while (elf.get(end) != 0) {
                end++;
            }
            if (name.equals(new String(elf.array(), start, end - start, StandardCharsets.US_ASCII))) {
                return symbol;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
