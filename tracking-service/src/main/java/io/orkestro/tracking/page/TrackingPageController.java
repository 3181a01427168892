package io.orkestro.tracking.page;

import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.tracking.Changes;
import io.orkestro.tracking.Timeline;
import io.orkestro.tracking.TrackedDeliveries;
import io.orkestro.tracking.TrackedDelivery;
import io.orkestro.tracking.TrackingProperties;
import io.orkestro.tracking.page.PageSource.Snapshot;
import io.orkestro.tracking.site.Site;
import io.orkestro.tracking.site.Words;
import io.orkestro.tracking.stream.Digest;
import io.orkestro.tracking.stream.Streams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The page behind a tracking link. Whoever has the code may see it; nobody else learns that it exists. */
@RestController
class TrackingPageController {

    private final TrackedDeliveries deliveries;
    private final Timeline timeline;
    private final TrackingPage page;
    private final Site site;
    private final Streams streams;
    private final Changes changes;
    private final JsonMapper json;
    private final Duration life;
    private final Clock clock;

    TrackingPageController(
            TrackedDeliveries deliveries,
            Timeline timeline,
            TrackingPage page,
            Site site,
            Streams streams,
            Changes changes,
            JsonMapper json,
            TrackingProperties properties,
            Clock clock) {
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.page = page;
        this.site = site;
        this.streams = streams;
        this.changes = changes;
        this.json = json;
        this.life = properties.pageLife();
        this.clock = clock;
    }

    @GetMapping("/track/{code}")
    ResponseEntity<String> show(
            @PathVariable String code,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted) {
        Instant now = clock.instant();
        Optional<TrackedDelivery> found = deliveries.findByCode(code);
        if (found.isEmpty()) {
            Words words = Words.in(null, accepted);
            return site.answer(HttpStatus.NOT_FOUND, page.nothing("unknown", words), words);
        }
        TrackedDelivery delivery = found.get();
        Words words = Words.in(delivery.facts().language(), accepted);
        if (hasEnded(delivery, now)) {
            return site.answer(HttpStatus.GONE, page.nothing("over", words), words);
        }
        return site.answer(HttpStatus.OK, page.of(tell(delivery, words, now), code, words, now), words);
    }

    /** The same page as a stream. Where its client has seen the end it is answered 204, the standard's word for "no more". */
    @GetMapping("/track/{code}/events")
    void events(
            @PathVariable String code,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String seen,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted,
            HttpServletRequest request,
            HttpServletResponse response) {
        TrackedDelivery delivery = deliveries.findByCode(code).orElseThrow(() -> new NotFound("delivery", code));
        if (hasEnded(delivery, clock.instant())) {
            throw new TrackingExpired();
        }
        Words words = Words.in(delivery.facts().language(), accepted);
        if (delivery.status().isFinal() && snapshot(delivery, words).id().equals(seen)) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        streams.answer(request, response, new PageSource(delivery.id(), changes, () -> snapshot(code, words), seen));
    }

    private @Nullable Snapshot snapshot(String code, Words words) {
        return deliveries
                .findByCode(code)
                .filter(delivery -> !hasEnded(delivery, clock.instant()))
                .map(delivery -> snapshot(delivery, words))
                .orElse(null);
    }

    private Snapshot snapshot(TrackedDelivery delivery, Words words) {
        PageState state = tell(delivery, words, clock.instant());
        String text = json.writeValueAsString(state);
        return new Snapshot(state, Digest.of(text), text);
    }

    private PageState tell(TrackedDelivery delivery, Words words, Instant now) {
        return new Telling(delivery, timeline.of(delivery.id()), words, now).state();
    }

    private boolean hasEnded(TrackedDelivery delivery, Instant now) {
        Instant endedAt = delivery.endedAt();
        return endedAt != null && now.isAfter(endedAt.plus(life));
    }
}
