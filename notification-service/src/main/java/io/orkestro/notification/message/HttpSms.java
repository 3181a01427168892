package io.orkestro.notification.message;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** A provider that takes {@code {"reference", "to", "text"}} by POST and answers with its {@code id}. */
final class HttpSms implements SmsProvider {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    private record Sms(String reference, String to, String text) {}

    private record Receipt(@Nullable String id) {}

    private final RestClient http;
    private final String url;

    HttpSms(String url) {
        this.url = url;
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build());
        factory.setReadTimeout(READ_TIMEOUT);
        this.http = RestClient.builder().requestFactory(factory).build();
    }

    @Override
    public String send(String reference, String to, String text) throws NotSent {
        try {
            Receipt receipt = http.post()
                    .uri(url)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new Sms(reference, to, text))
                    .retrieve()
                    .body(Receipt.class);
            return Objects.requireNonNullElse(receipt == null ? null : receipt.id(), reference);
        } catch (HttpClientErrorException refused) {
            String reason = "The provider answered " + refused.getStatusCode().value();
            throw isTransient(refused.getStatusCode().value())
                    ? NotSent.yet(reason, refused)
                    : NotSent.ever(reason, refused);
        } catch (RestClientException e) {
            throw NotSent.yet("The provider cannot be reached: " + e.getClass().getSimpleName(), e);
        }
    }

    /** 401 too: a key that is being replaced is not the message's fault. */
    private static boolean isTransient(int status) {
        return status == 401 || status == 408 || status == 425 || status == 429;
    }
}
