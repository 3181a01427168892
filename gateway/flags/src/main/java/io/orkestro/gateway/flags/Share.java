package io.orkestro.gateway.flags;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shares, between the percentages people type and the basis points that count: 0 to 10,000. */
final class Share {

    /** The parameter of every stage in which both sides can be asked. */
    static final String SAMPLE = "sample";

    static final StageParameter SAMPLED = new StageParameter(
            SAMPLE,
            "Sample",
            "Share of requests that the other side is asked as well, and compared: 0 to 100 with two decimals.",
            true,
            Share::objectionTo);

    private static final Pattern PERCENTAGE = Pattern.compile("\\d{1,3}(\\.\\d{1,2})?");

    private Share() {}

    /** @param text a valid one; none is 0 */
    static int in(String text) {
        String percent = text.strip();
        return percent.isEmpty() ? 0 : new BigDecimal(percent).movePointRight(2).intValueExact();
    }

    static int sampleIn(Map<String, String> texts) {
        return in(texts.getOrDefault(SAMPLE, ""));
    }

    /** With two decimals. */
    static String text(int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).toPlainString();
    }

    static @Nullable String objectionTo(String text) {
        String percent = text.strip();
        if (percent.isEmpty()) {
            return null;
        }
        if (!PERCENTAGE.matcher(percent).matches() || new BigDecimal(percent).compareTo(BigDecimal.valueOf(100)) > 0) {
            return "“%s” is not a percentage: 0 to 100, with at most two decimals after a point.".formatted(percent);
        }
        return null;
    }
}
