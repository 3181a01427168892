package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What a proxy in front of the edge says about the client is passed on, if that proxy is trusted; {@link TokenIT} has the rest. */
@EdgeTest
@TestPropertySource(properties = "orkestro.edge.trusted-proxies=127[.]0[.]0[.][0-9]+")
class TrustedProxiesIT {

    @LocalServerPort
    private int port;

    @Autowired
    private GatewayDatabase database;

    @Autowired
    private TestBackend backend;

    @Test
    void aTrustedProxyIsBelieved() throws IOException {
        account("X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: api.orkestro.example");

        var headers = backend.last().headers();
        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("203.0.113.7, 127.0.0.1");
        assertThat(headers.getAll("X-Forwarded-Proto")).containsExactly("https");
        assertThat(headers.getAll("X-Forwarded-Host")).containsExactly("api.orkestro.example");
        assertThat(headers.getAll("Host")).containsExactly("api.example");
    }

    @Test
    void whatItDoesNotSayIsSaidByTheEdge() throws IOException {
        account("X-Forwarded-Prefix: /evil", "Forwarded: for=1.2.3.4", "X-Forwarded-User: admin");

        var headers = backend.last().headers();
        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.getAll("X-Forwarded-Proto")).containsExactly("http");
        assertThat(headers.getAll("X-Forwarded-Host")).containsExactly("api.example");
        assertThat(headers.contains("X-Forwarded-Prefix")).isFalse();
        assertThat(headers.contains("X-Forwarded-User")).isFalse();
        assertThat(headers.contains("Forwarded")).isFalse();
    }

    private void account(String... forwarded) throws IOException {
        GatewayDatabase.Key key = database.retailer("ret_acme");
        String[] head = new String[3 + forwarded.length];
        head[0] = "GET /v1/account HTTP/1.1";
        head[1] = "Host: api.example";
        head[2] = key.header();
        System.arraycopy(forwarded, 0, head, 3, forwarded.length);
        await().until(() -> RawHttp.exchange(port, head).status() == 200);
    }
}
