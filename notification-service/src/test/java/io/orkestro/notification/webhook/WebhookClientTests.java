package io.orkestro.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.notification.world.Receiver;
import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.web.outside.AddressGuard;
import io.orkestro.platform.web.secret.SecretBox;
import io.orkestro.platform.web.signature.WebhookSecret;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where a webhook goes: to what was judged, or nowhere. */
class WebhookClientTests {

    private final SecretBox secrets = SecretBox.ofBase64(ApiClient.SECRET);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theConnectionGoesToTheAddressThatWasJudged() throws Exception {
        try (Receiver receiver = Receiver.answering(_ -> 204);
                WebhookClient client = clientOf(new AddressGuard(true, this::loopback))) {
            Outcome outcome = client.post(attemptAt("http://nobody-knows-this.test:" + portOf(receiver) + "/hooks"));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            answer -> assertThat(answer.status()).isEqualTo(204));
            assertThat(receiver.got().getFirst().headers().firstValue("Host"))
                    .hasValue("nobody-knows-this.test:" + portOf(receiver));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aNameThatTurnsPrivateLeadsNowhere() throws Exception {
        AddressGuard guard =
                new AddressGuard(false, host -> asked.incrementAndGet() == 1 ? publicly() : loopback(host));
        try (Receiver receiver = Receiver.answering(_ -> 204);
                WebhookClient client = clientOf(guard)) {
            assertThat(guard.faultOfHost("turning.test")).isEmpty();

            Outcome outcome = client.post(attemptAt("http://turning.test:" + portOf(receiver) + "/hooks"));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Unanswered.class,
                            no -> assertThat(no.error()).isEqualTo("The address leads to a private address"));
            assertThat(receiver.got()).isEmpty();
        }
    }

    @Test
    void anAddressInPlaceOfANameIsJudgedToo() throws Exception {
        try (Receiver receiver = Receiver.answering(_ -> 204);
                WebhookClient client = clientOf(new AddressGuard(false))) {
            assertThat(client.post(attemptAt(receiver.url()))).isInstanceOf(Outcome.Unanswered.class);
            assertThat(client.post(attemptAt("http://[::1]:" + portOf(receiver) + "/")))
                    .isInstanceOf(Outcome.Unanswered.class);
            assertThat(receiver.got()).isEmpty();
        }
    }

    private InetAddress[] loopback(@SuppressWarnings("unused") String host) {
        asked.incrementAndGet();
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private static InetAddress[] publicly() throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByAddress(new byte[] {93, (byte) 184, 34, 16})};
    }

    private WebhookClient clientOf(AddressGuard guard) {
        WebhookProperties properties = new WebhookProperties(
                List.of(Duration.ZERO),
                1,
                Duration.ofSeconds(5),
                8,
                2,
                Duration.ofSeconds(1),
                5,
                Duration.ofHours(1),
                Duration.ofDays(1),
                false);
        return new WebhookClient(guard, secrets, properties, Clock.systemUTC());
    }

    private DueAttempt attemptAt(String url) {
        return new DueAttempt(
                "wat_acme_1",
                "evt_acme_1",
                "whe_acme_1",
                1,
                0,
                Instant.now(),
                2,
                url,
                List.of(secrets.seal(WebhookSecret.random().text())),
                "{}",
                Decision.allMonolith());
    }

    private static int portOf(Receiver receiver) {
        return URI.create(receiver.url()).getPort();
    }
}
