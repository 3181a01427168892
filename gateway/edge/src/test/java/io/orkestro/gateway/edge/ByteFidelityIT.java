package io.orkestro.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a client sends is what the backend gets, and the reverse. */
@EdgeTest
class ByteFidelityIT {

    @LocalServerPort
    private int port;

    @Autowired
    private GatewayDatabase database;

    @Autowired
    private TestBackend backend;

    private GatewayDatabase.Key key = new GatewayDatabase.Key("", "");

    @BeforeEach
    void aRetailerWithAKey() {
        key = database.retailer("ret_acme");
        await().until(() -> get("/v1/account").status() == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/deliveries/dlv_acme_abc%2Fdef",
                "/v1/deliveries/dlv_acme_abc;v=1",
                "/v1/deliveries?externalId=a+b",
                "/v1/deliveries?externalId=a%20b&limit",
                "/v1/deliveries?externalId=a%2Bb&limit=",
                "/v1/deliveries?a=1&a=2&b=%E2%82%AC&c=%zz%",
                "/v1/deliveries?next=https://x.example/?y=1",
                "/v1/opt-outs/%2B447700900123",
                "/v1/deliveries?",
            })
    void pathAndQueryArriveAsTheyWereSent(String target) throws IOException {
        RawHttp.Answer answer = get(target);

        if (target.contains("%zz")) {
            assertThat(answer.status()).as("not a URI at all").isEqualTo(400);
        } else {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(backend.last().uri()).isEqualTo(target);
        }
    }

    @Test
    void aFormArrivesByteForByte() throws IOException {
        String form = "x=1&y=a%20b&z=a+b&&empty=&novalue";

        RawHttp.Answer answer = RawHttp.exchange(
                port,
                form.getBytes(UTF_8),
                "POST /v1/deliveries HTTP/1.1",
                "Host: api.example",
                key.header(),
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: " + form.length());

        assertThat(answer.body()).isEqualTo(form);
        assertThat(backend.last().body()).isEqualTo(form);
        assertThat(backend.last().headers().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(backend.last().headers().get("Content-Length")).isEqualTo(Integer.toString(form.length()));
        assertThat(backend.last().headers().contains("Transfer-Encoding")).isFalse();
    }

    @Test
    void aChunkedBodyArrivesWhole() throws IOException {
        RawHttp.Answer answer = RawHttp.exchange(
                port,
                "5\r\n{\"a\":\r\n3\r\n1 }\r\n0\r\n\r\n".getBytes(UTF_8),
                "POST /v1/deliveries HTTP/1.1",
                "Host: api.example",
                key.header(),
                "Content-Type: application/json",
                "Transfer-Encoding: chunked");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(backend.last().body()).isEqualTo("{\"a\":1 }");
    }

    @Test
    void aGetArrivesWithoutABody() throws IOException {
        get("/v1/account");

        assertThat(backend.last().headers().contains("Transfer-Encoding")).isFalse();
        assertThat(backend.last().headers().contains("Content-Length")).isFalse();
    }

    @Test
    void repeatedHeadersStayApart() throws IOException {
        get("/v1/account", "X-Many: one", "X-Many: two", "Accept: a/b, c/d");

        assertThat(backend.last().headers().getAll("X-Many")).containsExactly("one", "two");
        assertThat(backend.last().headers().getAll("Accept")).containsExactly("a/b, c/d");

        assertThat(get("/v1/stores/cookies").headers("Set-Cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    void theHostIsTheClients() throws IOException {
        get("/v1/account");

        assertThat(backend.last().headers().getAll("Host")).containsExactly("api.example");
    }

    @Test
    void aHopsOwnHeadersEndAtTheHop() throws IOException {
        RawHttp.exchange(
                port,
                "GET /v1/account HTTP/1.1",
                "Host: api.example",
                key.header(),
                "Connection: X-Nominated",
                "X-Nominated: 1",
                "Proxy-Connection: keep-alive",
                "TE: trailers");

        assertThat(backend.last().headers().contains("X-Nominated")).isFalse();
        assertThat(backend.last().headers().contains("Proxy-Connection")).isFalse();
        assertThat(backend.last().headers().contains("TE")).isFalse();
    }

    @Test
    void notModifiedStaysBodylessAndKeepsItsTag() throws IOException {
        // More often than there are connections, so that a leaked one would show.
        for (int i = 0; i < 20; i++) {
            RawHttp.Answer answer = get("/v1/stores/not-modified", "If-None-Match: \"v1\"");
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.header("ETag")).contains("\"v1\"");
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aHeadIsAnsweredWithTheLengthAndNoBody() throws IOException {
        RawHttp.Answer answer = RawHttp.exchange(port, "HEAD /v1/account HTTP/1.1", "Host: api.example", key.header());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).contains("2");
        assertThat(answer.body()).isEmpty();
        assertThat(backend.last().method()).isEqualTo("HEAD");
    }

    @Test
    void compressedAnswersPassAsTheyAre() throws IOException {
        RawHttp.Answer answer = get("/v1/stores/gzip", "Accept-Encoding: gzip");

        assertThat(answer.header("Content-Encoding")).contains("gzip");
        assertThat(answer.body()).isEqualTo("\u001f\u008b\b\u0000\u0001\u0002\u0003");
        assertThat(backend.last().headers().getAll("Accept-Encoding")).containsExactly("gzip");
    }

    @Test
    void aBackendsOwnFailureIsPassedOn() throws IOException {
        RawHttp.Answer answer = get("/v1/stores/failing");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"code\":\"internal_error\"}");
    }

    private RawHttp.Answer get(String target, String... headers) throws IOException {
        String[] head = new String[3 + headers.length];
        head[0] = "GET " + target + " HTTP/1.1";
        head[1] = "Host: api.example";
        head[2] = key.header();
        System.arraycopy(headers, 0, head, 3, headers.length);
        return RawHttp.exchange(port, head);
    }
}
