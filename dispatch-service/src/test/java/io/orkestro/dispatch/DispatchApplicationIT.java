package io.orkestro.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/** It starts alone, believes the edge and nobody else, and knows its own paths alone. */
@DispatchTest
class DispatchApplicationIT {

    @LocalServerPort
    private int port;

    @Test
    void refusesWhoeverDoesNotComeFromTheEdge() {
        ResponseEntity<String> answer = get("/v1/deliveries/dlv_acme_1");

        assertThat(answer.getStatusCode().value()).isEqualTo(401);
        assertThat(answer.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.getBody()).contains("\"code\":\"unauthenticated\"");
    }

    @Test
    void doesNotKnowTheOtherCapabilitiesPaths() {
        assertThat(Api.ops(port).get("/v1/couriers/crr_velo").status()).isEqualTo(404);
    }

    private ResponseEntity<String> get(String path) {
        return RestClient.create("http://127.0.0.1:" + port)
                .get()
                .uri(path)
                .retrieve()
                .onStatus(HttpStatusCode::isError, (request, response) -> {})
                .toEntity(String.class);
    }
}
