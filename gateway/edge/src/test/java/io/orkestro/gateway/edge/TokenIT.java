package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.HttpHeaders;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenVerifier;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who is told what about whom: routing, the token, and what a client cannot pretend. */
@EdgeTest
class TokenIT {

    @LocalServerPort
    private int port;

    @Autowired
    private GatewayDatabase database;

    @Autowired
    private TestBackend backend;

    @BeforeEach
    void trackingAndMarketplaceAreLive() {
        if (database.table().version() == 0) {
            database.place(Capability.TRACKING, Stage.LIVE);
            database.place(Capability.COURIER_MARKETPLACE, Stage.LIVE);
        }
        RawHttp.awaitTable(port, database.table());
    }

    @Test
    void aTraceBeginsHereWhateverAClientBrings() throws IOException {
        String theirs = "0af7651916cd43dd8448eb211c80319c";
        get(
                "/v1/account",
                liveKey("retailer", "ret_acme").header(),
                "traceparent: 00-" + theirs + "-b7ad6b7169203331-01",
                "tracestate: vendor=theirs",
                "baggage: user=ada");

        HttpHeaders received = backend.last().headers();
        assertThat(received.getAll("traceparent"))
                .singleElement()
                .asString()
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")
                .doesNotContain(theirs);
        assertThat(received.contains("tracestate")).isFalse();
        assertThat(received.contains("baggage")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/deliveries,                          monolith",
        "/v1/deliveries/dlv_acme_1/cancel,        monolith",
        "/v1/dispatch-rules,                      monolith",
        "/v1/dispatch-rules/evaluate,             monolith",
        "/v1/deliveries/dlv_acme_1/positions,     tracking-service",
        "/v1/deliveries/dlv_acme_1/tracking,      tracking-service",
        "/track/trk_acme_abc,                     tracking-service",
        "/v1/quotes,                              courier-marketplace-service",
        "/v1/couriers/crr_bikes/bookings,         courier-marketplace-service",
        "/v1/couriers,                            courier-marketplace-service",
        "/v1/deliveries/dlv_acme_1/messages,      monolith",
        "/v1/notification-rules,                  monolith",
        "/v1/opt-outs,                            monolith",
        "/v1/webhook-endpoints/whe_acme_1/test,   monolith",
        "/v1/account,                             monolith",
        "/v1/stores/sto_acme_1,                   monolith",
        "/togglz-console/keys,                    gateway-console"
    })
    void thePathSaysWhoServes(String path, String servedBy) throws IOException {
        RawHttp.Answer answer = get(path, liveKey("retailer", "ret_acme").header());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Served-By")).contains(servedBy);
    }

    @Test
    void theTokenSaysWhoAsksAndWhatWasDecided() throws IOException {
        GatewayDatabase.Key key = liveKey("retailer", "ret_acme");

        get("/v1/account", key.header());

        DecisionToken token = tokenFor("legacy-monolith");
        assertThat(token.apiKeyId()).isEqualTo(key.id());
        assertThat(token.role()).isEqualTo(Role.RETAILER);
        assertThat(token.principal()).isEqualTo("ret_acme");
        assertThat(token.key()).isEqualTo(new RoutingKey("acme"));
        assertThat(token.decision().encoded()).isEqualTo("MSSM");
        assertThat(token.tableVersion()).isEqualTo(database.table().version());
        assertThat(token.decisionChangedAt()).isEqualTo(database.table().changedAt());
    }

    @Test
    void aTokensTableWasVerifiedWithinTwoSeconds() throws IOException {
        GatewayDatabase.Key key = liveKey("retailer", "ret_acme");
        Instant end = Instant.now().plusSeconds(5);
        Duration oldest = Duration.ZERO;
        while (Instant.now().isBefore(end)) {
            get("/v1/account", key.header());
            Duration age = Duration.between(tokenFor("legacy-monolith").tableVerifiedAt(), Instant.now());
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
        }

        assertThat(oldest).isBetween(Duration.ofMillis(100), Duration.ofSeconds(2));
    }

    @Test
    void withinOneVerificationATokenIsSignedOnce() throws IOException {
        GatewayDatabase.Key key = liveKey("retailer", "ret_acme");
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            get("/v1/account", key.header());
            tokens.add(lastToken());
        }

        assertThat(tokens).hasSizeLessThan(10);
    }

    @Test
    void aCouriersCallAboutADeliveryIsDecidedLikeItsRetailers() throws IOException {
        get(
                "/v1/deliveries/dlv_acme_1/positions",
                liveKey("courier", "crr_bikes").header());

        DecisionToken token = tokenFor("tracking-service");
        assertThat(token.principal()).isEqualTo("crr_bikes");
        assertThat(token.key()).isEqualTo(new RoutingKey("acme"));
    }

    @Test
    void opsBelongToThePlatformUntilTheyNameSomebody() throws IOException {
        GatewayDatabase.Key ops = liveKey("ops", null);

        get("/v1/couriers", ops.header());
        assertThat(tokenFor("courier-marketplace-service").key()).isEqualTo(RoutingKey.PLATFORM);
        assertThat(tokenFor("courier-marketplace-service").role()).isEqualTo(Role.OPS);

        get("/v1/couriers/crr_bikes", ops.header());
        assertThat(tokenFor("courier-marketplace-service").key()).isEqualTo(new RoutingKey("bikes"));
    }

    @Test
    void aRecipientNeedsNoKey() throws IOException {
        get("/track/trk_acme_abc");

        DecisionToken token = tokenFor("tracking-service");
        assertThat(token.role()).isEqualTo(Role.ANONYMOUS);
        assertThat(token.apiKeyId()).isEqualTo("anonymous");
        assertThat(token.key()).isEqualTo(new RoutingKey("acme"));
    }

    @Test
    void aTokenForOneBackendIsWorthNothingAtAnother() throws IOException {
        get("/v1/account", liveKey("retailer", "ret_acme").header());

        assertThat(verifier("dispatch-service").verify(lastToken())).isEmpty();
    }

    @Test
    void aClientCannotPretendToBeTheEdge() throws IOException {
        get(
                "/v1/account",
                liveKey("retailer", "ret_acme").header(),
                "X-Orkestro-Token: forged",
                "x-orkestro-decision: SSSS",
                "X-Served-By: me",
                "X-Forwarded-For: 1.2.3.4",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Prefix: /evil",
                "Forwarded: for=1.2.3.4");

        var headers = backend.last().headers();
        assertThat(headers.getAll("X-Orkestro-Token")).singleElement().isNotEqualTo("forged");
        assertThat(headers.contains("X-Orkestro-Decision")).isFalse();
        assertThat(headers.contains("X-Served-By")).isFalse();
        assertThat(headers.contains("X-Forwarded-Prefix")).isFalse();
        assertThat(headers.contains("Forwarded")).isFalse();
        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.getAll("X-Forwarded-Host")).containsExactly("api.example");
        assertThat(headers.getAll("X-Forwarded-Proto")).containsExactly("http");
    }

    @Test
    void theApiKeyStaysAtTheEdge() throws IOException {
        get("/v1/account", liveKey("retailer", "ret_acme").header());

        assertThat(backend.last().headers().contains("Authorization")).isFalse();
    }

    @Test
    void theConsoleGetsNoToken() throws IOException {
        get("/togglz-console/keys", "Cookie: a=b");

        assertThat(backend.last().headers().contains("X-Orkestro-Token")).isFalse();
        assertThat(backend.last().headers().getAll("Cookie")).containsExactly("a=b");
    }

    @Test
    void aBackendsOwnServedByIsReplaced() throws IOException {
        assertThat(get("/track/cookies").headers("X-Served-By")).containsExactly("tracking-service");
    }

    private GatewayDatabase.Key liveKey(String role, @Nullable String principal) {
        GatewayDatabase.Key key = database.issue(role, principal, null);
        await().until(() -> get("/v1/account", key.header()).status() == 200);
        return key;
    }

    private DecisionToken tokenFor(String audience) {
        return verifier(audience).verify(lastToken()).orElseThrow();
    }

    private String lastToken() {
        return backend.last().headers().get(DecisionToken.HEADER);
    }

    private static TokenVerifier verifier(String audience) {
        TokenSecret secret = TokenSecret.ofBase64(EdgeServers.SECRET).forAudience(audience);
        return new TokenVerifier(audience, secret, Clock.systemUTC());
    }

    private RawHttp.Answer get(String target, String... headers) throws IOException {
        String[] head = new String[2 + headers.length];
        head[0] = "GET " + target + " HTTP/1.1";
        head[1] = "Host: api.example";
        System.arraycopy(headers, 0, head, 2, headers.length);
        return RawHttp.exchange(port, head);
    }
}
