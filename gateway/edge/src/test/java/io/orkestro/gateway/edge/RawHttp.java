package io.orkestro.gateway.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** HTTP as bytes: what is sent is exactly what the test says. One request a connection. */
public final class RawHttp {

    private RawHttp() {}

    /**
     * @param head status line and headers, a line each
     * @param body a character for each byte
     */
    public record Answer(List<String> head, String body) {

        public int status() {
            return Integer.parseInt(head.getFirst().split(" ")[1]);
        }

        public List<String> headers(String name) {
            List<String> values = new ArrayList<>();
            for (String line : head.subList(1, head.size())) {
                int colon = line.indexOf(':');
                if (line.substring(0, colon).equalsIgnoreCase(name)) {
                    values.add(line.substring(colon + 1).strip());
                }
            }
            return values;
        }

        public Optional<String> header(String name) {
            return headers(name).stream().findFirst();
        }
    }

    /** Sends the head (lines without their ends; {@code Connection: close} is added) and the body, reads to the end. */
    public static Answer exchange(int port, byte[] body, String... head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write((String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
            try {
                out.write(body);
                out.flush();
            } catch (IOException refusedHalfWay) {
                // The answer is there nevertheless.
            }
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    public static Answer exchange(int port, String... head) throws IOException {
        return exchange(port, new byte[0], head);
    }

    private static Answer parse(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalStateException("No HTTP answer in: " + text);
        }
        List<String> head = List.of(text.substring(0, end).split("\r\n"));
        Answer raw = new Answer(head, text.substring(end + 4));
        return raw.header("Transfer-Encoding").filter("chunked"::equals).isPresent()
                ? new Answer(head, dechunk(raw.body()))
                : raw;
    }

    private static String dechunk(String chunked) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = chunked.indexOf("\r\n", at);
            int size = Integer.parseInt(chunked.substring(at, lineEnd).strip(), 16);
            if (size == 0) {
                return body.toString();
            }
            body.append(chunked, lineEnd + 2, lineEnd + 2 + size);
            at = lineEnd + 2 + size + 2;
        }
    }
}
