package io.orkestro.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.notification.world.Api;
import io.orkestro.notification.world.NotificationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/** It starts alone, believes the edge and nobody else, and knows its own paths alone. */
@NotificationTest
class NotificationApplicationIT {

    @Autowired
    private Api api;

    @LocalServerPort
    private int port;

    @Test
    void refusesWhoeverDoesNotComeFromTheEdge() {
        ResponseEntity<String> answer = get("/v1/notification-rules");

        assertThat(answer.getStatusCode().value()).isEqualTo(401);
        assertThat(answer.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.getBody()).contains("\"code\":\"unauthenticated\"");
    }

    @Test
    void doesNotKnowTheOtherCapabilitiesPaths() {
        assertThat(api.ops().get("/v1/couriers/crr_velo").status()).isEqualTo(404);
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
