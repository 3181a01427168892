package io.orkestro.system.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Stands before an application's door: reads whole requests, passes each on by a connection of its own, and
 * does to it what the plan says. Where it listens is known before the one behind it runs.
 */
public final class FaultProxy implements AutoCloseable {

    private final ServerSocket entrance;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<String, Fault> plan = FaultProxy::sound;
    private volatile int target;

    private FaultProxy(ServerSocket entrance) {
        this.entrance = entrance;
    }

    public static FaultProxy open() {
        try {
            FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException("No port for the proxy", failed);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
    }

    /** Who is behind it, on this machine. */
    public FaultProxy to(int port) {
        target = port;
        return this;
    }

    /** What happens to a request from now on, by its method and path. */
    public void plan(Function<String, Fault> perCall) {
        plan = perCall;
    }

    /** The same for all. */
    public void plan(Fault forAll) {
        plan(_ -> forAll);
    }

    public void heal() {
        plan(FaultProxy::sound);
    }

    private static Fault sound(String call) {
        return new Fault.Pass();
    }

    /** Method and path of every request that came, in order, whatever became of it. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            entrance.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                clients.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedInputStream in = new BufferedInputStream(client.getInputStream());
            boolean open = true;
            while (open) {
                Optional<HttpMessage> request = HttpMessage.read(in);
                open = request.isPresent() && handle(request.get(), client);
            }
        } catch (IOException over) {
            // The client sees a broken connection, as it would on a bad wire.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    /** @return whether the connection lives on */
    private boolean handle(HttpMessage request, Socket client) throws IOException, InterruptedException {
        calls.add(request.call());
        switch (plan.apply(request.call())) {
            case Fault.Pass() -> answer(client, forward(request));
            case Fault.Delay(Duration by) -> {
                hold(by);
                answer(client, forward(request));
            }
            case Fault.DelayAnswer(Duration by) -> {
                HttpMessage late = forward(request);
                hold(by);
                answer(client, late);
            }
            case Fault.DropAnswer() -> {
                forward(request);
                cut(client);
                return false;
            }
            case Fault.Duplicate() -> {
                forward(request);
                answer(client, forward(request));
            }
            case Fault.BlackHole() -> {
                closed.await();
                return false;
            }
            case Fault.Reset() -> {
                cut(client);
                return false;
            }
            case Fault.Answer(int status) -> {
                OutputStream out = client.getOutputStream();
                out.write("HTTP/1.1 %d Trouble\r\nContent-Length: 0\r\n\r\n"
                        .formatted(status)
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }
        return true;
    }

    private HttpMessage forward(HttpMessage request) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            request.writeTo(server.getOutputStream());
            return HttpMessage.read(new BufferedInputStream(server.getInputStream()))
                    .orElseThrow(() -> new IOException("No answer to " + request.call()));
        }
    }

    private static void answer(Socket client, HttpMessage answer) throws IOException {
        answer.writeTo(client.getOutputStream());
    }

    private void hold(Duration time) throws InterruptedException {
        closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void cut(Socket client) throws IOException {
        // Lingering for no time makes close() send RST in place of FIN.
        client.setSoLinger(true, 0);
        client.close();
    }
}
