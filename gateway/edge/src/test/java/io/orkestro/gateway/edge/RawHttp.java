package io.orkestro.gateway.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.RoutingTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
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
        byte[] start = (String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        try (Socket socket = open(port)) {
            try {
                // At once: what comes after an answer that ends the connection would take the answer away.
                socket.getOutputStream().write(whole);
            } catch (IOException refusedHalfWay) {
                // The answer is there nevertheless.
            }
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    /** As {@link #exchange}, but the body must be taken whole. */
    static Answer exchangeWhole(int port, byte[] body, String... head) throws IOException {
        try (Socket socket = send(port, String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n")) {
            socket.getOutputStream().write(body);
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    /** Sends a head that would let the connection live on, and reads until the server ends it. */
    static Answer exchangeKeepingAlive(int port, String... head) throws IOException {
        try (Socket socket = send(port, String.join("\r\n", head) + "\r\n\r\n")) {
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static Socket send(int port, String head) throws IOException {
        Socket socket = open(port);
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        return socket;
    }

    /** What the edge says of the snapshots it follows. */
    static Answer readiness(int port) throws IOException {
        return exchange(port, "GET /actuator/health/readiness HTTP/1.1", "Host: api.example");
    }

    /** Waits until the edge has this version of the routing table. */
    static void awaitTable(int port, RoutingTable table) {
        await().until(
                        () -> readiness(port).body().replace(" ", ""),
                        body -> body.contains("\"routing_table\":{\"version\":" + table.version() + ","));
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
