package io.orkestro.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTests {

    private ServerSocket echo;
    private TcpProxy proxy;
    private Socket client;

    @BeforeEach
    void anEchoServerBehindAProxy() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = TcpProxy.to("127.0.0.1", echo.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        echo.close();
    }

    @Test
    void passesBytesBothWays() throws IOException {
        assertThat(echoOf(42)).isEqualTo(42);
    }

    @Test
    void aDelayHoldsBytesBackInBothDirections() throws IOException {
        proxy.delay(Duration.ofMillis(60));

        long start = System.nanoTime();
        assertThat(echoOf(42)).isEqualTo(42);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void aBlackHoleIsSilentUntilItHealsAndLosesNothing() throws IOException {
        proxy.blackHole();
        client.setSoTimeout(150);
        assertThatThrownBy(() -> echoOf(42)).isInstanceOf(SocketTimeoutException.class);

        proxy.heal();
        client.setSoTimeout(5_000);

        assertThat(client.getInputStream().read()).isEqualTo(42);
    }

    @Test
    void aResetCutsWhatIsOpenAndServesWhatComes() throws IOException {
        assertThat(echoOf(1)).isEqualTo(1);

        proxy.reset();
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);

        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        assertThat(echoOf(2)).isEqualTo(2);
    }

    @Test
    void whoIsRefusedIsServedAtTheSamePortOnceItHeals() throws IOException {
        assertThat(echoOf(1)).isEqualTo(1);

        proxy.refuse();
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), proxy.port()))
                .isInstanceOf(ConnectException.class);

        proxy.heal();
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        assertThat(echoOf(2)).isEqualTo(2);
    }

    @Test
    void aHalfCloseEndsTheServersSideAlone() throws IOException {
        assertThat(echoOf(1)).isEqualTo(1);

        proxy.halfClose();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        client.getOutputStream().write(2);
    }

    @Test
    void aServerThatIsAwayResetsTheClient() throws IOException {
        echo.close();
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            assertThatThrownBy(() -> late.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    private int echoOf(int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException over) {
                        // The client has gone.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }
}
