package io.orkestro.platform.web.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Judged by the library receivers use, not by ourselves. */
class WebhookSecretTests {

    private static final String BODY = "{\"type\":\"delivery.delivered\",\"name\":\"Zoë\"}";

    private final WebhookSecret secret = WebhookSecret.random();

    @Test
    void theStandardLibraryAcceptsOurSignature() throws Exception {
        Webhook receiver = new Webhook(secret.text());

        assertThatCode(() -> receiver.verify(BODY, signedBy(secret))).doesNotThrowAnyException();
    }

    @Test
    void theStandardLibraryRefusesAnotherSecretsSignature() throws Exception {
        Webhook receiver = new Webhook(secret.text());

        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> receiver.verify(BODY, signedBy(WebhookSecret.random())));
    }

    @Test
    void aSecretComesBackFromItsText() {
        assertThat(WebhookSecret.of(secret.text()).text()).isEqualTo(secret.text());
    }

    private static HttpHeaders signedBy(WebhookSecret secret) {
        Instant now = Instant.now();
        return HttpHeaders.of(
                Map.of(
                        WebhookSecret.ID_HEADER, List.of("msg_1"),
                        WebhookSecret.TIMESTAMP_HEADER, List.of(Long.toString(now.getEpochSecond())),
                        WebhookSecret.SIGNATURE_HEADER,
                                List.of(secret.sign("msg_1", now, BODY.getBytes(StandardCharsets.UTF_8)))),
                (_, _) -> true);
    }
}
