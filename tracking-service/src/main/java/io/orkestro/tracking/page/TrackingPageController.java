package io.orkestro.tracking.page;

import io.orkestro.tracking.Timeline;
import io.orkestro.tracking.TrackedDeliveries;
import io.orkestro.tracking.TrackedDelivery;
import io.orkestro.tracking.TrackingProperties;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The page behind a tracking link. Whoever has the code may see it; nobody else learns that it exists. */
@RestController
class TrackingPageController {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final TrackedDeliveries deliveries;
    private final Timeline timeline;
    private final TrackingPage page;
    private final Duration life;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TrackingPageController(
            TrackedDeliveries deliveries,
            Timeline timeline,
            TrackingPage page,
            TrackingProperties properties,
            Clock clock) {
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.page = page;
        this.life = properties.pageLife();
        this.clock = clock;
    }

    @GetMapping("/track/{code}")
    ResponseEntity<String> show(
            @PathVariable String code,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted) {
        String nonce = nonce();
        Instant now = clock.instant();
        Optional<TrackedDelivery> found = deliveries.findByCode(code);
        if (found.isEmpty()) {
            Words words = Words.in(null, accepted);
            return answer(HttpStatus.NOT_FOUND, page.nothing("unknown", words, nonce), words, nonce);
        }
        TrackedDelivery delivery = found.get();
        Words words = Words.in(delivery.facts().language(), accepted);
        if (isOver(delivery, now)) {
            return answer(HttpStatus.GONE, page.nothing("over", words, nonce), words, nonce);
        }
        String html = page.of(delivery, timeline.of(delivery.id()), words, nonce, now);
        return answer(HttpStatus.OK, html, words, nonce);
    }

    private boolean isOver(TrackedDelivery delivery, Instant now) {
        Instant endedAt = delivery.endedAt();
        return endedAt != null && now.isAfter(endedAt.plus(life));
    }

    private String nonce() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static ResponseEntity<String> answer(HttpStatus status, String html, Words words, String nonce) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_LANGUAGE, words.locale().toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'nonce-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                                .formatted(nonce))
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex, nofollow")
                .body(html);
    }
}
