package io.orkestro.gateway.edge.shadow;

import java.nio.ByteBuffer;
import org.springframework.core.io.buffer.DataBuffer;

/** Pieces of bodies on their way to somebody else. */
final class Pieces {

    private Pieces() {}

    /** Copies all that is to be read, and leaves it to be read; the buffer is neither kept nor moved. */
    static void copy(DataBuffer piece, ByteBuffer room) {
        try (DataBuffer.ByteBufferIterator parts = piece.readableByteBuffers()) {
            while (parts.hasNext()) {
                room.put(parts.next());
            }
        }
    }
}
