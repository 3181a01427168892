package io.orkestro.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTests {

    @Test
    void theEdgeIsOn8080AndTheOthersFollow() {
        Ports ports = Ports.from(Map.of());

        assertThat(ports.of(Application.EDGE)).isEqualTo(8080);
        assertThat(ports.of(Application.CONSOLE)).isEqualTo(8081);
        assertThat(ports.of(Application.MONOLITH)).isEqualTo(8082);
        assertThat(ports.of(Application.NOTIFICATION)).isEqualTo(8086);
        assertThat(ports.of(Instance.edge(2))).isEqualTo(8087);
        assertThat(ports.of(Instance.first(Application.DISPATCH).other())).isEqualTo(8095);
        assertThat(ports.internalOf(Instance.first(Application.DISPATCH).other()))
                .isEqualTo(9095);
    }

    @Test
    void allMoveTogetherAndOneAlone() {
        Ports ports = Ports.from(Map.of("ORKESTRO_PORT_BASE", "9000", "ORKESTRO_PORT_MONOLITH", "7000"));

        assertThat(ports.of(Application.EDGE)).isEqualTo(9000);
        assertThat(ports.of(Application.MONOLITH)).isEqualTo(7000);
    }

    @Test
    void anInternalDoorIsAThousandAboveItsApplicationOrWhereItIsTold() {
        assertThat(Ports.from(Map.of()).internalOf(Application.DISPATCH)).isEqualTo(9083);
        assertThat(Ports.from(Map.of("ORKESTRO_PORT_DISPATCH", "7000")).internalOf(Application.DISPATCH))
                .isEqualTo(8000);
        assertThat(Ports.from(Map.of("ORKESTRO_PORT_DISPATCH_INTERNAL", "7001")).internalOf(Application.DISPATCH))
                .isEqualTo(7001);
    }

    @Test
    void whatAnOlderStackDidNotKnowGetsItsUsualPort() {
        Ports ports = new Ports(Map.of("edge", 7777)).completed();

        assertThat(ports.of(Application.EDGE)).isEqualTo(7777);
        assertThat(ports.internalOf(Application.MONOLITH)).isEqualTo(9082);
    }

    @Test
    void noTwoAreTheSame() {
        assertThat(new HashSet<>(Ports.from(Map.of()).byName().values()))
                .hasSameSizeAs(Ports.from(Map.of()).byName().keySet());
    }

    @Test
    void whatIsNoPortIsSaidWithItsSetting() {
        assertThatThrownBy(() -> Ports.from(Map.of("ORKESTRO_PORT_EDGE", "eighty")))
                .isInstanceOf(StackFailure.class)
                .hasMessage("ORKESTRO_PORT_EDGE=eighty is no port; expected 1 to 65535");
    }

    @Test
    void aTakenPortIsSaidWithWhoHasItAndWhatMovesOurs() {
        assertThat(Ports.taken("edge", 8080, "pid 4711: python3 -m http.server 8080"))
                .hasMessage("""
                        Port 8080, which edge needs, is taken (pid 4711: python3 -m http.server 8080).
                        Stop that process, or choose other ports: ORKESTRO_PORT_EDGE=8180 for this one, \
                        ORKESTRO_PORT_BASE=8180 for all, and ./orkestro up again.""");
    }

    @Test
    void theProcessThatHasAPortIsNamed() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(Map.of("edge", socket.getLocalPort()));

            assertThatThrownBy(() -> ports.requireFree("edge"))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("Port %d, which edge needs, is taken", socket.getLocalPort());
        }
    }

    @Test
    void freePortsAreFreeAndGivenToNoOutgoingConnection() {
        Ports ports = Ports.free();

        assertThat(ports.byName().values())
                .doesNotHaveDuplicates()
                .allMatch(port -> port < 32_768, "below Linux's range, which begins lowest");

        ports.requireFree("edge");
        ports.requireFree("postgres");
    }
}
