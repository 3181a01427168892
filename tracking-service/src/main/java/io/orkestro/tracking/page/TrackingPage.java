package io.orkestro.tracking.page;

import com.samskivert.mustache.Template;
import io.orkestro.tracking.TrackingProperties;
import io.orkestro.tracking.page.PageState.Way;
import io.orkestro.tracking.site.Site;
import io.orkestro.tracking.site.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Draws the recipient's page: whole without a script, and live with it. */
@Component
class TrackingPage {

    private final Site site;
    private final JsonMapper json;
    private final Template delivery;
    private final Template nothing;
    private final String lifeInDays;

    TrackingPage(Site site, JsonMapper json, TrackingProperties properties) {
        this.site = site;
        this.json = json;
        this.delivery = site.template("delivery");
        this.nothing = site.template("nothing");
        this.lifeInDays = Long.toString(properties.pageLife().toDays());
    }

    String of(PageState state, String trackingCode, Words words, Instant now) {
        Map<String, Object> model = site.model(words);
        model.put("state", state);
        model.put("json", json.writeValueAsString(state));
        model.put("words", json.writeValueAsString(words.under("page.")));
        model.put("events", "/track/" + trackingCode + "/events");
        model.put("minutes", minutes(state, words, now));
        model.put("private", words.of("private").replace("{0}", lifeInDays));
        model.put("width", WaySketch.WIDTH);
        model.put("height", WaySketch.HEIGHT);
        model.put("sketch", sketch(state.way()));
        return delivery.execute(model);
    }

    /** Where there is no such delivery, or none any more. */
    String nothing(String reason, Words words) {
        Map<String, Object> model = site.model(words);
        model.put("title", words.of(reason + ".title"));
        model.put("explanation", words.of(reason + ".explanation"));
        return nothing.execute(model);
    }

    private static String minutes(PageState state, Words words, Instant now) {
        if (state.eta() == null) {
            return "";
        }
        long minutes = Math.ceilDiv(
                Duration.between(now, Instant.parse(state.eta().instant())).toSeconds(), 60);
        return minutes < 1
                ? words.of("page.eta.now")
                : minutes > 120 ? "" : words.of("page.eta.minutes").replace("{0}", Long.toString(minutes));
    }

    private static @Nullable WaySketch sketch(@Nullable Way way) {
        return way == null ? null : WaySketch.of(way.pickup(), way.dropoff(), way.courier());
    }
}
