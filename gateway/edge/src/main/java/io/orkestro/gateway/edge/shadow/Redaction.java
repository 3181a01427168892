package io.orkestro.gateway.edge.shadow;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What of a difference may be kept. Values show only what can hardly be anybody's: numbers, booleans, words of an enum, our
 * ids, times; a text is only its length. Below a field that is about a person, or secret, nothing is shown but the type.
 */
final class Redaction {

    /** About people and places, written by people, or secret; with all that is below. In lower case. */
    private static final Set<String> HIDDEN = Set.of(
            "name",
            "business",
            "phone",
            "email",
            "address",
            "location",
            "lastposition",
            "lat",
            "lng",
            "coordinates",
            "center",
            "outline",
            "districts",
            "line1",
            "line2",
            "city",
            "postcode",
            "instructions",
            "comment",
            "text",
            "subject",
            "description",
            "metadata",
            "settings",
            "externalid",
            "value",
            "url",
            "offerurl",
            "trackingurl",
            "webhookurl",
            "trackingcode",
            "token",
            "secret",
            "offersecret",
            "secrets",
            "providerid",
            "error",
            "responsebody",
            "detail",
            "message",
            "drivername",
            "driverphone",
            "couriername",
            "nextcursor");

    private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{0,39}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern ID = Pattern.compile("[a-z]{3}_[A-Za-z0-9_-]{1,80}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}|\\d{1,5}");
    private static final Pattern ADDRESS_OF_ID = Pattern.compile("/v1/[a-z-]{1,30}/[a-z]{3}_[A-Za-z0-9_-]{1,80}");

    private Redaction() {}

    /** A JSON pointer that ends where it comes to something hidden: names of fields there may be a client's own. */
    static String pointer(Place place) {
        StringBuilder text = new StringBuilder();
        for (String name : place.names()) {
            text.append('/').append(FIELD_NAME.matcher(name).matches() ? name : "?");
            if (isHidden(name)) {
                break;
            }
        }
        return text.isEmpty() ? "/" : text.toString();
    }

    static String value(Place place, @Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return "absent";
        }
        if (value.isArray()) {
            return "array(" + value.size() + ")";
        }
        if (value.isObject()) {
            return "object";
        }
        boolean hidden = place.names().stream().anyMatch(Redaction::isHidden);
        if (value.isString()) {
            String text = value.stringValue();
            boolean shown = !hidden && (mayBeShown(text) || isCurrency(place, text));
            return shown ? text : "text(" + text.length() + ")";
        }
        if (value.isNumber()) {
            String number = value.toString();
            return hidden || number.length() > 40 ? "number" : number;
        }
        return hidden ? "boolean" : value.toString();
    }

    /** A header's value: only an address that is nothing but a collection and our id. */
    static String header(@Nullable String value) {
        if (value == null) {
            return "absent";
        }
        return ADDRESS_OF_ID.matcher(value).matches() ? value : "text(" + value.length() + ")";
    }

    private static boolean mayBeShown(String text) {
        return WORD.matcher(text).matches()
                || ID.matcher(text).matches()
                || TIME.matcher(text).matches();
    }

    private static boolean isCurrency(Place place, String text) {
        return place.name().equals("currency") && CURRENCY.matcher(text).matches();
    }

    private static boolean isHidden(String name) {
        return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }
}
