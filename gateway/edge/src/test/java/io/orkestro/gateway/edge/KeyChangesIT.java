package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A change to an API key reaches a running edge within a second. */
@EdgeTest
class KeyChangesIT {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration WITHOUT_NOTICE = Duration.ofMillis(2500);

    @LocalServerPort
    private int port;

    @Autowired
    private GatewayDatabase database;

    @Test
    void aNewKeyIsLetInAndARevokedOneIsNot() {
        GatewayDatabase.Key key = database.retailer("ret_acme");
        await().atMost(SOON).until(() -> statusWith(key) == 200);

        database.revoke(key);
        await().atMost(SOON).until(() -> statusWith(key) == 401);
    }

    @Test
    void aRevocationArrivesWithoutANotificationToo() {
        GatewayDatabase.Key key = database.retailer("ret_acme");
        await().atMost(SOON).until(() -> statusWith(key) == 200);

        database.revokeWithoutNotice(key);
        await().atMost(WITHOUT_NOTICE).until(() -> statusWith(key) == 401);
    }

    @Test
    void whileAKeyIsRotatedBothSecretsAreGood() throws IOException {
        GatewayDatabase.Key old = database.retailer("ret_acme");
        GatewayDatabase.Key rotated = database.rotate(old, "2 seconds");
        await().atMost(SOON).until(() -> statusWith(rotated) == 200);

        assertThat(statusWith(old)).isEqualTo(200);
        // Ends by the edge's own clock: no change of the database announces it.
        await().atMost(Duration.ofSeconds(4)).until(() -> statusWith(old) == 401);
        assertThat(statusWith(rotated)).isEqualTo(200);
    }

    private int statusWith(GatewayDatabase.Key key) throws IOException {
        return RawHttp.exchange(port, "GET /v1/account HTTP/1.1", "Host: api.example", key.header())
                .status();
    }
}
