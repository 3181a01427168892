package io.orkestro.platform.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A wire between a client and a server that can be slow, silent or cut: point the client at {@link #port()}.
 *
 * <p>Faults apply to connections that are open and to later ones, until {@link #heal()}; {@link #reset()} and
 * {@link #halfClose()} happen once, to those that are open.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    private volatile ServerSocket entrance;
    private final int port;
    private final String targetHost;
    private final int targetPort;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();
    private volatile Duration delay = Duration.ZERO;
    private boolean silent;

    private record Wire(Socket client, Socket server) {

        void cut() {
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    // Lingering for no time makes close() send RST in place of FIN.
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException alreadyClosed) {
                    // Cut is cut.
                }
            }
        }
    }

    private TcpProxy(String targetHost, int targetPort) throws IOException {
        this.targetHost = targetHost;
        this.targetPort = targetPort;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = entrance.getLocalPort();
    }

    /** Listens on a free port of 127.0.0.1 and passes everything on to this address. */
    public static TcpProxy to(String host, int port) {
        try {
            TcpProxy proxy = new TcpProxy(host, port);
            proxy.open(proxy.entrance);
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException("No port for the proxy", failed);
        }
    }

    public int port() {
        return port;
    }

    /** Holds every chunk back for this long, in both directions. */
    public void delay(Duration perChunk) {
        delay = perChunk;
    }

    /** Nothing arrives any more and nobody is told: connections stay open, new ones are accepted. Bytes are kept back. */
    public void blackHole() {
        setSilent(true);
    }

    /** Cuts all open connections with RST; new ones are served. */
    public void reset() {
        wires.forEach(Wire::cut);
        wires.clear();
    }

    /** As a server that is not there: open connections are cut, new ones refused, until it heals. */
    public void refuse() {
        try {
            entrance.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        reset();
    }

    /** Tells all clients that the server has finished sending, while their own bytes still reach it. */
    public void halfClose() {
        for (Wire wire : wires) {
            try {
                wire.client().shutdownOutput();
            } catch (IOException alreadyClosed) {
                wire.cut();
            }
        }
    }

    /** No delay, no silence, nobody refused; bytes kept back go on their way. */
    public void heal() {
        speak();
        if (entrance.isClosed()) {
            try {
                open(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
            } catch (IOException failed) {
                throw new UncheckedIOException("The proxy's port is taken", failed);
            }
        }
    }

    private void speak() {
        delay = Duration.ZERO;
        setSilent(false);
    }

    @Override
    public void close() {
        speak();
        try {
            entrance.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            reset();
            threads.shutdownNow();
        }
    }

    private void open(ServerSocket opened) {
        entrance = opened;
        threads.execute(() -> accept(opened));
    }

    private void accept(ServerSocket at) {
        while (!at.isClosed()) {
            try {
                Socket client = at.accept();
                threads.execute(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            Wire wire = new Wire(client, new Socket(targetHost, targetPort));
            wires.add(wire);
            threads.execute(() -> pump(wire, wire.client(), wire.server()));
            threads.execute(() -> pump(wire, wire.server(), wire.client()));
        } catch (IOException serverAway) {
            new Wire(client, client).cut();
        }
    }

    private void pump(Wire wire, Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                Thread.sleep(delay);
                awaitSound();
                if (!to.isOutputShutdown()) {
                    out.write(chunk, 0, read);
                    out.flush();
                }
            }
            awaitSound();
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                wire.cut();
                wires.remove(wire);
            }
        } catch (IOException | InterruptedException over) {
            wire.cut();
            wires.remove(wire);
        }
    }

    private void awaitSound() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (silent) {
                healed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void setSilent(boolean silent) {
        lock.lock();
        try {
            this.silent = silent;
            healed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
