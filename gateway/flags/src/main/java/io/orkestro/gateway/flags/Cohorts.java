package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.RoutingKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom a canary serves, between the texts people type and the values that route.
 *
 * @param keys sorted
 * @param excluded sorted
 * @param basisPoints 0 to 10,000
 */
record Cohorts(Set<String> keys, Set<String> excluded, int basisPoints) {

    static final String KEYS = "keys";
    static final String EXCLUDED_KEYS = "excludedKeys";
    static final String PERCENT = "percent";

    static final List<StageParameter> PARAMETERS = List.of(
            new StageParameter(
                    KEYS,
                    "Keys",
                    "Routing keys the service serves, with spaces between: acme is the key of ret_acme.",
                    true,
                    Cohorts::objectionToKeys),
            new StageParameter(
                    EXCLUDED_KEYS,
                    "Excluded keys",
                    "Never served by the service, whatever the percentage.",
                    true,
                    Cohorts::objectionToKeys),
            new StageParameter(
                    PERCENT,
                    "Percent",
                    "Share of all other keys, 0 to 100 with two decimals. Raising it only adds keys.",
                    true,
                    Share::objectionTo));

    private static final int MOST_KEYS = 200;
    private static final Pattern KEY = Pattern.compile("[a-z0-9]{1,20}");
    private static final Pattern PUBLIC_ID = Pattern.compile("[a-z]{3}_([a-z0-9]{1,20})(_.*)?");

    /** @param texts valid ones */
    static Cohorts of(Map<String, String> texts) {
        return new Cohorts(
                split(texts.getOrDefault(KEYS, "")),
                split(texts.getOrDefault(EXCLUDED_KEYS, "")),
                Share.in(texts.getOrDefault(PERCENT, "")));
    }

    /** The same in one spelling, so that what means the same is the same. */
    Map<String, String> texts() {
        return Map.of(
                KEYS, String.join(" ", keys),
                EXCLUDED_KEYS, String.join(" ", excluded),
                PERCENT, percent());
    }

    /** With two decimals. */
    String percent() {
        return Share.text(basisPoints);
    }

    Set<RoutingKey> routingKeys() {
        return keys.stream().map(RoutingKey::new).collect(Collectors.toUnmodifiableSet());
    }

    Set<RoutingKey> excludedRoutingKeys() {
        return excluded.stream().map(RoutingKey::new).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether this serves anybody whom the other may not. */
    boolean addsTo(Cohorts other) {
        return basisPoints > other.basisPoints
                || !other.keys.containsAll(keys)
                || !excluded.containsAll(other.excluded);
    }

    /** The keys that are chosen and excluded at once; a slip, whichever was meant. */
    Set<String> contradictions() {
        Set<String> both = new TreeSet<>(keys);
        both.retainAll(excluded);
        return both;
    }

    private static Set<String> split(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static @Nullable String objectionToKeys(String text) {
        Set<String> words = split(text);
        if (words.size() > MOST_KEYS) {
            return "These are %d keys; %d are the most. Use the percentage for more."
                    .formatted(words.size(), MOST_KEYS);
        }
        for (String word : words) {
            if (!KEY.matcher(word).matches()) {
                return "“%s” is not a routing key: 1 to 20 lower-case letters and digits, keys separated by spaces.%s"
                        .formatted(word, hint(word));
            }
        }
        return null;
    }

    private static String hint(String word) {
        Matcher id = PUBLIC_ID.matcher(word.toLowerCase(Locale.ROOT));
        return id.matches() ? " The key of this id is “%s”.".formatted(id.group(1)) : "";
    }
}
