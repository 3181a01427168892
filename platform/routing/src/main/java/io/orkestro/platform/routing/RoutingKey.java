package io.orkestro.platform.routing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose request it is, for the purpose of routing: the retailer's key, for bookings the courier's, without either
 * {@link #PLATFORM}. Every public id carries it as its second part: {@code dlv_<key>_<rest>}, {@code ret_<key>}.
 *
 * @param value 1 to 20 lower-case letters and digits
 */
public record RoutingKey(String value) {

    private static final Pattern KEY = Pattern.compile("[a-z0-9]{1,20}");
    private static final Pattern PUBLIC_ID = Pattern.compile("[a-z]{3}_([a-z0-9]{1,20})(?:_[A-Za-z0-9]+)?");

    /** Requests that belong to nobody in particular: ops registering a courier, a health check. */
    public static final RoutingKey PLATFORM = new RoutingKey("platform");

    public RoutingKey {
        if (!KEY.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A routing key is 1 to 20 lower-case letters and digits, not \"%s\"".formatted(value));
        }
    }

    /** The key inside a public id or tracking code, or empty where the text is neither. */
    public static Optional<RoutingKey> inPublicId(String id) {
        Matcher matcher = PUBLIC_ID.matcher(id);
        return matcher.matches() ? Optional.of(new RoutingKey(matcher.group(1))) : Optional.empty();
    }

    /** As {@link #inPublicId}, for ids this platform made itself. */
    public static RoutingKey ofPublicId(String id) {
        return inPublicId(id)
                .orElseThrow(() -> new IllegalArgumentException("\"%s\" is not a public id".formatted(id)));
    }

    @Override
    public String toString() {
        return value;
    }
}
