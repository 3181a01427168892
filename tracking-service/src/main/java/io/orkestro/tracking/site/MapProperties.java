package io.orkestro.tracking.site;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What lies under the markers on a map. Without a URL nothing does, and a page loads nothing from elsewhere.
 *
 * @param tilesUrl of tiles, {@code https://tiles.example/{z}/{x}/{y}.png}; {@code {s}} stands for the servers a, b and c
 * @param tilesAttribution whom the map is by; shown on it
 * @param tilesAttributionUrl where that leads, if anywhere
 */
@ConfigurationProperties("orkestro.tracking")
public record MapProperties(
        @Nullable String tilesUrl,
        @Nullable String tilesAttribution,
        @Nullable String tilesAttributionUrl) {

    private static final Pattern TEMPLATE =
            Pattern.compile("(https?)://((?:\\{s}\\.)?[a-z0-9.-]+(?::\\d+)?)/.*", Pattern.CASE_INSENSITIVE);

    public MapProperties {
        tilesUrl = nullIfBlank(tilesUrl);
        tilesAttribution = nullIfBlank(tilesAttribution);
        tilesAttributionUrl = nullIfBlank(tilesAttributionUrl);
        if (tilesUrl != null) {
            requireTemplate(tilesUrl);
            if (tilesAttribution == null) {
                throw new IllegalArgumentException(
                        "orkestro.tracking.tiles-url needs orkestro.tracking.tiles-attribution: maps are somebody's work");
            }
        }
        if (tilesAttributionUrl != null && !URI.create(tilesAttributionUrl).isAbsolute()) {
            throw new IllegalArgumentException("orkestro.tracking.tiles-attribution-url is not a whole URL");
        }
    }

    private static @Nullable String nullIfBlank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void requireTemplate(String url) {
        boolean complete = url.contains("{z}") && url.contains("{x}") && url.contains("{y}");
        if (!complete || !TEMPLATE.matcher(url).matches()) {
            throw new IllegalArgumentException("orkestro.tracking.tiles-url is not like https://host/{z}/{x}/{y}.png");
        }
    }

    /** As a content security policy names it; null without tiles. */
    @Nullable
    String tilesHost() {
        if (tilesUrl == null) {
            return null;
        }
        Matcher parts = TEMPLATE.matcher(tilesUrl);
        if (!parts.matches()) {
            throw new IllegalStateException(tilesUrl);
        }
        return (parts.group(1) + "://" + parts.group(2))
                .toLowerCase(Locale.ROOT)
                .replace("{s}", "*");
    }
}
