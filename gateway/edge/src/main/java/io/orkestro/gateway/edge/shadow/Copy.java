package io.orkestro.gateway.edge.shadow;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A copy of bytes that pass by. It holds no buffer of anybody else's. */
final class Copy {

    private static final int FIRST = 1024;

    private byte[] bytes = new byte[0];
    private int length;

    int length() {
        return length;
    }

    /** How many bytes more it will take when so many are added. */
    int growthFor(int added) {
        int needed = length + added;
        return needed <= bytes.length ? 0 : Math.max(needed, Math.max(FIRST, 2 * bytes.length)) - bytes.length;
    }

    /** Room for so many more, to be filled at once. */
    ByteBuffer extend(int added) {
        int growth = growthFor(added);
        if (growth > 0) {
            bytes = Arrays.copyOf(bytes, bytes.length + growth);
        }
        ByteBuffer room = ByteBuffer.wrap(bytes, length, added);
        length += added;
        return room;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
