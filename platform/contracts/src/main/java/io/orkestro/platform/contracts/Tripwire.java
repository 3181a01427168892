package io.orkestro.platform.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A port of 127.0.0.1 that whatever an application may call is pointed at: it hangs up on everybody, and counts them. */
final class Tripwire {

    private final ServerSocket port;
    private final AtomicInteger calls = new AtomicInteger();

    private Tripwire(ServerSocket port) {
        this.port = port;
    }

    /** Until the JVM ends. */
    static Tripwire laid() {
        try {
            Tripwire wire = new Tripwire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("tripwire").start(wire::listen);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port.getLocalPort();
    }

    int calls() {
        return calls.get();
    }

    private void listen() {
        while (!port.isClosed()) {
            try (Socket _ = port.accept()) {
                calls.incrementAndGet();
            } catch (IOException hungUp) {
                // Its call is counted.
            }
        }
    }
}
