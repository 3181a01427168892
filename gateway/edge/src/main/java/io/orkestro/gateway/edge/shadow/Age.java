package io.orkestro.gateway.edge.shadow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/** What JSON says of itself: when something last happened to it. */
final class Age {

    private static final int SHORTEST = "2026-01-01T00:00Z".length();
    private static final int LONGEST = "2026-01-01T00:00:00.000000000+00:00".length();

    private Age() {}

    /** Whether any time in it, at whatever depth, is in the past and not longer ago. What is to come does not count. */
    static boolean isYounger(JsonNode json, Duration age, Instant now) {
        if (json.isContainer()) {
            return json.valueStream().anyMatch(each -> isYounger(each, age, now));
        }
        return json.isString() && isYounger(json.stringValue(), age, now);
    }

    private static boolean isYounger(String text, Duration age, Instant now) {
        boolean mayBeATime = text.length() >= SHORTEST
                && text.length() <= LONGEST
                && text.charAt(4) == '-'
                && text.charAt(10) == 'T';
        if (!mayBeATime) {
            return false;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return !time.isAfter(now) && time.isAfter(now.minus(age));
        } catch (DateTimeException noTime) {
            return false;
        }
    }
}
