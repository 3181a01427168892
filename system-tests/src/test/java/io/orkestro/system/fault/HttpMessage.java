package io.orkestro.system.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** One request or response of HTTP/1.1, as the bytes it came in. */
final class HttpMessage {

    private final String firstLine;
    private final byte[] bytes;

    private HttpMessage(String firstLine, byte[] bytes) {
        this.firstLine = firstLine;
        this.bytes = bytes;
    }

    /** @return empty where the stream has ended */
    static Optional<HttpMessage> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String firstLine;
        try {
            firstLine = line(in, bytes);
        } catch (EOFException closed) {
            return Optional.empty();
        }
        long length = 0;
        boolean chunked = false;
        for (String header = line(in, bytes); !header.isEmpty(); header = line(in, bytes)) {
            String lowerCase = header.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith("content-length:")) {
                length =
                        Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            }
            chunked |= lowerCase.startsWith("transfer-encoding:") && lowerCase.contains("chunked");
        }
        if (chunked) {
            copyChunks(in, bytes);
        } else {
            copy(in, bytes, length);
        }
        return Optional.of(new HttpMessage(firstLine, bytes.toByteArray()));
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Method and path of a request. */
    String call() {
        return firstLine.replaceFirst(" HTTP/1\\.[01]$", "");
    }

    private static void copyChunks(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        int size;
        do {
            size = Integer.parseInt(line(in, bytes).split(";", 2)[0].strip(), 16);
            copy(in, bytes, size);
            // What ends the chunk, and after the last one the whole.
            while (size == 0 && !line(in, bytes).isEmpty()) {
                // A trailer.
            }
            if (size > 0) {
                line(in, bytes);
            }
        } while (size > 0);
    }

    private static void copy(InputStream in, ByteArrayOutputStream bytes, long count) throws IOException {
        byte[] body = in.readNBytes((int) count);
        if (body.length < count) {
            throw new EOFException("A body of %d bytes ended after %d".formatted(count, body.length));
        }
        bytes.write(body);
    }

    private static String line(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        bytes.write(line.toByteArray());
        bytes.write('\n');
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
