package io.orkestro.system;

import java.util.regex.Pattern;

/** An answer without what differs from delivery to delivery: ids, times, tracking codes, names of shops and orders. */
final class Masked {

    private static final Pattern ID = Pattern.compile("\\b([a-z]{3})_[a-z0-9]{1,20}(_[A-Za-z0-9-]+)?\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    private static final Pattern CLOCK = Pattern.compile("around \\d\\d:\\d\\d");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TRACKING = Pattern.compile("(\"trackingCode\":\"|/track/)[^\"]+");
    private static final Pattern SHOP = Pattern.compile("\\b[a-z0-9]+'s own\\b");
    private static final Pattern REQUEST = Pattern.compile("\"requestId\":\"[^\"]+\"");
    private static final Pattern CURSOR = Pattern.compile("\"nextCursor\":\"[^\"]+\"");
    private static final Pattern HASH = Pattern.compile("\"hash\":\"[^\"]+\"");

    private Masked() {}

    static String of(String body) {
        String masked = TRACKING.matcher(body).replaceAll("$1*");
        masked = REQUEST.matcher(masked).replaceAll("\"requestId\":\"*\"");
        masked = CURSOR.matcher(masked).replaceAll("\"nextCursor\":\"*\"");
        masked = HASH.matcher(masked).replaceAll("\"hash\":\"*\"");
        masked = UUID.matcher(masked).replaceAll("*");
        masked = TIME.matcher(masked).replaceAll("*");
        masked = CLOCK.matcher(masked).replaceAll("around *");
        masked = SHOP.matcher(masked).replaceAll("*");
        return ID.matcher(masked).replaceAll("$1_*");
    }
}
