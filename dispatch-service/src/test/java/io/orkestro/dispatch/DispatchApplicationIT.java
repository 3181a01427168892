package io.orkestro.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.testing.TestServers;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/** It starts alone, is healthy and believes the edge, nobody else. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.token.secret=" + DispatchApplicationIT.SECRET,
            "orkestro.secret-key=" + DispatchApplicationIT.SECRET
        })
@Import(TestServers.class)
class DispatchApplicationIT {

    static final String SECRET = "b3JrZXN0cm8gdGVzdHMsIDMyIGJ5dGVzIG9yIG1vcmU=";

    private static final String PATH = "/v1/deliveries/dlv_acme_1";

    @LocalServerPort
    private int port;

    @Test
    void answersHealth() {
        assertThat(get("/actuator/health/readiness", "").getStatusCode().value())
                .isEqualTo(200);
        assertThat(get("/actuator/health/liveness", "").getStatusCode().value()).isEqualTo(200);
    }

    @Test
    void refusesWhoeverDoesNotComeFromTheEdge() {
        ResponseEntity<String> answer = get(PATH, "forged");

        assertThat(answer.getStatusCode().value()).isEqualTo(401);
        assertThat(answer.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.getBody()).contains("\"code\":\"unauthenticated\"");
    }

    @Test
    void refusesATokenForAnotherAudience() {
        assertThat(get(PATH, tokenFor("legacy-monolith")).getStatusCode().value())
                .isEqualTo(401);
    }

    @Test
    void doesNotKnowTheOtherCapabilitiesPaths() {
        ResponseEntity<String> answer = get("/v1/couriers", tokenFor("dispatch-service"));

        assertThat(answer.getStatusCode().value()).isEqualTo(404);
        assertThat(answer.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.getBody()).contains("\"code\":\"not_found\"");
    }

    private static String tokenFor(String audience) {
        return new TokenSigner(audience, TokenSecret.ofBase64(SECRET), Clock.systemUTC())
                .sign(new DecisionToken(
                        "aaaabbbbcccc",
                        Role.RETAILER,
                        "ret_acme",
                        new RoutingKey("acme"),
                        Decision.allMonolith(),
                        Instant.EPOCH,
                        0,
                        Instant.now()));
    }

    private ResponseEntity<String> get(String path, String token) {
        return RestClient.create("http://127.0.0.1:" + port)
                .get()
                .uri(path)
                .header(DecisionToken.HEADER, token)
                .retrieve()
                .onStatus(status -> status.isError(), (request, response) -> {})
                .toEntity(String.class);
    }
}
